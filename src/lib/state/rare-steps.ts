import { settleConflict } from '../core/draft/settle';
import { type QueueItem, retriedNow, withSave } from '../core/sync/outbox';
import type { Kept } from '../local/device-store';

/** What a person says about something that got stuck: fetched when it is said. */

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
