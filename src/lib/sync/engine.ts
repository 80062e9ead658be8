import {
	afterMovedOn,
	afterReceipt,
	afterSaved,
	sendableChanges,
	whenSending,
	withoutBase
} from '../core/draft/exchange';
import type { Draft } from '../core/draft/draft';
import { decide, type Action, type Situation } from '../core/sync/decide';
import { newSave, parked, type QueueItem } from '../core/sync/outbox';
import { afterOutcome, type Outcome } from '../core/sync/retry';
import type { DeviceStore } from '../local/device-store';
import { movedOn, type Transport } from './transport';

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
	readonly kind: 'saving' | 'sending';
}

/** When to look again: null when nothing waits for time to pass. */
export type Rest = { readonly untilMs: number } | null;

type SaveAction = Extract<Action, { kind: 'save' }>;
type SubmitAction = Extract<Action, { kind: 'submit' }>;

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
		}
	}

	async #perform(action: Exclude<Action, { kind: 'wait' | 'idle' | 'blocked' }>): Promise<void> {
		const { store, report } = this.#parts;
		switch (action.kind) {
			case 'finish':
				await store.step({ removeItems: [action.item.id] });
				break;
			case 'park':
				await store.step({ items: [parked(action.item, action.code)] });
				break;
			case 'queue_save':
				await store.step({ items: [newSave(action.draftId, this.#nowMs())] });
				break;
			case 'save':
				report({ draftId: action.item.draftId, kind: 'saving' });
				await this.#save(action);
				break;
			case 'submit':
				report({ draftId: action.item.draftId, kind: 'sending' });
				await this.#submit(action);
				break;
			case 'refresh':
				await this.#refresh(action.item);
		}
		report(null);
	}

	async #save({ item, body }: SaveAction): Promise<void> {
		await this.#change(item.draftId, (draft) => whenSending(draft, body.changes));
		const answer = await this.#parts.transport.save(item.draftId, body);
		if (answer.isOk) {
			const saved = await this.#change(item.draftId, (draft) => afterSaved(draft, body.changes, answer.data));
			const hasMore = saved !== null && Object.keys(sendableChanges(saved)).length > 0;
			return this.#settle(item, { kind: 'acknowledged', hasMore });
		}
		const theirs = movedOn(answer);
		if (theirs) await this.#change(item.draftId, (draft) => afterMovedOn(draft, theirs));
		if (answer.outcome.code === 'not_found' && body.base_revision > 0) {
			// It was there once: a restored backup. Everything is offered anew, and a second "not found" parks it.
			await this.#change(item.draftId, withoutBase);
			return this.#settle(item, { kind: 'acknowledged', hasMore: true });
		}
		await this.#settle(item, answer.outcome);
	}

	async #submit({ item, body }: SubmitAction): Promise<void> {
		const answer = await this.#parts.transport.submit(item.draftId, body);
		if (!answer.isOk) return this.#settle(item, answer.outcome);
		await this.#parts.store.step({
			draft: { id: item.draftId, change: (draft) => draft && afterReceipt(draft, answer.data) },
			removeItems: [item.id]
		});
	}

	/** The server would not take this revision: what it has is merged, and sent only if the person has seen it all. */
	async #refresh(item: QueueItem): Promise<void> {
		const answer = await this.#parts.transport.read(item.draftId);
		if (!answer.isOk) return this.#settle(item, answer.outcome);
		const { revision, fields, receipt } = answer.data;
		if (receipt) {
			await this.#change(item.draftId, (draft) => afterReceipt(draft, receipt));
			return;
		}
		await this.#change(item.draftId, (draft) => afterMovedOn(draft, { revision, fields }));
		await this.#settle(item, { kind: 'merged' });
	}

	async #settle(item: QueueItem, outcome: Outcome): Promise<void> {
		if (outcome.kind === 'refused' && outcome.status === 401) this.#parts.onSignedOut();
		const next = afterOutcome(item, outcome, { nowMs: this.#nowMs(), chance: this.#parts.chance() });
		await this.#parts.store.step(next === 'done' ? { removeItems: [item.id] } : { items: [next] });
	}

	#change(id: string, change: (draft: Draft) => Draft): Promise<Draft | null> {
		return this.#parts.store.step({ draft: { id, change: (draft) => draft && change(draft) } });
	}

	#nowMs(): number {
		return this.#parts.situation().nowMs;
	}
}
