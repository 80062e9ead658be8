import { withMergedProducts } from '../core/application/product';
import { withoutApproval } from '../core/draft/edit';
import {
	afterAccess,
	afterHelp,
	afterMovedOn,
	afterNews,
	afterReceipt,
	afterSaved,
	hasHeard,
	sendableChanges,
	whenSending,
	withoutBase
} from '../core/draft/exchange';
import type { Application } from '../core/api/applications';
import type { Draft } from '../core/draft/draft';
import { hasReceipt, openClarification } from '../core/draft/lock';
import { maySend } from '../core/draft/may';
import { offeredAnew } from '../core/file/offer';
import { decide, type Action, type Situation } from '../core/sync/decide';
import { parked, parkedCode, withSave, type QueueItem } from '../core/sync/outbox';
import { withoutOver } from '../core/sync/over';
import { afterOutcome, type Outcome } from '../core/sync/retry';
import type { DeviceStore, Kept } from '../local/device-store';
import { movedOn } from './moved-on';
import type { NoAnswer, Transport } from './transport';

/** Refusals that another look and another word of its person can put right. */
const mendable: readonly string[] = [
	'application_incomplete',
	'payload_invalid',
	'draft_moved_on',
	'draft_deleted'
];

/** The world the engine is driven by; tests bring their own. */
export interface EngineParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly situation: () => Situation;
	/** From 0 up to 1. */
	readonly chance: () => number;
	/** Told after every step: what is on its way now (null: nothing), and that the device's memory may have changed. */
	readonly report: (activity: Activity | null) => void;
	/** The session is gone: asks once who is signed in. */
	readonly onSignedOut: () => void;
}

export interface Activity {
	readonly draftId: string;
	readonly kind: 'saving' | 'sending' | 'uploading';
	readonly fileId?: string;
}

/** When to look again: null when nothing waits for time to pass. */
export type Rest = { readonly untilMs: number } | null;

type SaveAction = Extract<Action, { kind: 'save' }>;
type SubmitAction = Extract<Action, { kind: 'submit' }>;
type FileAction = Extract<Action, { kind: 'upload' | 'discard' }>;
type Next = (item: QueueItem) => QueueItem | 'done';

/** Does what `decide` says until nothing more can be done now. One at a time: the caller holds the leading tab's lock. */
export class SyncEngine {
	readonly #parts: EngineParts;

	constructor(parts: EngineParts) {
		this.#parts = parts;
	}

	async drain(): Promise<Rest> {
		for (;;) {
			const items = await this.#parts.store.items();
			const drafts = new Map((await this.#parts.store.drafts()).map((draft) => [draft.id, draft]));
			const action = decide(items, drafts, this.#parts.situation());
			if (action.kind === 'wait') return { untilMs: action.untilMs };
			if (action.kind === 'idle' || action.kind === 'blocked') return null;
			await this.#perform(action);
			this.#parts.report(null);
		}
	}

	async #perform(action: Exclude<Action, { kind: 'wait' | 'idle' | 'blocked' }>): Promise<void> {
		const { report } = this.#parts;
		switch (action.kind) {
			case 'finish':
				return this.#replace(action.item, () => 'done');
			case 'park':
				return this.#replace(action.item, (item) => parked(item, action.code));
			case 'queue_save':
				return this.#queueSave(action.draftId);
			case 'save':
				report({ draftId: action.item.draftId, kind: 'saving' });
				return this.#save(action);
			case 'submit':
				report({ draftId: action.item.draftId, kind: 'sending' });
				return this.#submit(action);
			case 'refresh':
				return this.#refresh(action.item);
			case 'upload':
				report({ draftId: action.item.draftId, kind: 'uploading', fileId: action.item.fileId });
				return this.#carry(action);
			case 'discard':
				return this.#carry(action);
		}
	}

	/** Loaded when a file travels: most visits only write. */
	async #carry(action: FileAction): Promise<void> {
		const files = await import('./upload').catch(() => null);
		// The program itself could not be fetched: no network, and no worker that keeps it.
		if (files === null) return this.#settle(action.item, { kind: 'unknown', code: 'not_reachable' });
		const outcome = await (action.kind === 'upload'
			? files.upload(action.item, this.#parts)
			: files.discard(action.item, this.#parts));
		if (outcome?.kind === 'refused' && outcome.status === 401) this.#parts.onSignedOut();
	}

	async #save({ item, body }: SaveAction): Promise<void> {
		const { draft: since } = await this.#change(item.draftId, (draft) => whenSending(draft, body.changes));
		// Removed meanwhile, or somebody else is here now: their session must not carry it.
		if (since === null || since.ownerId !== this.#parts.situation().personId) return;
		const answer = await this.#parts.transport.save(item.draftId, body);
		if (answer.isOk) {
			const saved = (draft: Draft) => afterSaved(draft, body.changes, answer.data);
			return this.#settle(item, acknowledged, saved);
		}
		const { code } = answer.outcome;
		// It may have been sent on another device, and the office may ask for something else by now.
		if (code === 'already_submitted' || (code === 'payload_invalid' && body.base_revision > 0))
			return this.#lookAgain(item, answer.outcome);
		if (code === 'not_found' && body.base_revision > 0 && maySend(since)) {
			// It was there once: a restored backup. Everything is offered anew, and a second "not found" parks it.
			return this.#settle(item, acknowledged, withoutBase);
		}
		const theirs = movedOn(answer);
		await this.#settle(item, answer.outcome, (draft) => {
			if (code === 'not_found') return afterHelp(draft);
			return theirs && !hasHeard(since, draft) ? afterMovedOn(draft, theirs, withMergedProducts) : draft;
		});
	}

	async #submit({ item, body }: SubmitAction): Promise<void> {
		const answer = await this.#parts.transport.submit(item.draftId, body);
		const outcome = { kind: 'acknowledged', hasMore: false } as const;
		// The receipt is that of the application. Whether an answer was taken is told by what the office waits for now.
		if (answer.isOk && body.answers !== undefined) return this.#readNews(item, outcome);
		if (answer.isOk) return this.#settle(item, outcome, (draft) => afterReceipt(draft, answer.data));
		if (answer.outcome.code !== 'not_found') return this.#settle(item, answer.outcome);
		// A restored backup again: the words are saved anew first, and sent after a pause.
		await this.#settle(item, { kind: 'unknown', code: 'unexpected_answer' }, withoutBase);
	}

	/** The server would not take this revision: what it has is merged, and sent only if the person has seen it all. */
	#refresh(item: QueueItem): Promise<void> {
		return this.#readNews(item, { kind: 'merged' });
	}

