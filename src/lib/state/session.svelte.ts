import type { Application } from '../core/api/applications';
import type { Draft } from '../core/draft/draft';
import { claimedBy } from '../core/draft/edit';
import { resumedAfterSignIn, withSave } from '../core/sync/outbox';
import { delayMs } from '../core/sync/delay';
import type { DeviceStore } from '../local/device-store';
import type { QuickMemory } from '../local/quick-memory';
import { download } from '../sync/download';
import type { Account } from '../sync/look';
import type { Tabs } from '../sync/tabs';
import type { Transport } from '../sync/transport';
import type { KeptDrafts } from './kept-drafts.svelte';

interface SessionParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly memory: QuickMemory;
	/** The server's hint that there is a session, and nothing about whose. */
	readonly hasSession: () => boolean;
	readonly kept: KeptDrafts;
	readonly tabs: Tabs;
	readonly now: () => number;
	readonly chance: () => number;
	readonly wake: () => void;
}

/** Others write too: whoever looks at the window again sees their words, at the price of one small request. */
const NEWS_PAUSE_MS = 60_000;

/** Somebody may be told to keep the app open until their words have arrived, on the last evening. */
const LONGEST_SILENCE_MS = 30_000;

/** Who signed in here last; there only while they are signed in, as far as this device was told. */
const PERSON = 'kofei-person';
/** Begun in a session before anybody knew whose: ids, with blanks between them. */
const BEGUN = 'kofei-begun';

