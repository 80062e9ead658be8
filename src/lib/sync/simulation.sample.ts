import type { Application, SaveBody, SubmitBody } from '../core/api/applications';
import type { ApiFile } from '../core/api/files';
import { errorSchema } from '../core/api/error';
import { isState } from '../core/application/states';
import { newDraft, type Draft } from '../core/draft/draft';
import type { FileRecord } from '../core/file/file';
import { sampleFile } from '../core/file/file.sample';
import { partOffsets } from '../core/file/upload';
import { changedIn, type Fields, type FieldValue } from '../core/draft/fields';
import { approved, edited, prepared } from '../core/draft/edit';
import { settleConflict } from '../core/draft/settle';
import { isLocked, isQueued, mayChange } from '../core/draft/lock';
import { maySend, mayWrite, type May } from '../core/draft/may';
import { openFields } from '../core/draft/open-fields';
import {
	isOfWords,
	newDiscard,
	newSubmit,
	newUpload,
	resumedAfterSignIn,
	retriedNow,
	withSave,
	type QueueItem
} from '../core/sync/outbox';
import { refusal } from '../core/sync/retry';
import { applicationId, byteAt, SimulatedServer } from '../core/sync/simulation.sample';
import type { DeviceStore, Kept } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import { look } from './look';
import { SyncEngine, type Rest } from './engine';
import type { Answer, Transport } from './transport';

export { applicationId };

/** What can happen to one request, as the transport tells it. */
export const faults = [
	'none',
	'none',
	'none',
	'request_lost',
	'response_lost',
	'killed',
	'signed_out',
	'failing',
	'busy',
	'portal'
] as const;
export type Fault = (typeof faults)[number];

/** The program died here; what is stored is all that is left. */
export class Killed extends Error {}

type Reply = { readonly status: number; readonly body: object };

/** A phone with the real engine and a real store, on a simulated network. */
export class Phone {
	readonly owner: string;
	readonly server: SimulatedServer;
	readonly store: DeviceStore;
	/** Whose cookie it carries. */
	personId: string | null;
	isOnline = true;
	nowMs = 0;
	/** What happens to the next requests, in turn; then all goes well. */
	readonly faults: Fault[] = [];
	/** Done while the next request is on its way, or after so many of the engine's own steps. */
	meanwhile: (() => Promise<void>) | null = null;
	meanwhileAfterSteps: number | null = null;
	/** The next step of the engine finds no room on the disk. */
	isFull = false;
	readonly requests: string[] = [];
	readonly typed = new Map<string, string>();
	readonly seen = new Set<FieldValue>();
	/** What the screen shows: the draft as it was when somebody last looked, and what was typed since. */
	screen: Fields = {};
	approved: Fields = {};
	/** Ids of the files its person added, and of those they removed again. */
	readonly added = new Set<string>();
	readonly removed = new Set<string>();
	signedOutCount = 0;
	/** Nothing said: one of the group. */
	may: May | undefined;
	/** Screens that have asked what the server has, and whose answer is still on its way. */
	readonly #asking: { readonly deliver: () => void; readonly end: Promise<unknown> }[] = [];

	constructor(owner: string, server = new SimulatedServer(), store: DeviceStore = new MemoryStore()) {
		this.owner = owner;
		this.personId = owner;
		this.server = server;
		this.store = store;
	}

	async draft(): Promise<Draft | null> {
		return this.store.draft(applicationId);
	}

	async type(path: string, value: string): Promise<void> {
		const found = this.server.application;
		await this.store.step(applicationId, ({ draft, items }) => {
			const opened = newDraft({ id: applicationId, round: 'r', ownerId: this.owner, nowMs: this.nowMs });
			const before = draft ?? (found ? { ...opened, fields: found.fields, base: { ...found } } : opened);
			if (isQueued(before) || !mayChange(before, path) || !mayWrite(before)) return { draft, items };
			if (draft === null) this.look(before);
			const after = { [path]: value };
			const edit = { before: changedIn(this.screen, after), after, atMs: this.nowMs };
			this.typed.set(path, value);
			this.seen.add(value);
			this.screen = { ...this.screen, ...after };
			return { draft: edited(before, edit), items: withSave(items, applicationId, this.nowMs) };
		});
	}

	async send(): Promise<void> {
		await this.step(({ draft, items }) => {
			if (!draft || isLocked(draft) || !maySend(draft) || draft.conflicts.length > 0) return { draft, items };
			this.approved = openFields(draft);
			const ready = approved(prepared(draft, `key-of-${this.owner}-${this.nowMs}`, this.nowMs));
			const submit = newSubmit(applicationId, ready.submission?.key ?? '', this.nowMs);
			const saves = withSave(items, applicationId, this.nowMs).filter(({ kind }) => kind === 'save');
			const files = items.filter((item) => !isOfWords(item));
			return {
				draft: ready,
				items: [submit, ...saves.map((item) => retriedNow(item, this.nowMs)), ...files]
			};
		});
	}

