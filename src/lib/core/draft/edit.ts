import { type Draft } from './draft';
import { applyChanges, type Changes, type Fields } from './fields';
import { isUnderWay, openClarification } from './lock';
import { type Merge, mergeDrafts, type WorkOut } from './merge';

/** What the people of a draft do to it on their device. What comes from the server is in `exchange`. */

/** What somebody saw when they changed it, and what they made of it. */
type Edit = { readonly before: Changes; readonly after: Changes; readonly atMs: number };

/** Words that were on their way to the disk when their window closed; where somebody wrote meanwhile, both are kept. */
export function recovered(draft: Draft, edit: Edit, workOut?: WorkOut): Draft {
	return withEdit(draft, edit, (was, wanted) => mergeDrafts(was, draft.fields, wanted), workOut);
}

/** The same on an open screen: there the words of whoever is typing stay in their field, and the others are asked about. */
export function edited(draft: Draft, edit: Edit, workOut?: WorkOut): Draft {
	return withEdit(draft, edit, (was, wanted) => mergeDrafts(was, wanted, draft.fields), workOut);
}

function withEdit(
	draft: Draft,
	{ before, after, atMs }: Edit,
	merged: (was: Fields, wanted: Fields) => Merge,
	workOut: WorkOut = (merge) => merge
): Draft {
	const wanted = applyChanges(draft.fields, after);
	const met = merged(applyChanges(draft.fields, before), wanted);
	const merge = workOut(met, wanted, draft.fields);
	const isOpen = (path: string) => draft.conflicts.some((conflict) => conflict.path === path);
	const conflicts = merge.conflicts.filter(({ path }) => !isOpen(path));
	const updatedAtMs = Math.max(draft.updatedAtMs, atMs);
	return { ...draft, fields: merge.fields, conflicts: [...draft.conflicts, ...conflicts], updatedAtMs };
}

/** The person says "send". The key is this submission's for good, and so is the time: it proves who was in time. */
export function prepared(draft: Draft, key: string, nowMs: number): Draft {
	if (isUnderWay(draft)) return draft;
	const asked = openClarification(draft);
	const submission = { key, preparedAtMs: nowMs, isApproved: true };
	return { ...draft, submission: asked === null ? submission : { ...submission, answers: asked.id } };
}

/** The person has looked at what came in, and says "send" again. */
export function approved(draft: Draft): Draft {
	return draft.submission === null
		? draft
		: { ...draft, submission: { ...draft.submission, isApproved: true } };
}

/** A draft written without an account becomes this person's, by their own choice; nobody else's ever does. */
export function claimedBy(draft: Draft, personId: string): Draft {
	return { ...draft, ownerId: draft.ownerId ?? personId };
}

/**
 * Nothing is sent in a person's name that they have not seen, and what was not taken as it was waits for another word of
 * theirs. Key and time of the first "send" stay, so that whoever was in time still is.
 */
export function withoutApproval(draft: Draft): Draft {
	return draft.submission === null
		? draft
		: { ...draft, submission: { ...draft.submission, isApproved: false } };
}
