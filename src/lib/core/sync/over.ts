import type { Draft } from '../draft/draft';
import { hasReceipt, isLocked, isUnderWay } from '../draft/lock';
import { isOfWords, type QueueItem } from './outbox';

/** What it waited for has happened, or cannot any more: files alone go on travelling after the words have arrived. */
export function isOver(item: QueueItem, draft: Draft): boolean {
	if (!isOfWords(item)) return false;
	return item.kind === 'submit' ? hasReceipt(draft) && !isUnderWay(draft) : isLocked(draft);
}

/** After news: what was parked is nobody's to look at any more either. */
export function withoutOver(items: readonly QueueItem[], draft: Draft): readonly QueueItem[] {
	return items.filter((item) => !isOver(item, draft));
}
