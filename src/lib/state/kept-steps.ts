import { approved, claimedBy, prepared, recovered, withoutApproval } from '../core/draft/edit';
import { isLocked } from '../core/draft/lock';
import { maySend } from '../core/draft/may';
import { isOfWords, isParked, newSubmit, retriedNow, withSave } from '../core/sync/outbox';
import type { Kept } from '../local/device-store';
import type { Unwritten } from '../local/journal';

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

/**
 * What a window could not bring to the disk any more. A draft that was removed meanwhile stays removed. After a power cut the
 * journal may be seconds older than the disk, and what it holds long written: then there is nothing to bring.
 */
export function replayed({ draft, items }: Kept, unwritten: Unwritten, nowMs: number): Kept {
	if (!draft || isLocked(draft)) return { draft, items };
	const { written } = draft;
	if (written?.by === unwritten.by && written.order >= unwritten.order) return { draft, items };
	return { draft: recovered(draft, unwritten), items: withSave(items, draft.id, nowMs) };
}
