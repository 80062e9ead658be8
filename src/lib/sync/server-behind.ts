import { hasUnsavedChanges, type Draft } from '../core/draft/draft';
import { isUnderWay } from '../core/draft/lock';
import { mayWrite } from '../core/draft/may';
import { newSubmit, withSave, type QueueItem } from '../core/sync/outbox';

/**
 * The server has less than it acknowledged, because it was restored from a backup: what the person wrote, and had sent, goes
 * there again without them.
 */
export function offered(draft: Draft, items: readonly QueueItem[]): readonly QueueItem[] {
	const nowMs = Date.now();
	const { id, submission } = draft;
	const saves = mayWrite(draft) && hasUnsavedChanges(draft) ? withSave(items, id, nowMs) : items;
	const isWaiting = items.some(({ kind, draftId }) => kind === 'submit' && draftId === id);
	return isUnderWay(draft) && submission !== null && !isWaiting
		? [...saves, newSubmit(id, submission.key, nowMs)]
		: saves;
}
