import type { Application } from '../core/api/applications';
import { hasLockedWords, hasUnsavedChanges, type Draft } from '../core/draft/draft';
import { isOnlyHere, type FileRecord } from '../core/file/file';
import { sharedCache } from '../core/file/share';
import type { Changes } from '../core/draft/fields';
import type { WorkOut } from '../core/draft/merge';
import { hasReceipt, isQueued } from '../core/draft/lock';
import type { DraftStanding } from '../core/draft/standing';
import { isOfAnother } from '../core/draft/whose';
import { isProof } from '../core/proof/id';
import type { DeviceStore, KeptWithFiles, SetAside, StorageFailureCode } from '../local/device-store';
import { Journal } from '../local/journal';
import type { QuickMemory } from '../local/quick-memory';
import { REMOVED, Tabs, type TabNews } from '../sync/tabs';
import type { Transport } from '../sync/transport';
import { Delivery } from './delivery.svelte';
import { KeptDrafts } from './kept-drafts.svelte';
import type { KeptFiles } from './kept-files';
import { Session } from './session.svelte';
import { forgetBorrowing, holdBorrowed } from './borrowed-phone';
import { failureOf, standingOf } from './standing';
import { Writing, type Origin } from './writing';

export interface ApplicationsParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly memory: QuickMemory;
	/** The server's hint that there is a session, and nothing about whose. */
	readonly hasSession: () => boolean;
	/** "This is not my phone": this window has a memory of its own, which goes with it. */
	readonly isBorrowed?: boolean;
	readonly now: () => number;
	readonly chance: () => number;
	/** A UUID. */
	readonly makeId: () => string;
}

export type Withdrawal = 'withdrawn' | 'not_withdrawn' | 'unknown';

const rareSteps = () => import('./rare-steps');

/** Every application on this device, as the open screens see it, and the one place that changes them. */
export class Applications {
	readonly #parts: ApplicationsParts;
	readonly #journal: Journal;
	readonly #kept: KeptDrafts;
	readonly #delivery: Delivery;
	readonly #session: Session;
	readonly #writing: Writing;
	readonly #tabs = new Tabs();
	#keptFiles: Promise<KeptFiles> | undefined;

	constructor(parts: ApplicationsParts) {
		const tabs = this.#tabs;
		const journal = new Journal(parts.memory);
		const kept = new KeptDrafts(parts.store, journal, () => tabs.tell('changed'));
		const wake = () => this.wake();
		this.#parts = parts;
		this.#journal = journal;
		this.#kept = kept;
		this.#session = new Session({ ...parts, kept, tabs, wake });
		this.#writing = new Writing({ ...parts, kept, wake, session: this.#session });
		this.#delivery = new Delivery({ ...parts, kept, tabs, session: this.#session });
	}

