import { newDraft } from '../core/draft/draft';
import type { Changes, Fields } from '../core/draft/fields';
import { withSave } from '../core/sync/outbox';
import type { Kept, KeptWithFiles } from '../local/device-store';
import type { KeptDrafts } from './kept-drafts.svelte';
import { sent } from './kept-steps';
import type { Session } from './session.svelte';

interface WritingParts {
	readonly kept: KeptDrafts;
	readonly session: Session;
	readonly now: () => number;
	readonly makeId: () => string;
	readonly isBorrowed?: boolean;
	/** Called after each step: something may be able to travel. */
	readonly wake: () => void;
}

/** What a new application takes over, and from which. */
export interface Origin {
	/** The earlier application on the server, where they are a copy of one. */
	readonly id?: string;
	/** Where they come from a file. */
	readonly openedFrom?: string;
	readonly fields: Fields;
}

/** Words travel in small parcels, not letter by letter: a phone on a prepaid plan pays for every request. */
const SAVE_PAUSE_MS = 3000;

/** What a person does to the drafts of this device, brought to the disk one after the other. */
export class Writing {
	readonly #parts: WritingParts;
	#last: Promise<unknown> = Promise.resolve();

	constructor(parts: WritingParts) {
		this.#parts = parts;
	}

	/** `from`: the words the new one begins with. */
	async create(round: string, from?: Origin, id = this.#parts.makeId()): Promise<string> {
		const { kept, session, now, isBorrowed, wake } = this.#parts;
		const empty = newDraft({ id, round, ownerId: session.writerId, nowMs: now() });
		const { id: copiedFrom, fields = {}, openedFrom } = from ?? {};
		kept.begin({ ...empty, fields, copiedFrom, openedFrom });
		session.noteBegun(id);
		await this.inOrder(() => kept.write(id, (items) => (from ? withSave(items, id, now()) : items)));
		// Asked for when there is something to lose, which is when browsers say yes.
		if (!isBorrowed) void navigator.storage?.persist?.().catch(() => false);
		wake();
		return id;
	}

	edit(edited: string, after: Changes, before: Changes = {}): Promise<void> {
		const id = this.#parts.kept.heirOf(edited);
		this.#parts.kept.note(id, { before, after, atMs: this.#parts.now() });
		return this.inOrder(() => this.#write(id));
	}

	send(id: string): Promise<void> {
		const { kept, session, now, makeId, wake } = this.#parts;
		const sending = { id, freshKey: makeId(), personId: session.writerId, nowMs: now() };
		return this.inOrder(async () => {
			// What is sent is what is shown: words the disk refused so far must be on it first.
			await this.#write(id);
			await kept.step(id, (before) => sent(before, sending));
			wake();
		});
	}

	step(id: string, change: (kept: KeptWithFiles) => Kept): Promise<void> {
		return this.inOrder(async () => {
			await this.#parts.kept.step(id, change);
			this.#parts.wake();
		});
	}

	/** What the disk refused gets another chance. */
	writeRest(): void {
		for (const id of this.#parts.kept.unwritten)
			void this.inOrder(() => this.#write(id)).catch(() => undefined);
	}

	/** After everything said before, and before everything said later. */
	inOrder<T>(work: () => Promise<T>): Promise<T> {
		const result = this.#last.then(work);
		this.#last = result.catch(() => undefined);
		return result;
	}

	async settled(): Promise<void> {
		await this.#last;
	}

	async #write(id: string): Promise<void> {
		const { kept, now, wake } = this.#parts;
		if (!kept.unwritten.includes(id)) return;
		const soonMs = now() + SAVE_PAUSE_MS;
		await kept.write(id, (items) => withSave(items, id, soonMs));
		wake();
	}
}
