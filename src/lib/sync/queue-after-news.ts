import { hasUnsavedChanges, type Draft } from '../core/draft/draft';
import { isUnderWay } from '../core/draft/lock';
import { mayWrite } from '../core/draft/may';
import { newSubmit, resumedAfter, withSave, type QueueItem } from '../core/sync/outbox';
import { withoutOver } from '../core/sync/over';

interface News {
	readonly before: Draft;
	readonly news: Draft;
	/** The server has less than it acknowledged, because it was restored from a backup. */
	readonly isBehind: boolean;
	readonly nowMs: number;
}

/** What waits to travel after the server was looked at: fetched where something waits, or is here alone. */
export function queueAfterNews(
	items: readonly QueueItem[],
	{ before, news, isBehind, nowMs }: News
): readonly QueueItem[] {
	// They were asked in again: what waited since they were out goes on.
	const isBack = before.server?.isHelpOver === true;
	const waiting = isBack
		? resumedAfter('access_ended', resumedAfter('not_found', items, nowMs), nowMs)
		: items;
	return withoutOver(isBehind ? offered(news, waiting, nowMs) : withNewSave(news, waiting, nowMs), news);
}

/** What the person wrote, and had sent, goes to a server that lost it again without them. */
function offered(draft: Draft, items: readonly QueueItem[], nowMs: number): readonly QueueItem[] {
	const { id, submission } = draft;
	const saves = mayWrite(draft) && hasUnsavedChanges(draft) ? withSave(items, id, nowMs) : items;
	const isWaiting = items.some(({ kind, draftId }) => kind === 'submit' && draftId === id);
	return isUnderWay(draft) && submission !== null && !isWaiting
		? [...saves, newSubmit(id, submission.key, nowMs)]
		: saves;
}

/** What was shut when it was written may be open again: then it goes, without waiting for another word. */
function withNewSave(draft: Draft, items: readonly QueueItem[], nowMs: number): readonly QueueItem[] {
	const isWaiting = items.some(({ kind }) => kind === 'save');
	return !isWaiting && mayWrite(draft) && hasUnsavedChanges(draft) ? withSave(items, draft.id, nowMs) : items;
}