	/** Loads what is here and keeps it travelling; gives back how to stop. */
	start(): () => void {
		const stop = new AbortController();
		if (this.#parts.isBorrowed) holdBorrowed(stop.signal);
		this.#tabs.listen((news) => this.#hear(news));
		this.#delivery.start(stop.signal, {
			onOnline: () => this.person || void this.findPerson(),
			onReturn: () => this.#returned(stop.signal)
		});
		this.#journal.hold(stop.signal);
		this.#recover(stop.signal);
		void this.#kept.reload().then(() => this.findPerson());
		return () => {
			stop.abort();
			this.#session.rest();
			this.#tabs.leave();
		};
	}

	/** False until the device's memory was read: "nothing here" may only be said after that. */
	get isReady(): boolean {
		return this.#kept.isReady;
	}

	/** Without proofs of use, which are found under their application. */
	get drafts(): readonly Draft[] {
		return this.#kept.drafts.filter(({ id }) => !isProof(id));
	}

	get proofs(): readonly Draft[] {
		return this.#kept.drafts.filter(({ id }) => isProof(id));
	}

	get isOnline(): boolean {
		return this.#delivery.isOnline;
	}

	/** The signed-in e-mail address; null for nobody, undefined while not known (offline since the start, say). */
	get person(): string | null | undefined {
		return this.#session.personId;
	}

	/** Whose words are written now, also while nobody can be asked: the person signed in here last, null for nobody. */
	get writer(): string | null {
		return this.#session.writerId;
	}

	/** The account was asked what it has, or cannot be asked now: only then may a second draft be begun unasked. */
	get hasLooked(): boolean {
		return this.#session.hasLooked;
	}

	get storageFailure(): StorageFailureCode | null {
		return this.#kept.failure;
	}

	/** Records this version cannot read: kept, and offered as a file. */
	get setAside(): readonly SetAside[] {
		return this.#kept.setAside;
	}

	/** Something here is nowhere else: words the account has not, a document on its way. */
	get hasUnsaved(): boolean {
		return this.#kept.drafts.some((draft) => this.isUnsaved(draft));
	}

	/** Of this one. */
	isUnsaved(draft: Draft): boolean {
		const isNew = !hasReceipt(draft) && draft.base === null;
		return isNew || hasUnsavedChanges(draft) || this.hasLeftBehind(draft);
	}

	/** Words that came too late to be sent, documents that have not travelled. */
	hasLeftBehind(draft: Draft): boolean {
		return hasLockedWords(draft) || this.files(draft.id).some(isOnlyHere);
	}

	find(id: string): Draft | null {
		return this.#kept.find(id);
	}

	standingOf(draft: Draft): DraftStanding {
		const { isOnline, activity } = this.#delivery;
		return standingOf(draft, {
			isOnline,
			activity,
			isSignedIn: this.#session.isOwn(draft),
			isOfAnother: this.isOfAnother(draft),
			isBorrowed: this.#parts.isBorrowed ?? false,
			items: this.#kept.items
		});
	}

	/** Why the machine cannot go on by itself, or why it is still trying; null while all is well. */
	failureOf(draft: Draft): string | null {
		return failureOf(draft, this.#kept.items);
	}

	/** In the account, by whomever: nothing of it travels, and its person says what becomes of what is here. */
	isDeleted(draft: Draft): boolean {
		return this.failureOf(draft) === 'draft_deleted' && this.standingOf(draft) === 'needs_you';
	}

	/** True while the draft waits to be sent: its words are what the person wanted to send, so they stay as they are. */
	isQueued(draft: Draft): boolean {
		return isQueued(draft);
	}

	/** Shown at once; resolves with its id when it is on the disk. */
	create(round: string, from?: Origin, id?: string): Promise<string> {
		return this.#writing.create(round, from, id);
	}

	/**
	 * Shown at once, on the disk when the promise resolves. Changing a field is always possible until it is sent. `before`: what
	 * was seen where it was changed, unless that is what this window has now.
	 */
	edit(id: string, changes: Changes, before?: Changes): Promise<void> {
		return this.#writing.edit(id, changes, before);
	}

	/** How to work words out of others, said by the screen on which the others are typed. */
	workOutWith(workOut: WorkOut): void {
		this.#kept.workOut = workOut;
	}

	/** The person wants it sent: the key is on the disk before the first attempt, and it is never made twice. */
	send(id: string): Promise<void> {
		return this.#writing.send(id);
	}

	/** Back to writing. If an attempt has arrived after all, the server says so and the receipt is shown. */
	async takeBack(id: string): Promise<void> {
		return this.#writing.step(id, (await rareSteps()).takenBack);
	}

	async settle(id: string, path: string, side: 'mine' | 'theirs'): Promise<void> {
		const { chosen } = await rareSteps();
		return this.#writing.step(id, (kept) => chosen(kept, path, side, this.#parts.now()));
	}

	/** "Try again", said by a person. */
	async retry(id: string): Promise<void> {
		if (this.person === undefined) void this.findPerson();
		const { retried } = await rareSteps();
		return this.#writing.step(id, (kept) => retried(kept, this.#parts.now()));
	}

	/** From this device only; what the account has stays there. */
	remove(id: string): Promise<void> {
		this.#kept.drop(id);
		return this.#writing.step(id, () => ({ draft: null, items: [] }));
	}

	/** Ends a draft that went on as another. False where something came to it meanwhile: it is not in the other one yet. */
	async passOn(id: string, heir: string, isAll: (kept: KeptWithFiles) => boolean): Promise<boolean> {
		let isDone = false;
		await this.#writing.step(id, (kept) => {
			isDone = !this.#kept.unwritten.includes(id) && isAll(kept);
			if (!isDone) return kept;
			this.#kept.passOn(id, heir);
			return { draft: null, items: [] };
		});
		return isDone;
	}

	/** What was deleted on another device, as a draft of its own; gives its id. */
	async keepAsNew(id: string): Promise<string> {
		return (await import('./keep-as-new')).keptAsNew(this, this.#parts, id);
	}

	/** The documents of one application, as far as this device knows them. */
	files(id: string): readonly FileRecord[] {
		return this.#kept.files.filter(({ draftId }) => draftId === id);
	}

	/** What can be done with them; loaded with the first screen that shows documents. */
	openFiles(): Promise<KeptFiles> {
		const [kept, session, delivery] = [this.#kept, this.#session, this.#delivery];
		this.#keptFiles ??= import('./kept-files').then(
			({ KeptFiles }) => new KeptFiles({ ...this.#parts, kept, session, delivery, wake: () => this.wake() })
		);
		// Without network and worker it could not be fetched: asked for again the next time.
		this.#keptFiles.catch(() => (this.#keptFiles = undefined));
		return this.#keptFiles;
	}

	/** Looks on the server for news about one application that was sent. Null when there is no answer now. */
	refresh(id: string): Promise<Application | null> {
		return this.#session.lookAt(id);
	}

	/** An answer that got lost says nothing: what the server has now does, where it can be asked. */
	async withdraw(id: string): Promise<Withdrawal> {
		const { isOk } = await this.#parts.transport.withdraw(id, '');
		const now = await this.refresh(id);
		if (isOk || now?.state === 'withdrawn') return 'withdrawn';
		return now ? 'not_withdrawn' : 'unknown';
	}

	/** Asks the server who is signed in. No answer leaves it open. */
	findPerson(): Promise<void> {
		return this.#session.find();
	}

	/**
	 * After the code was right: what was written here without an account and is evidently this person's becomes theirs.
	 * The rest is `unclaimed`, until they say what of it is theirs.
	 */
	signedIn(email: string, isTheirs: (draft: Draft) => boolean = () => false): Promise<void> {
		const { isBorrowed } = this.#parts;
		if (!isBorrowed) forgetBorrowing();
		return this.#session.enter(email, (draft) => isBorrowed || isTheirs(draft));
	}

	/** Written here without an account, by whomever. */
	get unclaimed(): readonly Draft[] {
		return this.drafts.filter(({ ownerId }) => ownerId === null);
	}

	claim(ids: readonly string[]): Promise<void> {
		return this.#session.claim(ids);
	}

	/** Kept here for somebody who is not the one signed in: nothing of it travels, and nothing of it is theirs to delete. */
	isOfAnother(draft: Draft): boolean {
		return isOfAnother(draft, this.writer);
	}

	/**
	 * `keepsDrafts` false: this is not their phone, nothing of theirs stays; what others wrote here is not theirs to delete.
	 * False when it did not work.
	 */
	async signOut(keepsDrafts: boolean): Promise<boolean> {
		const { writer } = this;
		if (!(await this.#session.leave())) return false;
		// What was shared into the app and not used yet lies beside every memory.
		await import('../local/inbox').then(
			({ leaveShared }) => leaveShared(writer, keepsDrafts),
			() => !keepsDrafts && caches.delete(sharedCache)
		);
		if (keepsDrafts) return true;
		await this.#kept.firstRead;
		const { drafts, setAside, failure } = this.#kept;
		const own = drafts.filter(({ ownerId }) => ownerId === writer).map(({ id }) => id);
		// What could not be read is not known to be theirs.
		const isAllTheirs = own.length === drafts.length && setAside.length === 0 && failure === null;
		if (this.#parts.isBorrowed || isAllTheirs) {
			await this.#writing.inOrder(() => this.#kept.clear());
			// The memory of a window on somebody else's phone is not that of the other windows.
			if (!this.#parts.isBorrowed) this.#tabs.tell('cleared');
			return true;
		}
		for (const id of own) {
			await this.remove(id);
			this.#tabs.tell(`${REMOVED}${id}`);
		}
		return true;
	}

	/** They go on in a memory of this window's own; of their person nothing stays on the device. */
	forgetPerson(): void {
		this.#session.forgetPerson();
	}

	/** Resolves when everything said so far is on the disk. */
	settled(): Promise<void> {
		return this.#writing.settled();
	}

	/** Something may be able to travel now. */
	wake(): void {
		this.#delivery.wake();
	}

	#hear(news: TabNews): void {
		if (news === 'wake') return this.#delivery.drain();
		const isOfThisMemory = !this.#parts.isBorrowed;
		if (news === 'cleared' && isOfThisMemory) this.#kept.forget();
		if (news.startsWith(REMOVED) && isOfThisMemory) this.#kept.drop(news.slice(REMOVED.length));
		if (news === 'person' || news === 'cleared') this.#session.doubt();
		void this.#kept.reload();
	}

	/** What windows left unwritten when they were closed, brought to the disk before it can be lost. */
	#recover(signal: AbortSignal): void {
		this.#journal.recover(signal, async (id, unwritten) => {
			const { replayed } = await rareSteps();
			await this.#writing.step(this.#kept.heirOf(id), (kept) => replayed(kept, unwritten, this.#parts.now()));
		});
	}

	#returned(signal: AbortSignal): void {
		this.#recover(signal);
		if (this.person === undefined) void this.findPerson();
		this.#writing.writeRest();
		void this.#session.lookForNews();
		this.wake();
	}
}
