const KEY = 'staff-queue-chosen';
const ROWS = 'staff-queue-rows';

type Memory = Pick<Storage, 'getItem' | 'setItem'>;

/** What is ticked in a list, for the way back from a case; one list is remembered, the last. */
export function keepPlace(memory: Memory, list: string, chosen: readonly string[]): void {
	memory.setItem(KEY, JSON.stringify({ list, chosen }));
}

/** What was ticked in this list; nothing where another one was ticked since, or the memory holds something else. */
export function keptPlace(memory: Memory, list: string): readonly string[] {
	try {
		const kept = JSON.parse(memory.getItem(KEY) ?? '{}') as { list?: unknown; chosen?: unknown };
		if (kept.list !== list || !Array.isArray(kept.chosen)) return [];
		return kept.chosen.filter((id) => typeof id === 'string');
	} catch {
		return [];
	}
}

/** The cases of the list that was looked at last, as far as its page went, for the way from one to the next. */
export function keepRows(memory: Memory, ids: readonly string[]): void {
	memory.setItem(ROWS, JSON.stringify(ids));
}

/** The case that stood after this one; nothing after the last, or where this one was not in the list. */
export function rowAfter(memory: Memory, id: string): string | undefined {
	try {
		const ids: unknown = JSON.parse(memory.getItem(ROWS) ?? '[]');
		const place = Array.isArray(ids) ? ids.indexOf(id) : -1;
		const next: unknown = Array.isArray(ids) && place !== -1 ? ids[place + 1] : undefined;
		return typeof next === 'string' ? next : undefined;
	} catch {
		return undefined;
	}
}
