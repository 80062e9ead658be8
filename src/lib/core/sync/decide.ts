import { type SaveBody, type SubmitBody } from '../api/applications';
import { type Draft, hasUnsavedChanges } from '../draft/draft';
import { sendableChanges } from '../draft/exchange';
import { hasReceipt } from '../draft/lock';
import { type FailureCode } from '../failure/failure';
import { formatInstant } from '../time/instant';
import { type DiscardItem, type QueueItem, type UploadItem } from './outbox';
import { isOver } from './over';
import { longestPauseMs } from './retry';

export type Action =
	/** Store `whenSending(draft, body.changes)` first, then PUT. */
	| { readonly kind: 'save'; readonly item: QueueItem; readonly body: SaveBody }
	| { readonly kind: 'submit'; readonly item: QueueItem; readonly body: SubmitBody }
	/** GET the application and merge it, then report `merged`. */
	| { readonly kind: 'refresh'; readonly item: QueueItem }
	/** Nothing is left to do for it: take it out of the queue. */
	| { readonly kind: 'finish'; readonly item: QueueItem }
	/** Keep it, say why, go on with the others. */
	| { readonly kind: 'park'; readonly item: QueueItem; readonly code: FailureCode }
	/** Announce the file or send its next part; what comes up meanwhile goes before the part after it. */
	| { readonly kind: 'upload'; readonly item: UploadItem }
	/** DELETE the file. */
	| { readonly kind: 'discard'; readonly item: DiscardItem }
	/** A submission or a file needs words saved that no item saves: `withSave`. */
	| { readonly kind: 'queue_save'; readonly draftId: string }
	| { readonly kind: 'wait'; readonly untilMs: number }
	| { readonly kind: 'blocked'; readonly by: 'offline' | 'signed_out' | 'other_person' }
	| { readonly kind: 'idle' };

export type Situation = {
	readonly nowMs: number;
	readonly isOnline: boolean;
	/** Who is signed in, null for nobody. Only this person's drafts travel. */
	readonly personId: string | null;
};

type Drafts = ReadonlyMap<string, Draft>;

/** What to do next: one thing, words before files, the oldest first. An item that cannot go steps aside for the next. */
export function decide(items: readonly QueueItem[], drafts: Drafts, situation: Situation): Action {
	const { nowMs, isOnline, personId } = situation;
	const waiting = items.filter((item) => item.nextAttemptAtMs !== null).sort(byTurn);
	if (waiting.length === 0) return { kind: 'idle' };
	const onDevice = firstOf(waiting, (item) => withoutNetwork(item, drafts.get(item.draftId)));
	if (onDevice !== null) return onDevice;
	if (!isOnline) return { kind: 'blocked', by: 'offline' };
	if (personId === null) return { kind: 'blocked', by: 'signed_out' };
	const own = waiting.filter((item) => drafts.get(item.draftId)?.ownerId === personId);
	if (own.length === 0) return { kind: 'blocked', by: 'other_person' };
	const due = own.filter((item) => isDue(item, nowMs));
	const next = firstOf(due, (item) => withNetwork(item, drafts.get(item.draftId), items));
	if (next !== null) return next;
	const laterMs = own.filter((item) => !isDue(item, nowMs)).map((item) => item.nextAttemptAtMs ?? nowMs);
	return laterMs.length === 0 ? { kind: 'idle' } : { kind: 'wait', untilMs: Math.min(...laterMs) };
}

function withoutNetwork(item: QueueItem, draft: Draft | undefined): Action | null {
	if (draft === undefined) return { kind: 'park', item, code: 'unreadable' };
	return isOver(item, draft) ? { kind: 'finish', item } : null;
}

function withNetwork(item: QueueItem, draft: Draft | undefined, items: readonly QueueItem[]): Action | null {
	if (draft === undefined) return null;
	if (item.kind === 'save') return saveAction(item, draft);
	return item.kind === 'submit' ? submitAction(item, draft, items) : fileAction(item, draft, items);
}

/** Files belong to an application, so its first save goes before them. */
function fileAction(
	item: UploadItem | DiscardItem,
	draft: Draft,
	items: readonly QueueItem[]
): Action | null {
	const isOnServer = draft.base !== null || hasReceipt(draft);
	if (item.kind === 'discard') return isOnServer ? { kind: 'discard', item } : { kind: 'finish', item };
	if (isOnServer) return { kind: 'upload', item };
	return savesOf(draft, items).length > 0 ? null : { kind: 'queue_save', draftId: draft.id };
}

function saveAction(item: QueueItem, draft: Draft): Action {
	const changes = sendableChanges(draft);
	// A draft without words is still created, so that it is there on the person's other devices.
	if (draft.base !== null && Object.keys(changes).length === 0) return { kind: 'finish', item };
	const base_revision = draft.base?.revision ?? 0;
	const body = { round: draft.round, base_revision, changes, schema_version: draft.schemaVersion };
	const isCopy = draft.base === null && draft.copiedFrom !== undefined;
	return { kind: 'save', item, body: isCopy ? { ...body, copied_from: draft.copiedFrom } : body };
}

/** A submission names the revision the person saw, so all their words must be on the server first. */
function submitAction(item: QueueItem, draft: Draft, items: readonly QueueItem[]): Action | null {
	const { base, conflicts, submission } = draft;
	if (item.lastFailure === 'draft_moved_on') return { kind: 'refresh', item };
	if (item.key === null || submission === null) return { kind: 'park', item, code: 'unreadable' };
	if (conflicts.length > 0 || !submission.isApproved) return { kind: 'park', item, code: 'draft_moved_on' };
	if (base === null || hasUnsavedChanges(draft)) {
		if (savesOf(draft, items).length > 0) return null;
		const canSave = base === null || Object.keys(sendableChanges(draft)).length > 0;
		return canSave
			? { kind: 'queue_save', draftId: draft.id }
			: { kind: 'park', item, code: 'application_incomplete' };
	}
	const prepared_at = formatInstant(submission.preparedAtMs);
	const body = { key: item.key, revision: base.revision, prepared_at };
	const { answers } = submission;
	return { kind: 'submit', item, body: answers === undefined ? body : { ...body, answers } };
}

function savesOf(draft: Draft, items: readonly QueueItem[]): readonly QueueItem[] {
	return items.filter(({ kind, draftId }) => kind === 'save' && draftId === draft.id);
}

/** A time further away than any pause we set was set by a clock that has since been put right. */
function isDue({ nextAttemptAtMs }: QueueItem, nowMs: number): boolean {
	return nextAttemptAtMs === null || nextAttemptAtMs <= nowMs || nextAttemptAtMs > nowMs + longestPauseMs;
}

function firstOf(items: readonly QueueItem[], action: (item: QueueItem) => Action | null): Action | null {
	for (const item of items) {
		const found = action(item);
		if (found !== null) return found;
	}
	return null;
}

const turns: Readonly<Record<QueueItem['kind'], number>> = { save: 0, submit: 0, discard: 1, upload: 2 };

function byTurn(one: QueueItem, other: QueueItem): number {
	return (
		turns[one.kind] - turns[other.kind] || one.createdAtMs - other.createdAtMs || (one.id < other.id ? -1 : 1)
	);
}
