import { withMergedProducts } from '../core/application/product';
import { recovered } from '../core/draft/edit';
import { isLocked } from '../core/draft/lock';
import { settleConflict } from '../core/draft/settle';
import { type QueueItem, retriedNow, withSave } from '../core/sync/outbox';
import type { Kept } from '../local/device-store';
import type { Unwritten } from '../local/journal';

/** What happens to few: something got stuck and its person says so, or a window was closed in mid-word. Fetched when it is needed. */

export function takenBack({ draft, items }: Kept): Kept {
	return {
		draft: draft && { ...draft, submission: null },
		items: items.filter(({ kind }) => kind !== 'submit')
	};
}

export function chosen({ draft, items }: Kept, path: string, side: 'mine' | 'theirs', nowMs: number): Kept {
	if (!draft) return { draft, items };
	return { draft: settleConflict(draft, path, side), items: withSave(items, draft.id, nowMs) };
}

export function retried({ draft, items }: Kept, nowMs: number): Kept {
	// Documents are tried again one by one, where it is said what was wrong with them.
	// What its people must look at first waits for their "send".
	const goes = ({ kind }: QueueItem) =>
		kind === 'save' || (kind === 'submit' && draft?.submission?.isApproved);
	return { draft, items: items.map((item) => (goes(item) ? retriedNow(item, nowMs) : item)) };
}

/**
 * What a window could not bring to the disk any more. A draft that was removed meanwhile stays removed. After a power cut the
 * journal may be seconds older than the disk, and what it holds long written: then there is nothing to bring.
 */
export function replayed({ draft, items }: Kept, unwritten: Unwritten, nowMs: number): Kept {
	if (!draft || isLocked(draft)) return { draft, items };
	const { written } = draft;
	if (written?.by === unwritten.by && written.order >= unwritten.order) return { draft, items };
	return { draft: recovered(draft, unwritten, withMergedProducts), items: withSave(items, draft.id, nowMs) };
}
