import { approved, claimedBy, prepared, withoutApproval } from '../core/draft/edit';
import { isLocked } from '../core/draft/lock';
import { maySend } from '../core/draft/may';
import { isOfWords, isParked, newSubmit, retriedNow, withSave } from '../core/sync/outbox';
import type { Kept } from '../local/device-store';

interface Sending {
	readonly id: string;
	/** Used only where this submission has no key yet. */
	readonly freshKey: string;
	readonly personId: string | null;
	readonly nowMs: number;
}

/**
 * "Send": the words become this person's, get their key, and everything of theirs goes at once. Said twice, said once; said
 * by a helper or reader, nothing.
 */
export function sent({ draft, items }: Kept, { id, freshKey, personId, nowMs }: Sending): Kept {
	if (!draft || isLocked(draft) || !maySend(draft)) return { draft, items };
	const own = personId === null ? draft : claimedBy(draft, personId);
	const said = prepared(own, freshKey, nowMs);
	// The last words may have met others' on their way to the disk.
	const ready = said.conflicts.length > 0 ? withoutApproval(said) : approved(said);
	const key = ready.submission?.key ?? freshKey;
	const waiting = items.find((item) => item.kind === 'submit' && item.key === key && !isParked(item));
	const saves = withSave(items, id, nowMs).filter(({ kind }) => kind === 'save');
	const soon = waiting ? saves : saves.map((item) => retriedNow(item, nowMs));
	const files = items.filter((item) => !isOfWords(item));
	return { draft: ready, items: [waiting ?? newSubmit(id, key, nowMs), ...soon, ...files] };
}
