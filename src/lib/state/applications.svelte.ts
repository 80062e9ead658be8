import { newDraft, type Draft } from '../core/draft/draft';
import { applyChanges, type Changes } from '../core/draft/fields';
import { approved, claimedBy, prepared, settleConflict } from '../core/draft/exchange';
import { draftStanding, hasReceipt, type DraftStanding } from '../core/draft/standing';
import {
	isParked,
	newSubmit,
	parkedCode,
	resumedAfterSignIn,
	retriedNow,
	withSave,
	type QueueItem
} from '../core/sync/outbox';
import {
	StorageFailure,
	type DeviceStore,
	type SetAside,
	type StorageFailureCode,
	type Step
} from '../local/device-store';
import { download, keep } from '../sync/download';
import { SyncEngine, type Activity } from '../sync/engine';
import { whileLeading } from '../sync/leader';
import type { Transport } from '../sync/transport';

export interface ApplicationsParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly now: () => number;
	readonly chance: () => number;
	/** A UUID. */
	readonly makeId: () => string;
}

const CHANNEL = 'kofei';
/** Words travel in small parcels, not letter by letter: a phone on a prepaid plan pays for every request. */
const SAVE_PAUSE_MS = 3000;

/** Every application on this device, as the open screens see it, and the one place that changes them. */
export class Applications {
	readonly #parts: ApplicationsParts;
	readonly #engine: SyncEngine;
	#drafts = $state.raw<readonly Draft[]>([]);
	#items = $state.raw<readonly QueueItem[]>([]);
	#setAside = $state.raw<readonly SetAside[]>([]);
	#activity = $state.raw<Activity | null>(null);
	#storageFailure = $state<StorageFailureCode | null>(null);
	#isReady = $state(false);
	#isOnline = $state(true);
	#personId = $state<string | null | undefined>(undefined);
	/** Edits on their way to the disk, re-applied over whatever the disk says meanwhile. */
	#unwritten: Readonly<Record<string, readonly Changes[]>> = {};
	#writing: Promise<unknown> = Promise.resolve();
	#draining: Promise<void> | null = null;
	#isLeading = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#channel: BroadcastChannel | null = null;

	constructor(parts: ApplicationsParts) {
		this.#parts = parts;
		this.#engine = new SyncEngine({
			store: parts.store,
			transport: parts.transport,
			chance: parts.chance,
			situation: () => ({ nowMs: parts.now(), isOnline: this.#isOnline, personId: this.#personId ?? null }),
			report: (activity) => {
				this.#activity = activity;
				void this.#reload();
				this.#channel?.postMessage('changed');
			},
			onSignedOut: () => void this.findPerson()
		});
	}

