import type { Changes } from '../core/draft/fields';
import { isChanges } from '../core/draft/record';
import type { QuickMemory } from './quick-memory';

/** Words on their way to the disk: what stood in each field before them, and what they make of it. */
export interface Unwritten {
	readonly before: Changes;
	readonly after: Changes;
	readonly atMs: number;
	/** The window that took them, and its count of what it took until then. */
	readonly by: string;
	readonly order: number;
}

type Replay = (draftId: string, unwritten: Unwritten) => Promise<unknown>;

export const PLACE = 'kofei-journal/';
/** Of small forms that have no draft (state/kept-words): forgotten together with the drafts. */
export const WORDS_PLACE = 'kofei-words/';

/**
 * What a window has accepted and the disk has not confirmed, written in the same turn: a database's write begun while the
 * window closes is not finished. Each window has its own entries, one for each draft, and removes them as soon as the disk
 * has the words; those of a window that is gone are replayed by the next one, or by another that is still open.
 */
export class Journal {
	readonly #memory: QuickMemory;
	readonly #own = `${PLACE}${crypto.randomUUID()}`;
	readonly #awaited = new Set<string>();
	#hasLooked = false;

	constructor(memory: QuickMemory) {
		this.#memory = memory;
	}

	/** Of this window. */
	get window(): string {
		return this.#own;
	}

	/**
	 * What goes to the disk together, in order: nobody knows afterwards how much of it arrived. None once the disk has
	 * everything.
	 */
	note(draftId: string, parts: readonly Omit<Unwritten, 'by'>[]): void {
		this.#memory.write(`${this.#own}/${draftId}`, parts.length > 0 ? JSON.stringify(parts) : null);
	}

	/** Of one draft, or everything: no window may bring it back. */
	forget(draftId = ''): void {
		for (const place of [PLACE, WORDS_PLACE])
			for (const name of this.#memory.names(place))
				if (name.endsWith(draftId)) this.#memory.write(name, null);
	}

	/** While this lock is held, others know that this window will write its words itself. */
	hold(signal: AbortSignal): void {
		whenFree(this.#own, signal, () => new Promise((resolve) => signal.addEventListener('abort', resolve)));
	}

	/** Hands over what other windows left behind, each when it is gone. What cannot be replayed now stays. */
	recover(signal: AbortSignal, replay: Replay): void {
		if (this.#hasLooked && !hasLocks()) return;
		this.#hasLooked = true;
		for (const name of this.#memory.names(PLACE)) {
			if (name.startsWith(this.#own) || this.#awaited.has(name)) continue;
			this.#awaited.add(name);
			const split = name.lastIndexOf('/');
			whenFree(name.slice(0, split), signal, async () => {
				for (const unwritten of read(this.#memory.read(name), name.slice(0, split)))
					await replay(name.slice(split + 1), unwritten);
				this.#memory.write(name, null);
			}).finally(() => this.#awaited.delete(name));
		}
	}
}

const hasLocks = () => 'locks' in navigator;

/** A browser without locks cannot know: there a window replays when it starts, which does no harm to words that are there. */
async function whenFree(name: string, signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
	const use = hasLocks() ? navigator.locks.request(name, { signal }, work) : work();
	await use.catch(() => undefined);
}

/** Earlier releases noted everything as one part, and no list. */
function read(text: string | null, by: string): readonly Unwritten[] {
	try {
		return [JSON.parse(text ?? '[]')].flat().flatMap((part) => {
			const { before, after, atMs, order = 0 } = Object(part);
			return isChanges(before) && isChanges(after) && Number.isFinite(atMs)
				? [{ before, after, atMs, by, order: Number(order) }]
				: [];
		});
	} catch {
		return [];
	}
}