	/** Keeps a file, with its bytes, and queues it. */
	async addFile(id: string, size: number): Promise<void> {
		const bytes = simulatedBytes(id, size);
		await this.store.step(
			applicationId,
			({ draft, items, files }) => {
				if (!draft || files.some((file) => file.id === id)) return { draft, items, files };
				const file = sampleFile({ id, draftId: applicationId, size: bytes.length, createdAtMs: this.nowMs });
				this.added.add(id);
				return {
					draft,
					files: [...files, file],
					items: [...items, newUpload(applicationId, id, this.nowMs)]
				};
			},
			new Map([[id, bytes]])
		);
	}

	async removeFile(id: string): Promise<void> {
		await this.store.step(applicationId, ({ draft, items, files }) => {
			if (!this.added.delete(id)) return { draft, items, files };
			this.removed.add(id);
			const others = items.filter((item) => item.id !== `upload_${id}`);
			return {
				draft,
				files: files.filter((file) => file.id !== id),
				items: [...others, newDiscard(applicationId, id, this.nowMs)]
			};
		});
	}

	async files(): Promise<readonly FileRecord[]> {
		return this.store.files();
	}

	async takeBack(): Promise<void> {
		await this.step(({ draft, items }) => ({
			draft: draft && { ...draft, submission: null },
			items: items.filter(({ kind }) => kind !== 'submit')
		}));
	}

	async retry(): Promise<void> {
		await this.step(({ draft, items }) => ({
			draft,
			items: items.map((item) => retriedNow(item, this.nowMs))
		}));
	}

	async settle(side: 'mine' | 'theirs'): Promise<void> {
		await this.step(({ draft, items }) => {
			const conflict = draft?.conflicts[0];
			if (!draft || !conflict) return { draft, items };
			if (conflict.theirs !== null) this.seen.add(conflict.theirs);
			if (side === 'theirs') this.typed.delete(conflict.path);
			const settled = settleConflict(draft, conflict.path, side);
			return { draft: settled, items: withSave(items, applicationId, this.nowMs) };
		});
	}

	async signIn(person: string): Promise<void> {
		this.personId = person;
		await this.step(({ draft, items }) => ({ draft, items: resumedAfterSignIn(items, this.nowMs) }));
	}

	/** Runs the engine until it rests; a death or a full disk ends it early, as a closed tab does. */
	async drain(): Promise<Rest | 'died'> {
		const engine = new SyncEngine({
			store: this.#storeOfEngine(),
			transport: this.transport(),
			situation: () => ({ nowMs: this.nowMs, isOnline: this.isOnline, personId: this.personId }),
			chance: () => 0.5,
			report: () => undefined,
			onSignedOut: () => {
				this.signedOutCount += 1;
				this.personId = null;
			}
		});
		try {
			return await engine.drain();
		} catch (failure) {
			if (failure instanceof Killed) return 'died';
			throw failure;
		}
	}

	/** A screen asks what the server has: read there now, and told here with `hear`, however much happens between. */
	async ask(): Promise<void> {
		if (!this.isOnline || this.personId !== this.owner) return;
		const isHere = () => this.personId === this.owner;
		const [arrival, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const read = async () => {
			const answer = await this.#travel<Application>('read', () => this.#readOnServer());
			asked.resolve();
			await arrival.promise;
			return answer;
		};
		const parts = { store: this.store, transport: { ...this.transport(), read }, now: () => this.nowMs };
		const end = look(parts, applicationId, { personId: this.owner, isHere });
		await Promise.race([asked.promise, end]);
		this.#asking.push({ deliver: arrival.resolve, end });
	}

	async hear(): Promise<void> {
		const first = this.#asking.shift();
		first?.deliver();
		await first?.end;
		this.look(await this.draft());
	}

	transport(): Transport {
		const never = () => Promise.reject(new Error('not in this simulation'));
		return {
			save: (_id, body) => this.#travel('save', () => this.#saveOnServer(body)),
			submit: (_id, body) => this.#travel('submit', () => this.#submitOnServer(body)),
			read: () => this.#travel('read', () => this.#readOnServer()),
			list: never,
			announceFile: (_id, fileId, body) =>
				this.#travel('announce', () => this.server.announce(this.personId ?? '', fileId, body.size)),
			sendPart: (_id, fileId, offset, part) =>
				this.#travel('part', () => this.server.takePart(this.personId ?? '', fileId, { offset, part })),
			removeFile: (_id, fileId) =>
				this.#travel('remove', () => this.server.removeFile(this.personId ?? '', fileId)),
			withdraw: never,
			session: never,
			requestCode: never,
			verifyCode: never,
			signOut: never
		};
	}

	async step(change: (kept: Kept) => Kept): Promise<void> {
		const { draft } = await this.store.step(applicationId, change);
		this.look(draft);
	}

	look(draft: Draft | null): void {
		this.screen = draft?.fields ?? {};
		for (const value of Object.values(this.screen)) this.seen.add(value);
	}

	async items(): Promise<readonly QueueItem[]> {
		return this.store.items();
	}

	#saveOnServer(body: SaveBody): Reply {
		return this.server.save(this.personId ?? '', body, (value) => this.seen.has(value));
	}

