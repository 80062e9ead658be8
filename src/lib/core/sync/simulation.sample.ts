import { maxPartBytes } from '../api/limits';
import { type SaveBody, type SubmitBody } from '../api/applications';
import { type Clarification } from '../api/clarification';
import { isReopened } from '../application/clarification';
import { type Receipt } from '../application/receipt';
import { type Draft, newDraft } from '../draft/draft';
import { approved, prepared, withoutApproval } from '../draft/edit';
import { afterMovedOn, afterReceipt, afterSaved, sendableChanges, whenSending } from '../draft/exchange';
import { settleConflict } from '../draft/settle';
import { applyChanges, changesBetween, type Fields, type FieldValue, valueAt } from '../draft/fields';
import { isQueued } from '../draft/lock';
import { decide } from './decide';
import {
	isParked,
	newSubmit,
	parked,
	type QueueItem,
	resumedAfterSignIn,
	retriedNow,
	withSave
} from './outbox';
import { afterOutcome, type Outcome, refusal } from './retry';

/** What can happen to one request. */
export const faults = [
	'none',
	'none',
	'none',
	'request_lost',
	'response_lost',
	'killed',
	'delayed',
	'duplicate',
	'signed_out',
	'failing',
	'busy',
	'portal'
] as const;
export type Fault = (typeof faults)[number];

export const applicationId = 'app-1';

/** What a simulated file consists of: other bytes in each part, and in each file. */
export function byteAt(id: string, offset: number): number {
	return (id.length + offset / maxPartBytes) % 251;
}

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
type Application = { revision: number; fields: Fields; receipt: Receipt | null };

/** The API with one application, in memory; every broken invariant is written down. */
export class SimulatedServer {
	application: Application | null = null;
	/** What the office waits for. */
	clarification: Clarification | null = null;
	questions = 0;
	/** The questions that were answered. */
	readonly answers: string[] = [];
	readonly members = new Set(['ada', 'ben']);
	/** Who was taken out, and is told so. */
	readonly former = new Set<string>();
	readonly submissions: { key: string; fields: Fields }[] = [];
	readonly history: Fields[] = [];
	readonly breaches: string[] = [];
	readonly files = new Map<string, { size: number; received: number; arrivals: number }>();
	readonly refusedFiles = new Set<string>();
	readonly removedFiles = new Set<string>();
	/** A path the call asks for since somebody changed it: nothing is complete without. */
	required: string | null = null;
	readonly times = new Map<string, string>();

	save(person: string, body: SaveBody, hasSeen: (value: FieldValue) => boolean): Answer {
		// A base without an application: restored from a copy that is older than it, as `save_draft` in SQL says.
		const isForgotten = this.application === null && body.base_revision > 0;
		if (isForgotten || !this.members.has(person)) return this.absence(person);
		const found = this.application ?? { revision: 0, fields: {}, receipt: null };
		const opened = this.clarification?.items;
		if (found.receipt !== null && !opened) return { status: 409, body: { code: 'already_submitted' } };
		if (found.revision !== body.base_revision) return this.movedOn(found);
		if (opened && Object.keys(body.changes).some((path) => !isReopened(path, opened)))
			return { status: 422, body: { code: 'payload_invalid' } };
		for (const path of Object.keys(body.changes)) {
			const replaced = valueAt(found.fields, path);
			if (replaced !== undefined && !hasSeen(replaced)) this.breaches.push(`I5: ${path} overwritten unseen`);
		}
		this.application = {
			...found,
			revision: found.revision + 1,
			fields: applyChanges(found.fields, body.changes)
		};
		this.history.push(this.application.fields);
		const state = opened ? 'clarification' : 'draft';
		return { status: 200, body: { revision: this.application.revision, state } };
	}

	/** It was sent, by somebody on another device where not by us, and the office opens again what it asks for. */
	ask(items: Clarification['items']): void {
		const found = this.application ?? { revision: 0, fields: {}, receipt: null };
		const receipt = found.receipt ?? this.receiptFor('another-key', '2026-11-24T10:00:00Z');
		this.application = { ...found, receipt };
		this.questions += 1;
		this.clarification = {
			...{ id: `question-${this.questions}`, asked_at: '2026-11-25T10:00:00Z', due_on: '2026-12-09', items },
			...{ message: 'Bitte.', message_language: 'de', message_de: null }
		};
	}

