const KEY = 'staff-queue-chosen';

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
