import type { Application, SaveBody, SubmitBody } from '../core/api/applications';
import { isReopened, type ClarificationItem } from '../core/application/clarification';
import { applyChanges, type Changes } from '../core/draft/fields';
import type { Announcement, Received } from '../core/file/upload';
import { refusal } from '../core/sync/retry';
import { StorageFailure, type DeviceStore } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import type { Answer, Transport } from '../sync/transport';

type Refused = Extract<Answer<never>, { isOk: false }>;

/** A server with accounts, and the cookie that all tabs of one device share. */
export class Account {
	/** Whose cookie the device has. */
	cookie: string | null = null;
	readonly applications = new Map<string, { owner: string; application: Application }>();
	readonly keys: string[] = [];
	readonly files = new Map<string, Announcement & Received>();
	/** Ids of drafts that were deleted for good. */
	readonly deleted = new Set<string>();
	/** Applications this person was taken out of. */
	readonly former = new Set<string>();
	readonly calls: string[] = [];
	/** Answers instead of the server, while it is set. */
	refusal: Refused | null = null;
	/** What was done is not heard of. */
	losesWithdrawals = false;
	refusesWithdrawals = false;
	/** Answers wait for this. */
	pause: Promise<void> = Promise.resolve();

	transport(): Transport {
		return {
			save: (id, body) => this.#answer(`save ${id}`, () => this.#save(id, body)),
			submit: (id, body) => this.#answer(`submit ${id}`, () => this.#submit(id, body)),
			read: (id) => this.#answer(`read ${id}`, () => this.#own(id)),
			list: () => this.#answer('list', () => ({ applications: this.#listed(), restores: [] })),
			announceFile: (id, fileId, body) =>
				this.#answer(`announce ${fileId}`, () => this.#announce(id, fileId, body)),
			sendPart: (id, fileId, offset, part) =>
				this.#answer(`part ${fileId} ${offset}`, () => this.#take(id, fileId, offset + part.length)),
			removeFile: (id, fileId) =>
				this.#answer(`remove ${fileId}`, () =>
					this.deleted.has(id) ? refusedWith(410, 'draft_deleted') : (this.files.delete(fileId), { ok: true })
				),
			withdraw: (id) => this.#answer('withdraw', () => this.#withdraw(id)),
			session: () => this.#answer('session', () => ({ email: this.cookie })),
			requestCode: () => this.#answer('code', () => ({ ok: true })),
			verifyCode: (email) => this.#answer('verify', () => ({ email: (this.cookie = email), locale: null })),
			signOut: () => this.#answer('sign out', () => ((this.cookie = null), { ok: true }))
		};
	}

	ownersOf(id: string): string | undefined {
		return this.applications.get(id)?.owner;
	}

	fieldsOf(id: string): Application['fields'] | undefined {
		return this.applications.get(id)?.application.fields;
	}

	async #answer<T extends object>(call: string, data: () => T | Refused): Promise<Answer<T>> {
		this.calls.push(call);
		await this.pause;
		if (this.refusal) return this.refusal;
		const found = data();
		return isRefused(found) ? found : { isOk: true, data: found };
	}

	/** On another device of the same person. */
	delete(id: string): void {
		this.applications.delete(id);
		this.deleted.add(id);
	}

	/** On another device, by whoever may write in it. */
	write(id: string, changes: Changes): void {
		const { revision = 0, fields = {} } = this.applications.get(id)?.application ?? {};
		this.#change(id, { revision: revision + 1, fields: applyChanges(fields, changes) });
	}

	/** The office asks for something, and opens just that; nothing: it takes its question back. */
	ask(id: string, items: readonly ClarificationItem[] | null, question = 'question-1'): void {
		const asked = { id: question, asked_at: '2026-11-25T10:00:00Z', due_on: '2026-12-09', message: 'Bitte.' };
		const clarification = items && {
			...asked,
			items: [...items],
			message_language: 'de',
			message_de: null
		};
		this.#change(id, { state: items ? 'clarification' : 'formal_check', clarification });
	}

	/** Told of every save, before it is judged. */
	saved(_body: SaveBody): void {}

	#save(id: string, body: SaveBody): Pick<Application, 'revision' | 'state'> | Refused {
		this.saved(body);
		if (this.cookie === null) return refusedWith(401, 'signed_out');
		const known = this.applications.get(id);
		if (!known && body.base_revision > 0) return refusedWith(404, 'not_found');
		if (this.deleted.has(id)) return refusedWith(410, 'draft_deleted');
		if (known && known.owner !== this.cookie) return refusedWith(404, 'not_found');
		const before = known?.application ?? emptyApplication(id, body.round);
		const open = before.clarification?.items;
		if (before.receipt && !open) return refusedWith(409, 'already_submitted');
		if (open && Object.keys(body.changes).some((path) => !isReopened(path, open)))
			return refusedWith(422, 'payload_invalid');
		const revision = before.revision + 1;
		const application = { ...before, revision, fields: applyChanges(before.fields, body.changes) };
		this.applications.set(id, { owner: this.cookie, application });
		return { revision, state: before.state };
	}

	#withdraw(id: string): Pick<Application, 'state'> | Refused {
		const own = this.#own(id);
		if (isRefused(own)) return own;
		if (this.refusesWithdrawals) return refusedWith(422, 'transition_not_allowed');
		const state = 'withdrawn';
		this.#change(id, { state });
		return this.losesWithdrawals ? refusedWith(0, 'not_reachable') : { state };
	}

	#submit(id: string, { key, answers }: SubmitBody): NonNullable<Application['receipt']> | Refused {
		const own = this.#own(id);
		if (isRefused(own)) return own;
		if (own.receipt && answers !== undefined && own.clarification?.id === answers)
			this.#answered(id, answers);
		if (own.receipt) return own.receipt;
		this.keys.push(key);
		const receipt = {
			application_id: id,
			reference_number: `KOFEI-2027-${this.keys.length}`,
			received_at: '2026-11-24T10:00:00Z',
			sha256: 'ab',
			is_late: false,
			state: 'submitted' as const,
			round: own.round
		};
		const application = { ...own, receipt, state: receipt.state };
		this.applications.set(id, { owner: this.cookie ?? '', application });
		return receipt;
	}

	#answered(id: string, clarification_id: string): void {
		const answered = { clarification_id, version: 2, received_at: '', sha256: 'cd', is_late: false };
		this.#change(id, { state: 'formal_check', clarification: null, answered });
	}

	#change(id: string, changes: Partial<Application>): void {
		const known = this.applications.get(id);
		if (!known) throw new Error(`no application ${id}`);
		this.applications.set(id, { ...known, application: { ...known.application, ...changes } });
	}

	#announce(id: string, fileId: string, body: Announcement): Received | Refused {
		const own = this.#own(id);
		if (isRefused(own)) return own;
		const known = this.files.get(fileId) ?? { ...body, received_bytes: 0, is_complete: false };
		this.files.set(fileId, known);
		return known;
	}

	#take(id: string, fileId: string, received_bytes: number): Received | Refused {
		const file = this.files.get(fileId);
		if (isRefused(this.#own(id)) || !file) return refusedWith(404, 'not_found');
		const known = { ...file, received_bytes, is_complete: received_bytes >= file.size };
		this.files.set(fileId, known);
		return known;
	}

	#own(id: string): Application | Refused {
		const known = this.applications.get(id);
		if (this.cookie === null) return refusedWith(401, 'signed_out');
		if (this.deleted.has(id)) return refusedWith(410, 'draft_deleted');
		if (this.former.has(id)) return refusedWith(410, 'access_ended');
		return known?.owner === this.cookie ? known.application : refusedWith(404, 'not_found');
	}

	#listed() {
		return [...this.applications.values()]
			.filter(({ owner }) => owner === this.cookie)
			.map(({ application }) => ({ ...application, title: null, updated_at: '' }));
	}
}

/** A memory whose disk can be full. */
export class TightStore extends MemoryStore implements DeviceStore {
	isFull = false;

	override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
		if (this.isFull) throw new StorageFailure('storage_full', null);
		return super.step(...args);
	}
}

export function refusedWith(status: number, code: string): Refused {
	const outcome = refusal(status, code, null);
	if (outcome.kind !== 'refused') throw new Error(`${status} is no refusal`);
	return { isOk: false, outcome, error: null, body: null };
}

function isRefused(value: object): value is Refused {
	return 'isOk' in value && value.isOk === false;
}

function emptyApplication(id: string, round: string): Application {
	return {
		id,
		round,
		revision: 0,
		state: 'draft',
		fields: {},
		schema_version: 1,
		receipt: null,
		files: [],
		events: [],
		decision: null,
		clarification: null,
		answered: null,
		unread: 0
	};
}