	announce(person: string, id: string, size: number): Answer {
		const refused = this.refusesFile(person, id);
		if (refused !== null) return refused;
		const known = this.files.get(id);
		if (known !== undefined && known.size !== size) this.breaches.push(`F2: ${id} is another file now`);
		const file = known ?? { size, received: 0, arrivals: 0 };
		this.files.set(id, file);
		return this.progress(file);
	}

	/** Judges a file when its last byte is there: ids with "bad" in them are what nobody wants. */
	takePart(person: string, id: string, { offset, part }: { offset: number; part: Uint8Array }): Answer {
		const refused = this.refusesFile(person, id);
		if (refused !== null) return refused;
		const file = this.files.get(id);
		if (file === undefined) return { status: 404, body: { code: 'not_found' } };
		if (offset > file.received) {
			return { status: 409, body: { code: 'file_gap', params: { received_bytes: file.received } } };
		}
		if (offset + part.length > file.size) this.breaches.push(`F2: ${id} has more bytes than it said`);
		if ([part.at(0), part.at(-1)].some((byte) => byte !== byteAt(id, offset)))
			this.breaches.push(`F2: ${id} has foreign bytes`);
		if (file.arrivals > 0) return this.progress(file);
		file.received = Math.max(file.received, offset + part.length);
		if (file.received < file.size) return this.progress(file);
		if (id.includes('bad')) {
			this.files.delete(id);
			this.refusedFiles.add(id);
			return { status: 422, body: { code: 'file_hostile' } };
		}
		file.arrivals += 1;
		return this.progress(file);
	}

	removeFile(person: string, id: string): Answer {
		if (!this.members.has(person)) return { status: 404, body: { code: 'not_found' } };
		this.removedFiles.add(id);
		return this.files.delete(id)
			? { status: 200, body: { ok: true } }
			: { status: 404, body: { code: 'not_found' } };
	}

	private refusesFile(person: string, id: string): Answer | null {
		if (this.application === null || !this.members.has(person) || this.removedFiles.has(id))
			return { status: 404, body: { code: 'not_found' } };
		return this.refusedFiles.has(id) ? { status: 422, body: { code: 'file_hostile' } } : null;
	}

	absence(person: string): Answer {
		return this.former.has(person)
			? { status: 410, body: { code: 'access_ended' } }
			: { status: 404, body: { code: 'not_found' } };
	}

	private progress({ received, arrivals }: { received: number; arrivals: number }): Answer {
		return { status: 200, body: { received_bytes: received, is_complete: arrivals > 0 } };
	}

	submit(person: string, body: SubmitBody, approved: Fields): Answer {
		const found = this.application;
		if (found === null || !this.members.has(person)) return this.absence(person);
		const isAnswer = body.answers !== undefined && body.answers === this.clarification?.id;
		if (found.receipt !== null && !isAnswer) return { status: 200, body: found.receipt };
		if (found.revision !== body.revision) return { status: 409, body: { code: 'draft_moved_on' } };
		if (Object.keys(changesBetween(found.fields, approved)).length > 0)
			this.breaches.push('I5: sent something unseen');
		if (found.receipt !== null) {
			this.answers.push(body.answers ?? '');
			this.clarification = null;
			return { status: 200, body: found.receipt };
		}
		const first = this.times.get(body.key) ?? body.prepared_at;
		if (first !== body.prepared_at) this.breaches.push('I6: another time for the same submission');
		this.times.set(body.key, first);
		if (this.required !== null && valueAt(found.fields, this.required) === undefined)
			return { status: 422, body: { code: 'application_incomplete' } };
		this.submissions.push({ key: body.key, fields: found.fields });
		found.receipt = this.receiptFor(body.key, body.prepared_at);
		return { status: 200, body: found.receipt };
	}

