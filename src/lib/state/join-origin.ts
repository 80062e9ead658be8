import type { Draft } from '../core/draft/draft';
import { withoutApproval } from '../core/draft/edit';
import { hasReceipt, isUnderWay } from '../core/draft/lock';
import { mayWrite } from '../core/draft/may';
import { mergeDrafts } from '../core/draft/merge';
import { isFrom } from '../core/draft/portable';
import { newSubmit, withSave } from '../core/sync/outbox';
import { carryFile, type CarryParts } from './carry-file';
import type { KeptDrafts } from './kept-drafts.svelte';

interface Parts extends CarryParts {
	readonly kept: KeptDrafts;
}

/**
 * A file was opened before its person signed in to the account that has the draft it was saved from: the two become one, with the
 * words and documents of both, and where they differ its people choose. Gives the id of the one that stays, null where there
 * is none. The opened one goes last: a window closed in the middle leaves one too many, never one too few.
 */
export async function joinedWithOrigin(
	parts: Parts,
	opened: Draft,
	personId: string
): Promise<string | null> {
	const { kept, now } = parts;
	const origin = kept.drafts.find((one) => isOrigin(one, opened, personId));
	if (!origin) return null;
	const nowMs = now();
	let isJoined = false;
	await kept.step(origin.id, ({ draft, items }) => {
		isJoined = draft !== null && isOrigin(draft, opened, personId);
		if (!draft || !isJoined) return { draft, items };
		const { submission } = opened;
		const sends = submission === null ? [] : [newSubmit(draft.id, submission.key, nowMs)];
		return { draft: joined(draft, opened), items: [...withSave(items, draft.id, nowMs), ...sends] };
	});
	if (!isJoined) return null;
	for (const file of kept.files.filter(({ draftId, isHere }) => draftId === opened.id && isHere))
		await carryFile(file, origin.id, parts);
	kept.drop(opened.id);
	await kept.step(opened.id, () => ({ draft: null, items: [] }));
	return origin.id;
}

/** In this person's account, and still being written. */
function isOrigin(one: Draft, { id, openedFrom }: Draft, personId: string): boolean {
	const isWritten = !hasReceipt(one) && !isUnderWay(one) && mayWrite(one);
	return (
		one.id !== id &&
		one.ownerId === personId &&
		one.base !== null &&
		isWritten &&
		isFrom(one, openedFrom ?? null)
	);
}

/** What both began from nobody knows any more: words that only one of them has stay, and of two different ones both. */
function joined(origin: Draft, opened: Draft): Draft {
	const { fields, conflicts } = mergeDrafts({}, opened.fields, origin.fields);
	const isNew = (path: string) => conflicts.some((conflict) => conflict.path === path);
	const open = origin.conflicts.filter(({ path }) => !isNew(path));
	// Somebody said "send" of less than it is now: the key stays theirs, and they look once more.
	return withoutApproval({
		...origin,
		fields,
		conflicts: [...open, ...conflicts],
		submission: opened.submission,
		updatedAtMs: Math.max(origin.updatedAtMs, opened.updatedAtMs)
	});
}