	/** Loads what is here and keeps it travelling; gives back how to stop. */
	start(): () => void {
		const stop = new AbortController();
		const { signal } = stop;
		this.#isOnline = navigator.onLine;
		addEventListener('online', () => this.#setOnline(true), { signal });
		addEventListener('offline', () => this.#setOnline(false), { signal });
		document.addEventListener(
			'visibilitychange',
			() => document.visibilityState === 'visible' && this.wake(),
			{ signal }
		);
		this.#channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : null;
		this.#channel?.addEventListener('message', ({ data }) =>
			data === 'wake' ? this.#drain() : void this.#reload()
		);
		whileLeading(signal, () => {
			this.#isLeading = true;
			this.#drain();
		});
		void this.#reload().then(() => this.findPerson());
		return () => {
			stop.abort();
			clearTimeout(this.#timer);
			this.#channel?.close();
			this.#isLeading = false;
		};
	}

	/** False until the device's memory was read: "nothing here" may only be said after that. */
	get isReady(): boolean {
		return this.#isReady;
	}

	get drafts(): readonly Draft[] {
		return this.#drafts;
	}

	get isOnline(): boolean {
		return this.#isOnline;
	}

	/** The signed-in e-mail address; null for nobody, undefined while not known (offline since the start, say). */
	get person(): string | null | undefined {
		return this.#personId;
	}

	get storageFailure(): StorageFailureCode | null {
		return this.#storageFailure;
	}

	/** Records this version cannot read: kept, and offered as a file. */
	get setAside(): readonly SetAside[] {
		return this.#setAside;
	}

	find(id: string): Draft | null {
		return this.#drafts.find((draft) => draft.id === id) ?? null;
	}

	standingOf(draft: Draft): DraftStanding {
		const isActive = (kind: Activity['kind']) =>
			this.#activity?.draftId === draft.id && this.#activity.kind === kind;
		return draftStanding(draft, {
			isOnline: this.#isOnline,
			// Until the server was asked, a draft with an owner was written in a session that is probably still good.
			isSignedIn:
				this.#personId === undefined
					? draft.ownerId !== null
					: this.#personId !== null && (draft.ownerId ?? this.#personId) === this.#personId,
			isSaving: isActive('saving'),
			isSending: isActive('sending'),
			parkedBy: parkedCode(this.#items, draft.id)
		});
	}

	/** Why the machine cannot go on by itself, or why it is still trying; null while all is well. */
	failureOf(draft: Draft): string | null {
		const own = this.#items.filter((item) => item.draftId === draft.id);
		return (own.find(isParked) ?? own.find((item) => item.lastFailure !== null))?.lastFailure ?? null;
	}

	/** True while the draft waits to be sent: its words are what the person wanted to send, so they stay as they are. */
	isQueued(draft: Draft): boolean {
		return draft.submission !== null && !hasReceipt(draft);
	}

	async create(round: string): Promise<string> {
		const id = this.#parts.makeId();
		const draft = newDraft({ id, round, ownerId: this.#personId ?? null, nowMs: this.#parts.now() });
		this.#drafts = [...this.#drafts, draft];
		await this.#step({ draft: { id, change: () => this.find(id) ?? draft } });
		// Asked for when there is something to lose, which is when browsers say yes.
		void navigator.storage?.persist?.().catch(() => false);
		return id;
	}

	/** Shown at once, on the disk when the promise resolves. Changing a field is always possible until it is sent. */
	edit(id: string, changes: Changes): Promise<void> {
		const nowMs = this.#parts.now();
		const apply = (draft: Draft): Draft => ({
			...draft,
			fields: applyChanges(draft.fields, changes),
			updatedAtMs: nowMs
		});
		this.#unwritten = { ...this.#unwritten, [id]: [...(this.#unwritten[id] ?? []), changes] };
		this.#show(id, apply);
		return this.#inOrder(async () => {
			try {
				const items = this.#withSave(id, nowMs + SAVE_PAUSE_MS);
				await this.#step({ draft: { id, change: (stored) => apply(stored ?? this.#mustFind(id)) }, items });
			} finally {
				const rest = (this.#unwritten[id] ?? []).filter((other) => other !== changes);
				this.#unwritten = { ...this.#unwritten, [id]: rest };
			}
			this.#storageFailure = null;
			this.wake();
		});
	}

	/** The person wants it sent: the key is on the disk before the first attempt, and it is never made twice. */
	send(id: string): Promise<void> {
		return this.#inOrder(async () => {
			const draft = this.#mustFind(id);
			if (hasReceipt(draft)) return;
			const nowMs = this.#parts.now();
			const queued = this.#items.find((item) => item.kind === 'submit' && item.draftId === id);
			if (queued && !isParked(queued)) return this.wake();
			const key = draft.submission?.key ?? this.#parts.makeId();
			await this.#step({
				draft: { id, change: (stored) => stored && approved(prepared(stored, key, nowMs)) },
				items: [
					queued ? retriedNow(queued, nowMs) : newSubmit(id, key, nowMs),
					...this.#withSave(id, nowMs).map((item) => retriedNow(item, nowMs))
				]
			});
			this.wake();
		});
	}