	private receiptFor(key: string, received_at: string): Receipt {
		return {
			application_id: applicationId,
			reference_number: `KOFEI-${this.submissions.length}`,
			received_at,
			sha256: key,
			is_late: false,
			state: 'submitted',
			round: 'r'
		};
	}

	private movedOn({ revision, fields }: Application): Answer {
		return { status: 409, body: { code: 'draft_moved_on', revision, fields } };
	}
}

/** A phone: what it stores survives everything, what it is doing does not. */
export class SimulatedPhone {
	personId: string | null;
	items: readonly QueueItem[] = [];
	draft: Draft | null = null;
	/** The last words typed into each field here, as long as nobody chose others over them. */
	readonly typed = new Map<string, string>();
	/** Every value that stood in this draft or in a question that was answered. */
	readonly seen = new Set<FieldValue>();
	/** What the person had before them when they said "send". */
	approved: Fields = {};
	readonly delayed: (() => void)[] = [];
	readonly owner: string;
	readonly server: SimulatedServer;

	constructor(owner: string, server: SimulatedServer) {
		this.owner = owner;
		this.personId = owner;
		this.server = server;
	}

	type(path: string, value: string, nowMs: number): void {
		this.draft ??= this.opened(nowMs);
		this.look();
		if (isQueued(this.draft) || this.draft.server?.receipt) return;
		this.draft = { ...this.draft, fields: applyChanges(this.draft.fields, { [path]: value }) };
		this.typed.set(path, value);
		this.look();
		this.items = withSave(this.items, applicationId, nowMs);
	}

	send(nowMs: number): void {
		if (this.draft === null || isQueued(this.draft) || this.draft.conflicts.length > 0) return;
		if (this.draft.server?.receipt) return;
		const key = `key-of-${this.owner}`;
		this.approved = this.draft.fields;
		this.draft = approved(prepared(this.draft, key, nowMs));
		const others = this.items.filter(({ kind }) => kind !== 'submit');
		this.items = [...others, newSubmit(applicationId, key, nowMs)];
	}

	/** The person looks at what is parked and says "try again". */
	retry(nowMs: number): void {
		if (this.draft === null || this.draft.conflicts.length > 0) return;
		this.approved = this.draft.fields;
		this.draft = approved(this.draft);
		this.items = this.items.map((item) => (isParked(item) ? retriedNow(item, nowMs) : item));
	}

	settle(side: 'mine' | 'theirs', nowMs: number): void {
		const conflict = this.draft?.conflicts[0];
		if (this.draft === null || conflict === undefined) return;
		const { path, theirs } = conflict;
		if (theirs !== null) this.seen.add(theirs);
		this.draft = settleConflict(this.draft, path, side);
		if (side === 'theirs') this.typed.delete(path);
		this.items = withSave(this.items, applicationId, nowMs);
	}

	signIn(person: string, nowMs: number): void {
		this.personId = person;
		this.items = resumedAfterSignIn(this.items, nowMs);
	}

	private look(): void {
		for (const value of Object.values(this.draft?.fields ?? {})) this.seen.add(value);
	}

	/** One step of the sync engine; false when there is nothing it could do now. */
	step(fault: Fault, nowMs: number, chance: number): boolean {
		const drafts = new Map(this.draft === null ? [] : [[this.draft.id, this.draft]]);
		const action = decide(this.items, drafts, { nowMs, isOnline: true, personId: this.personId });
		if (action.kind === 'queue_save') this.items = withSave(this.items, action.draftId, nowMs);
		if (action.kind === 'finish') this.replace(action.item, 'done');
		if (action.kind === 'park') {
			if (this.draft !== null) this.draft = withoutApproval(this.draft);
			this.replace(action.item, parked(action.item, action.code));
		}
		if (
			'item' in action &&
			this.personId !== this.owner &&
			action.kind !== 'finish' &&
			action.kind !== 'park'
		) {
			this.server.breaches.push('I4: somebody else sends');
		}
		if (action.kind === 'save') this.save(action.item, action.body, { fault, nowMs, chance });
		if (action.kind === 'submit') this.submit(action.item, action.body, { fault, nowMs, chance });
		if (action.kind === 'refresh') this.refresh(action.item, { fault, nowMs, chance });
		this.look();
		return action.kind !== 'idle' && action.kind !== 'wait' && action.kind !== 'blocked';
	}