	/** A refusal that news can explain is none: an attempt whose answer was lost has arrived, or the office has moved on. */
	#lookAgain(item: QueueItem, refusal: NoAnswer): Promise<void> {
		return this.#readNews(item, (draft, news) => (isNews(draft, news) ? { kind: 'merged' } : refusal));
	}

	async #readNews(
		item: QueueItem,
		outcome: Outcome | ((draft: Draft, news: Application) => Outcome)
	): Promise<void> {
		const since = await this.#parts.store.draft(item.draftId);
		const answer = await this.#parts.transport.read(item.draftId);
		if (!answer.isOk) return this.#settle(item, answer.outcome);
		let known: Outcome = { kind: 'merged' };
		await this.#settle(
			item,
			() => known,
			(draft) => {
				// A screen asked too, and was told sooner: this item looks at what that means first.
				if (hasHeard(since, draft)) return draft;
				known = typeof outcome === 'function' ? outcome(draft, answer.data) : outcome;
				return afterNews(draft, answer.data, withMergedProducts);
			}
		);
	}

	/** What an answer means for the draft and for the queue, in one transaction with what was written meanwhile. */
	async #settle(
		item: QueueItem,
		outcome: Outcome | ((draft: Draft | null) => Outcome),
		change: (draft: Draft) => Draft = (draft) => draft
	): Promise<void> {
		const chance = { nowMs: this.#nowMs(), chance: this.#parts.chance() };
		await this.#parts.store.step(item.draftId, (kept) => {
			const changed = kept.draft && change(kept.draft);
			const known = typeof outcome === 'function' ? outcome(changed) : outcome;
			const isOut = known.kind === 'refused' && known.code === 'access_ended';
			const draft = isOut && changed ? afterAccess(changed) : changed;
			const offered = hasLost(kept.draft, draft) ? offeredAnew(kept, chance.nowMs) : kept;
			const after = replaced({ ...kept, ...offered, draft }, item, (own) => afterOutcome(own, known, chance));
			return after.draft ? { ...after, items: withoutOver(after.items, after.draft) } : after;
		});
		const isSignedOut = typeof outcome !== 'function' && outcome.kind === 'refused' && outcome.status === 401;
		if (isSignedOut) this.#parts.onSignedOut();
	}

	async #replace(item: QueueItem, next: Next): Promise<void> {
		await this.#parts.store.step(item.draftId, (kept) => replaced(kept, item, next));
	}

	async #queueSave(draftId: string): Promise<void> {
		const nowMs = this.#nowMs();
		await this.#parts.store.step(draftId, (kept) => ({
			...kept,
			items: withSave(kept.items, draftId, nowMs)
		}));
	}

	#change(id: string, change: (draft: Draft) => Draft): Promise<Kept> {
		return this.#parts.store.step(id, (kept) => ({ ...kept, draft: kept.draft && change(kept.draft) }));
	}

	#nowMs(): number {
		return this.#parts.situation().nowMs;
	}
}

function acknowledged(draft: Draft | null): Outcome {
	const hasMore = draft !== null && (draft.base === null || Object.keys(sendableChanges(draft)).length > 0);
	return { kind: 'acknowledged', hasMore };
}

/** Only where it still waits: what a person took back or removed meanwhile stays gone. */
function replaced<K extends Kept>(kept: K, item: QueueItem, next: Next): K {
	const items = kept.items.flatMap((own) => {
		if (own.id !== item.id || own.key !== item.key) return [own];
		const after = next(own);
		return after === 'done' ? [] : [after];
	});
	return held({ ...kept, items });
}

/** Where words were not taken as they are, the submission waits for its people, and says what for. */
function held<K extends Kept>(kept: K): K {
	const { draft, items } = kept;
	const code = parkedCode(items, draft?.id ?? '');
	if (!draft || code === null || !mendable.includes(code)) return kept;
	const waiting = items.map((item) => (item.kind === 'submit' ? parked(item, code) : item));
	return { ...kept, draft: withoutApproval(draft), items: waiting };
}

/** The server has not got what it had acknowledged, or less of it: it was restored from a backup, and documents may be lost too. */
function hasLost(before: Draft | null, after: Draft | null): boolean {
	const revisionOf = (draft: Draft | null) => draft?.base?.revision ?? 0;
	return after !== null && revisionOf(after) < revisionOf(before);
}

function isNews(draft: Draft, { receipt, clarification }: Application): boolean {
	if (receipt === null) return false;
	return !hasReceipt(draft) || clarification?.id !== openClarification(draft)?.id;
}
