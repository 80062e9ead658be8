import type { Draft } from '../core/draft/draft';
import { edited } from '../core/draft/edit';
import { changedIn, type Changes } from '../core/draft/fields';
import type { WorkOut } from '../core/draft/merge';
import type { FileRecord } from '../core/file/file';
import type { QueueItem } from '../core/sync/outbox';
import type { Journal } from '../local/journal';
import {
	StorageFailure,
	type DeviceStore,
	type Kept,
	type KeptWithFiles,
	type SetAside,
	type StorageFailureCode
} from '../local/device-store';

interface Note {
	/** What the screen showed, where that may be older than the draft in memory. */
	readonly before: Changes;
	readonly after: Changes;
	readonly atMs: number;
}

/** With its place among all notes of this window. */
type Noted = Note & { readonly order: number };

/** The device's memory as the screens see it: what is on the disk, and over it the words that are not there yet. */
export class KeptDrafts {
	readonly #store: DeviceStore;
	readonly #onchange: () => void;
	readonly #journal: Journal;
	#order = 0;
	#drafts = $state.raw<readonly Draft[]>([]);
	#items = $state.raw<readonly QueueItem[]>([]);
	#files = $state.raw<readonly FileRecord[]>([]);
	#setAside = $state.raw<readonly SetAside[]>([]);
	#failure = $state<StorageFailureCode | null>(null);
	#isReady = $state(false);
	#readOnce: () => void = () => undefined;
	/** Resolves once the disk was read, or could not be. */
	readonly firstRead = new Promise<void>((resolve) => (this.#readOnce = resolve));
	/** On their way to the disk, or refused by it: never dropped before the disk has them. */
	#notes: Readonly<Record<string, readonly Noted[]>> = {};
	/** The last note of each draft that is being written: whether the disk has it, a window that is closed does not hear. */
	#underWay: Readonly<Record<string, number>> = {};
	/** Begun here and not on the disk yet, or taken from it by the machine while words were on their way there. */
	#begun: readonly Draft[] = [];
	/** What was taken from the disk, the last first: a screen may still hold words for it. */
	#gone: readonly Draft[] = [];
	/** Whose words went on in another one, and in which. */
	#heirs: Readonly<Record<string, string>> = {};
	/** Removed by the person: not these. */
	#dropped: readonly string[] = [];
	/** Given by the screen on which words are typed out of which others are worked out. */
	workOut: WorkOut | undefined;
	#reads = 0;
	#shownRead = 0;

	/** `onchange` is called after everything that was written. */
	constructor(store: DeviceStore, journal: Journal, onchange: () => void) {
		this.#store = store;
		this.#journal = journal;
		this.#onchange = onchange;
	}

	get drafts(): readonly Draft[] {
		return this.#drafts;
	}

	get items(): readonly QueueItem[] {
		return this.#items;
	}

	get files(): readonly FileRecord[] {
		return this.#files;
	}

	get setAside(): readonly SetAside[] {
		return this.#setAside;
	}

	/** Why the device does not keep what was written last; null once it does. */
	get failure(): StorageFailureCode | null {
		return this.#failure;
	}

	get isReady(): boolean {
		return this.#isReady;
	}

	find(id: string): Draft | null {
		return this.#drafts.find((draft) => draft.id === id) ?? null;
	}

	/** As it was before the machine took it from the disk, for what was on its way to it; null where its person removed it. */
	lastSeen(id: string): Draft | null {
		const gone = this.#dropped.includes(id) ? undefined : this.#gone.find((draft) => draft.id === id);
		return this.find(id) ?? gone ?? null;
	}

	/** Where what is said of this draft belongs: in the one that took its place, if there is one. */
	heirOf(id: string): string {
		return this.#heirs[id] ?? id;
	}

	/** Ids of the drafts with words that are not on the disk. */
	get unwritten(): readonly string[] {
		const begun = this.#begun.map(({ id }) => id).filter((id) => !(id in this.#notes));
		return [...begun, ...Object.keys(this.#notes)];
	}

	/** Shown at once; `write` brings it to the disk. */
	begin(draft: Draft): void {
		this.#begun = [...this.#begun, draft];
		this.#drafts = [...this.#drafts, draft];
	}

	/** Shown at once, and in the journal; `write` brings it to the disk. */
	note(id: string, note: Note): void {
		const last = this.lastSeen(id);
		if (last && !this.find(id)) this.begin(last);
		const before = { ...changedIn(this.find(id)?.fields ?? {}, note.after), ...note.before };
		this.#setNotes(id, [...(this.#notes[id] ?? []), { ...note, before, order: ++this.#order }]);
		this.#drafts = this.#drafts.map((draft) =>
			draft.id === id ? edited(draft, { ...note, before }, this.workOut) : draft
		);
	}

	/** Everything noted so far goes to the disk. What the disk refuses stays noted, and goes along with the next attempt. */
	async write(id: string, queue: (items: readonly QueueItem[]) => readonly QueueItem[]): Promise<void> {
		const notes = this.#notes[id] ?? [];
		const shown = this.find(id);
		if (!shown) {
			this.drop(id);
			throw new Error(`no application ${id} on this device`);
		}
		this.#underWay = { ...this.#underWay, [id]: notes.at(-1)?.order ?? 0 };
		await this.step(
			id,
			({ draft, items }) => ({ draft: this.#written(notes, draft, shown), items: queue(items) }),
			() => {
				// Over what is read from now on they would be a second edit; what was read before does not have them.
				this.#shownRead = this.#reads;
				this.#setNotes(
					id,
					(this.#notes[id] ?? []).filter((note) => !notes.includes(note))
				);
			}
		);
	}

	async step(id: string, change: (kept: KeptWithFiles) => Kept, ondone?: () => void): Promise<void> {
		await this.#attempt(() => this.#store.step(id, change));
		ondone?.();
		this.#onchange();
		await this.reload();
		this.#tellKept();
	}

	/** Something was written by the machine, past this class. */
	noteWritten(): Promise<void> {
		this.#onchange();
		return this.reload();
	}

	async reload(): Promise<void> {
		this.#reads += 1;
		const read = this.#reads;
		try {
			const store = this.#store;
			const [drafts, items, files, setAside] = await Promise.all([
				store.drafts(),
				store.items(),
				store.files(),
				store.setAside()
			]);
			// A slower read that began earlier would bring old words back.
			if (read <= this.#shownRead) return;
			this.#show(read, drafts, items, setAside);
			this.#files = files;
		} catch (failure) {
			this.noteFailure(failure);
		}
		this.#isReady = true;
		this.#readOnce();
	}

	/** Removed by the person: also what was still on its way to the disk. */
	drop(id: string): void {
		this.#dropped = [...this.#dropped, id];
		this.#begun = this.#begun.filter((draft) => draft.id !== id);
		this.#setNotes(id, []);
		this.#journal.forget(id);
	}

	/** Its words and documents are all in another draft, which this window writes in from now on. */
	passOn(id: string, heir: string): void {
		this.drop(id);
		this.#heirs = { ...this.#heirs, [id]: heir };
	}

	/** Nothing of this tab's memory may find its way back to the disk. */
	forget(): void {
		this.#journal.forget();
		this.#begun = [];
		this.#gone = [];
		this.#notes = {};
		this.#drafts = [];
		this.#items = [];
		this.#files = [];
		this.#setAside = [];
	}

	async clear(): Promise<void> {
		await this.#attempt(() => this.#store.clear());
		this.forget();
	}

	noteFailure(failure: unknown): void {
		if (failure instanceof StorageFailure) this.#failure = failure.code;
		else reportError(failure);
	}

	#show(
		read: number,
		drafts: readonly Draft[],
		items: readonly QueueItem[],
		setAside: readonly SetAside[]
	): void {
		this.#shownRead = read;
		const missing = this.#drafts.filter(({ id }) => !drafts.some((draft) => draft.id === id));
		const isBegun = ({ id }: Draft) => id in this.#notes || this.#begun.some((draft) => draft.id === id);
		this.#begun = missing.filter(isBegun);
		if (missing.length > 0) this.#gone = [...missing, ...this.#gone];
		this.#drafts = [
			...drafts.map((draft) => this.#withNotes(draft, this.#notes[draft.id] ?? [])),
			...this.#begun
		];
		this.#items = items;
		this.#setAside = setAside;
	}

	/** `shown` has the notes already; what is on the disk may have been merged with others' words meanwhile. */
	#written(notes: readonly Noted[], draft: Draft | null, shown: Draft): Draft {
		const [last, now] = [notes.at(-1), draft ? this.#withNotes(draft, notes) : shown];
		return last ? { ...now, written: { by: this.#journal.window, order: last.order } } : now;
	}

	/** But for those this draft has already. */
	#withNotes(draft: Draft, notes: readonly Noted[]): Draft {
		const { written } = draft;
		const until = written?.by === this.#journal.window ? written.order : 0;
		return notes
			.filter(({ order }) => order > until)
			.reduce((one, note) => edited(one, note, this.workOut), draft);
	}

	#setNotes(id: string, notes: readonly Noted[]): void {
		const until = this.#underWay[id] ?? 0;
		const [now, after] = [
			notes.filter(({ order }) => order <= until),
			notes.filter(({ order }) => order > until)
		];
		this.#journal.note(id, [...together(now), ...together(after)]);
		const others = Object.entries(this.#notes).filter(([noted]) => noted !== id);
		this.#notes = Object.fromEntries(notes.length > 0 ? [...others, [id, notes]] : others);
	}

	async #attempt(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (failure) {
			if (failure instanceof StorageFailure) this.#failure = failure.code;
			throw failure;
		}
	}

	#tellKept(): void {
		if (this.unwritten.length === 0) this.#failure = null;
	}
}

/** Several notes as one: the oldest word before them, the newest after. */
function together(notes: readonly Noted[]) {
	const last = notes.at(-1);
	if (!last) return [];
	const before = Object.assign({}, ...notes.map((note) => note.before).reverse());
	const after = Object.assign({}, ...notes.map((note) => note.after));
	return [{ before, after, atMs: last.atMs, order: last.order }];
}