	private save(item: QueueItem, body: SaveBody, step: Step): void {
		const person = this.personId ?? '';
		if (this.draft !== null) this.draft = whenSending(this.draft, body.changes);
		this.travel(
			item,
			step,
			() => this.server.save(person, body, (value) => this.seen.has(value)),
			(answer) => {
				if (this.draft === null) return { kind: 'acknowledged', hasMore: false };
				if (answer.status === 200) {
					this.draft = afterSaved(this.draft, body.changes, {
						revision: Number(answer.body['revision']),
						state: 'draft'
					});
					return { kind: 'acknowledged', hasMore: Object.keys(sendableChanges(this.draft)).length > 0 };
				}
				if (answer.body['code'] === 'draft_moved_on') this.merge();
				return refusal(answer.status, answer.body['code'], null);
			}
		);
	}

	private submit(item: QueueItem, body: SubmitBody, step: Step): void {
		const [person, seen] = [this.personId ?? '', this.approved];
		this.travel(
			item,
			step,
			() => this.server.submit(person, body, seen),
			(answer) => {
				const receipt = this.server.application?.receipt ?? null;
				if (this.draft !== null && answer.body['code'] === 'application_incomplete')
					this.draft = withoutApproval(this.draft);
				if (answer.status !== 200 || receipt === null || this.draft === null)
					return refusal(answer.status, answer.body['code'], null);
				this.draft = afterReceipt(this.draft, receipt);
				return { kind: 'acknowledged', hasMore: false };
			}
		);
	}

	private refresh(item: QueueItem, step: Step): void {
		this.travel(
			item,
			step,
			() => ({ status: 200, body: {} }),
			() => {
				this.merge();
				return { kind: 'merged' };
			}
		);
	}

	private merge(): void {
		const found = this.server.application;
		if (this.draft !== null && found !== null) this.draft = afterMovedOn(this.draft, found);
	}

	private travel(
		item: QueueItem,
		step: Step,
		request: () => Answer,
		arrived: (answer: Answer) => Outcome
	): void {
		const outcome = this.attempt(step.fault, request, arrived);
		if (outcome === null) return;
		if (outcome.kind === 'refused' && outcome.status === 401) this.personId = null;
		this.replace(item, afterOutcome(item, outcome, step));
	}

	/** Null when the phone died before it could note anything. */
	private attempt(fault: Fault, request: () => Answer, arrived: (answer: Answer) => Outcome): Outcome | null {
		if (fault === 'signed_out') return refusal(401, 'signed_out', null);
		if (fault === 'failing') return refusal(500, undefined, null);
		if (fault === 'busy') return refusal(503, 'rate_limited', 5_000);
		if (fault === 'portal') return { kind: 'unknown', code: 'unexpected_answer' };
		if (fault === 'delayed') this.delayed.push(request);
		if (fault === 'delayed' || fault === 'request_lost') return { kind: 'unknown', code: 'not_reachable' };
		const answer = request();
		if (fault === 'duplicate') request();
		if (fault === 'killed') return null;
		return fault === 'response_lost' ? { kind: 'unknown', code: 'not_reachable' } : arrived(answer);
	}

	private replace(item: QueueItem, next: QueueItem | 'done'): void {
		this.items = this.items.flatMap((one) => (one.id !== item.id ? [one] : next === 'done' ? [] : [next]));
	}

	/** The application as it is on the server, or a new one; every phone writes the same. */
	private opened(nowMs: number): Draft {
		const fresh = newDraft({ id: applicationId, round: 'r', ownerId: this.owner, nowMs });
		const found = this.server.application;
		return found === null
			? fresh
			: { ...fresh, fields: found.fields, base: { revision: found.revision, fields: found.fields } };
	}
}

type Step = { readonly fault: Fault; readonly nowMs: number; readonly chance: number };