	/** Back to writing. If an attempt has arrived after all, the server says so and the receipt is shown. */
	takeBack(id: string): Promise<void> {
		return this.#inOrder(async () => {
			const queued = this.#items
				.filter((item) => item.kind === 'submit' && item.draftId === id)
				.map((item) => item.id);
			await this.#step({
				draft: { id, change: (stored) => stored && { ...stored, submission: null } },
				removeItems: queued
			});
		});
	}

	settle(id: string, path: string, side: 'mine' | 'theirs'): Promise<void> {
		return this.#inOrder(async () => {
			await this.#step({
				draft: { id, change: (stored) => stored && settleConflict(stored, path, side) },
				items: this.#withSave(id, this.#parts.now())
			});
			this.wake();
		});
	}

	/** "Try again", said by a person. */
	retry(id: string): Promise<void> {
		return this.#inOrder(async () => {
			const own = this.#items.filter((item) => item.draftId === id);
			await this.#step({ items: own.map((item) => retriedNow(item, this.#parts.now())) });
			this.wake();
		});
	}

	/** From this device only; what the account has stays there. */
	remove(id: string): Promise<void> {
		return this.#inOrder(async () => {
			const own = this.#items.filter((item) => item.draftId === id).map((item) => item.id);
			await this.#step({ draft: { id, change: () => null }, removeItems: own });
		});
	}

	/** Looks on the server for news about one application that was sent. Gives null when there is no answer now. */
	async refresh(id: string) {
		const answer = await this.#parts.transport.read(id);
		if (!answer.isOk || !this.#personId) return answer.isOk ? answer.data : null;
		await keep(this.#parts.store, answer.data, this.#personId);
		await this.#reload();
		return answer.data;
	}

	/** True when the server has withdrawn it. */
	async withdraw(id: string): Promise<boolean> {
		const answer = await this.#parts.transport.withdraw(id, '');
		if (answer.isOk) await this.refresh(id);
		return answer.isOk;
	}

	/** Asks the server who is signed in. No answer leaves it open. */
	async findPerson(): Promise<void> {
		const answer = await this.#parts.transport.session();
		if (answer.isOk) await this.#setPerson(answer.data.email);
	}

	/** After the code was right: the drafts written here without an account become this person's, as the screen said. */
	async signedIn(email: string): Promise<void> {
		await this.#setPerson(email);
		const nowMs = this.#parts.now();
		for (const draft of this.#drafts.filter(({ ownerId }) => ownerId === null)) {
			await this.#step({ draft: { id: draft.id, change: (stored) => stored && claimedBy(stored, email) } });
			await this.#step({ items: this.#withSave(draft.id, nowMs) });
		}
		await this.#step({ items: resumedAfterSignIn(this.#items, nowMs) });
		this.wake();
	}

	/** `keepsDrafts` false: this is not their phone, nothing stays. */
	async signOut(keepsDrafts: boolean): Promise<boolean> {
		const answer = await this.#parts.transport.signOut();
		if (!answer.isOk && answer.outcome.kind === 'unknown') return false;
		if (!keepsDrafts) await this.#parts.store.clear();
		await this.#setPerson(null);
		await this.#reload();
		this.#channel?.postMessage('changed');
		return true;
	}

	/** Resolves when everything said so far is on the disk. */
	async settled(): Promise<void> {
		await this.#writing;
	}

	/** Something may be able to travel now. */
	wake(): void {
		if (this.#isLeading) this.#drain();
		else this.#channel?.postMessage('wake');
	}

	#setOnline(isOnline: boolean): void {
		this.#isOnline = isOnline;
		if (!isOnline) return;
		if (!this.#personId) void this.findPerson();
		this.wake();
	}

	async #setPerson(email: string | null): Promise<void> {
		const isNew = email !== null && email !== this.#personId;
		this.#personId = email;
		if (isNew) {
			await download(this.#parts.store, this.#parts.transport, email).catch(() => undefined);
			await this.#reload();
		}
		this.wake();
	}

	#drain(): void {
		if (!this.#isLeading) return;
		clearTimeout(this.#timer);
		const previous = this.#draining ?? Promise.resolve();
		const run = previous
			.then(() => this.#engine.drain())
			.then((rest) => {
				clearTimeout(this.#timer);
				if (rest)
					this.#timer = setTimeout(() => this.#drain(), Math.max(0, rest.untilMs - this.#parts.now()));
			})
			.catch((failure: unknown) => this.#noteStorage(failure))
			.finally(() => {
				if (this.#draining === run) this.#draining = null;
			});
		this.#draining = run;
	}

	#withSave(id: string, nowMs: number): readonly QueueItem[] {
		return withSave(this.#items, id, nowMs).filter((item) => item.draftId === id && item.kind === 'save');
	}

	#inOrder<T>(work: () => Promise<T>): Promise<T> {
		const result = this.#writing.then(work);
		this.#writing = result.catch(() => undefined);
		return result;
	}

	async #step(step: Step): Promise<void> {
		try {
			await this.#parts.store.step(step);
			await this.#reload();
			this.#channel?.postMessage('changed');
		} catch (failure) {
			this.#noteStorage(failure);
			throw failure;
		}
	}

	#noteStorage(failure: unknown): void {
		this.#storageFailure = failure instanceof StorageFailure ? failure.code : 'storage_unavailable';
	}

	async #reload(): Promise<void> {
		try {
			const { store } = this.#parts;
			const [drafts, items, setAside] = await Promise.all([store.drafts(), store.items(), store.setAside()]);
			this.#drafts = drafts.map((draft) => (this.#unwritten[draft.id] ?? []).reduce(withChanges, draft));
			this.#items = items;
			this.#setAside = setAside;
		} catch (failure) {
			this.#noteStorage(failure);
		} finally {
			this.#isReady = true;
		}
	}

	#show(id: string, change: (draft: Draft) => Draft): void {
		this.#drafts = this.#drafts.map((draft) => (draft.id === id ? change(draft) : draft));
	}

	#mustFind(id: string): Draft {
		const draft = this.find(id);
		if (!draft) throw new Error(`no application ${id} on this device`);
		return draft;
	}
}

function withChanges(draft: Draft, changes: Changes): Draft {
	return { ...draft, fields: applyChanges(draft.fields, changes) };
}