/** Who is signed in on this device, and whose drafts therefore may travel. */
export class Session {
	readonly #parts: SessionParts;
	#personId = $state<string | null | undefined>(undefined);
	/** Only the answer to the last question counts: an older one may speak of somebody who has left. */
	#questions = 0;
	#hasLooked = $state(false);
	#newsAtMs = 0;
	#failedQuestions = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: SessionParts) {
		this.#parts = parts;
	}

	/** Null for nobody, undefined while not known. */
	get personId(): string | null | undefined {
		return this.#personId;
	}

	/** What the account has is here, or cannot be fetched now. */
	get hasLooked(): boolean {
		return this.#hasLooked;
	}

	/**
	 * Whose words are written now: also without network, by what the device remembers of a session that is probably still
	 * good. Nothing travels on this word alone.
	 */
	get writerId(): string | null {
		if (this.#personId !== undefined) return this.#personId;
		const { memory, hasSession } = this.#parts;
		return hasSession() ? memory.read(PERSON) : null;
	}

	/** Until the server was asked, a draft of the last person was written in a session that is probably still good. */
	isOwn({ ownerId }: Draft): boolean {
		if (this.#personId === undefined) return ownerId !== null && (this.writerId ?? ownerId) === ownerId;
		return this.#personId !== null && (ownerId ?? this.#personId) === this.#personId;
	}

	/** On the device, because the answer may come to another window, days later. */
	noteBegun(id: string): void {
		const { memory, hasSession } = this.#parts;
		if (this.#personId !== undefined || this.writerId !== null || !hasSession()) return;
		memory.write(BEGUN, `${memory.read(BEGUN) ?? ''} ${id}`.trim());
	}

	/** What the server has of one application comes into the device's memory, if somebody is signed in to whom it can belong. */
	async lookAt(id: string): Promise<Application | null> {
		const account = this.#account();
		return (
			account &&
			this.#fetch(async () => {
				// Loaded when somebody asks; where it cannot be, there is no answer now.
				const program = await import('../sync/look').catch(() => null);
				return program && program.look(this.#parts, id, account);
			})
		);
	}

	/** Asked again until there is an answer: nothing travels before it is known whose it is. */
	async find(): Promise<void> {
		this.#questions += 1;
		const question = this.#questions;
		const answer = await this.#parts.transport.session();
		if (question === this.#questions) {
			this.#failedQuestions = answer.isOk ? 0 : this.#failedQuestions + 1;
			if (answer.isOk) await this.#set(answer.data.email);
			else this.#findLater();
		}
		this.#hasLooked = true;
	}

	rest(): void {
		clearTimeout(this.#timer);
	}

	/** What others of the same application wrote meanwhile; at most once a minute. */
	async lookForNews(): Promise<void> {
		const account = this.#account();
		if (!account || this.#parts.now() - this.#newsAtMs < NEWS_PAUSE_MS) return;
		await this.#fetchAll(account);
	}

	/** Another tab's word: the cookie may be somebody else's now, so nothing travels until the server was asked. */
	doubt(): void {
		this.#personId = undefined;
		void this.find();
	}

	/** `isTheirs`: of the drafts nobody has signed in for. */
	async enter(email: string, isTheirs: (draft: Draft) => boolean): Promise<void> {
		this.#questions += 1;
		this.#parts.tabs.tell('person');
		await this.#set(email);
		const written = this.#parts.kept.drafts.filter((draft) =>
			draft.ownerId === null ? isTheirs(draft) : draft.ownerId === email
		);
		await this.#claim(
			email,
			written.map(({ id }) => id)
		);
	}

	/** They say that these are theirs. */
	async claim(ids: readonly string[]): Promise<void> {
		if (typeof this.#personId === 'string') await this.#claim(this.#personId, ids);
	}

	/** False when the server could not be told: the session is then still good, and saying otherwise would be a lie. */
	async leave(): Promise<boolean> {
		const answer = await this.#parts.transport.signOut();
		const isOut = answer.isOk || (answer.outcome.kind === 'refused' && answer.outcome.status === 401);
		if (!isOut) return false;
		this.#questions += 1;
		this.#personId = null;
		this.#remember(null);
		this.#parts.tabs.tell('person');
		return true;
	}

	/** Who was signed in here is not the device's to know. */
	forgetPerson(): void {
		this.#remember(null);
	}

	#findLater(): void {
		clearTimeout(this.#timer);
		const pauseMs = Math.min(delayMs(this.#failedQuestions, this.#parts.chance()), LONGEST_SILENCE_MS);
		this.#timer = setTimeout(() => this.#personId === undefined && void this.find(), pauseMs);
	}

	#account(): Account | null {
		const personId = this.#personId ?? null;
		return personId === null ? null : { personId, isHere: () => this.#personId === personId };
	}

	async #set(email: string | null): Promise<void> {
		const { wake } = this.#parts;
		const isNew = email !== null && email !== this.#personId;
		const begun = this.#remember(email);
		this.#personId = email;
		const account = this.#account();
		if (isNew && account) {
			await this.#claim(email, begun);
			await this.#fetchAll(account);
		}
		wake();
	}

	async #fetchAll(account: Account): Promise<void> {
		this.#newsAtMs = this.#parts.now();
		const gone = await this.#fetch(() => download(this.#parts, account));
		if (gone?.length)
			await import('./gone-drafts').then(
				({ noteGone }) => noteGone(gone),
				() => undefined
			);
	}

	/** A server that was restored from a backup is offered again what it lost: that goes at once. */
	async #fetch<T>(bring: () => Promise<T>): Promise<T | null> {
		const { kept, wake } = this.#parts;
		const brought = await bring().catch((failure: unknown) => {
			kept.noteFailure(failure);
			return null;
		});
		await kept.reload();
		wake();
		return brought;
	}

	/** For times without network. Gives the drafts that waited to learn whose session theirs was. */
	#remember(email: string | null): readonly string[] {
		const { memory } = this.#parts;
		const begun = memory.read(BEGUN)?.split(' ') ?? [];
		memory.write(BEGUN, null);
		memory.write(PERSON, email);
		return begun;
	}

	/** Written without an account, and this person's from now on; what waited for a session goes first thing. */
	async #claim(email: string, ids: readonly string[]): Promise<void> {
		const { kept, now } = this.#parts;
		const nowMs = now();
		for (const id of ids) {
			const claimed = kept.step(id, ({ draft, items }) => {
				if (draft?.ownerId !== null) return { draft, items: resumedAfterSignIn(items, nowMs) };
				return { draft: claimedBy(draft, email), items: withSave(items, id, nowMs) };
			});
			// A full device says so; whoever is here is let in all the same.
			await claimed.catch((failure: unknown) => kept.noteFailure(failure));
		}
		this.#parts.wake();
	}
}