	#submitOnServer(body: SubmitBody): Reply {
		return this.server.submit(this.personId ?? '', body, this.approved);
	}

	#readOnServer(): Reply {
		const found = this.server.application;
		const person = this.personId ?? '';
		if (!found || !this.server.members.has(person)) return this.server.absence(person);
		const state = this.server.clarification ? 'clarification' : (found.receipt?.state ?? 'draft');
		const application = {
			id: applicationId,
			round: 'r',
			schema_version: 1,
			state: isState(state) ? state : 'draft',
			files: [...this.server.files].map(([id, { size, received }]) => fileOnServer(id, size, received)),
			events: [],
			decision: null,
			clarification: this.server.clarification,
			answered: null,
			unread: 0,
			...(this.may && { may: this.may }),
			...found
		} satisfies Application;
		return { status: 200, body: application };
	}

	async #travel<T>(name: string, request: () => Reply): Promise<Answer<T>> {
		this.requests.push(name);
		if (this.personId !== this.owner) this.server.breaches.push(`I4: ${name} as ${this.personId}`);
		const fault = this.faults.shift() ?? 'none';
		if (fault === 'signed_out') return refused({ status: 401, body: { code: 'signed_out' } }, null);
		if (fault === 'failing') return refused({ status: 500, body: {} }, null);
		if (fault === 'busy') return refused({ status: 503, body: { code: 'rate_limited' } }, 5_000);
		if (fault === 'portal') return unknown('unexpected_answer');
		if (fault === 'request_lost') return unknown('not_reachable');
		const reply = request();
		if (this.meanwhileAfterSteps === null) await this.#interrupt();
		if (fault === 'killed') throw new Killed();
		if (fault === 'response_lost') return unknown('not_reachable');
		return reply.status === 200 ? { isOk: true, data: reply.body as T } : refused(reply, null);
	}

	async #interrupt(): Promise<void> {
		const { meanwhile } = this;
		this.meanwhile = null;
		await meanwhile?.();
	}

	#storeOfEngine(): DeviceStore {
		const { store } = this;
		return {
			drafts: () => store.drafts(),
			draft: (id) => store.draft(id),
			items: () => store.items(),
			files: () => store.files(),
			filePart: (id, offset) => store.filePart(id, offset),
			fileBytes: (id) => store.fileBytes(id),
			setAside: () => store.setAside(),
			clear: () => store.clear(),
			step: async (id, change) => {
				if (this.isFull) {
					this.isFull = false;
					throw new Killed();
				}
				const kept = await store.step(id, change);
				if (this.meanwhileAfterSteps !== null) this.meanwhileAfterSteps -= 1;
				if (this.meanwhileAfterSteps === 0) await this.#interrupt();
				return kept;
			}
		};
	}
}

function fileOnServer(id: string, size: number, received: number): ApiFile {
	return {
		id,
		document: 'statutes',
		name: id,
		size,
		sha256: '',
		media_type: 'image/png',
		language: null,
		at: '2026-01-01T00:00:00Z',
		received_bytes: received,
		is_complete: received === size
	};
}

function simulatedBytes(id: string, size: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(size);
	for (const offset of partOffsets(size)) bytes.fill(byteAt(id, offset), offset);
	return bytes;
}

function unknown(code: 'not_reachable' | 'unexpected_answer'): Answer<never> {
	return { isOk: false, outcome: { kind: 'unknown', code }, error: null, body: null };
}

function refused({ status, body }: Reply, retryAfterMs: number | null): Answer<never> {
	const outcome = refusal(status, Object(body).code, retryAfterMs);
	if (outcome.kind !== 'refused') return unknown('unexpected_answer');
	const error = errorSchema.safeParse(body);
	return { isOk: false, outcome, error: error.success ? error.data : null, body };
}
