import type { Application } from '../api/applications';
import { maxAnswerLength, maxChanges, maxTextLength } from '../api/limits';
import { type Receipt } from '../application/receipt';
import { isLongerThan } from '../text/text';
import { type Draft, unsavedChanges } from './draft';
import { withoutApproval } from './edit';
import {
	applyChanges,
	type Changes,
	changesBetween,
	type Fields,
	type FieldValue,
	isSameValue,
	valueAt
} from './fields';
import { type Conflict, mergeDrafts, type WorkOut } from './merge';
import { rowOfPath } from './rows';

/** More unanswered attempts than this are not remembered; the price is a needless question, never a lost word. */
const maxRemembered = 8;

/**
 * What may travel now. A field in conflict (and the row around it) waits for the person's choice, or theirs would be
 * overwritten on the server; a text beyond the limit of the API stays here alone instead of holding back the whole draft. Removals go first.
 */
export function sendableChanges(draft: Draft): Changes {
	const isHeldBack = (path: string, value: FieldValue | null) =>
		draft.conflicts.some((conflict) => isSamePlace(conflict.path, path)) ||
		(typeof value === 'string' &&
			isLongerThan(value, path.startsWith('answers.') ? maxAnswerLength : maxTextLength));
	const changes = Object.entries(unsavedChanges(draft)).filter(([path, value]) => !isHeldBack(path, value));
	changes.sort(([, one], [, other]) => Number(one !== null) - Number(other !== null));
	return Object.fromEntries(changes.slice(0, maxChanges));
}

/** To be stored before an attempt starts, so that its words are known again when only the answer gets lost. */
export function whenSending(draft: Draft, changes: Changes): Draft {
	const known = draft.unacknowledged.filter((sent) => JSON.stringify(sent) !== JSON.stringify(changes));
	return { ...draft, unacknowledged: [...known, changes].slice(-maxRemembered) };
}

/** The server has these changes. Whatever was written meanwhile stays unsaved. */
export function afterSaved(
	draft: Draft,
	changes: Changes,
	answer: { revision: number; state: string }
): Draft {
	const { revision, state } = answer;
	// The answer to a duplicate that arrives late says nothing new.
	if (draft.base !== null && revision <= draft.base.revision) return draft;
	return {
		...draft,
		base: { revision, fields: applyChanges(draft.base?.fields ?? {}, changes) },
		unacknowledged: [],
		server: { ...draft.server, state, revision, receipt: draft.server?.receipt ?? null }
	};
}

/**
 * The server has something else than we thought: merged, with earlier unanswered questions kept. A revision older than
 * the one it had acknowledged means that it was restored from a copy; then everything here is offered again.
 */
export function afterMovedOn(
	draft: Draft,
	answer: { revision: number; fields: Fields },
	workOut: WorkOut = (merge) => merge
): Draft {
	const base = { revision: answer.revision, fields: answer.fields };
	const wasRestored = draft.base !== null && answer.revision < draft.base.revision;
	if (wasRestored) return { ...draft, base, unacknowledged: [] };
	const known = knownToServer(draft, answer.fields);
	const merge = workOut(mergeDrafts(known, draft.fields, answer.fields), draft.fields, answer.fields);
	const isNew = (path: string) => merge.conflicts.some((conflict) => conflict.path === path);
	const open = draft.conflicts
		.filter(({ path }) => !isNew(path))
		.map((conflict) => renewed(conflict, known, merge.fields, answer.fields))
		.filter(({ mine, theirs }) => !isSameValue(mine ?? undefined, theirs ?? undefined));
	const conflicts = [...open, ...merge.conflicts];
	// At the same revision the server has not seen yet what is on its way to it.
	const unacknowledged = answer.revision === draft.base?.revision ? draft.unacknowledged : [];
	const merged = { ...draft, base, fields: merge.fields, unacknowledged, conflicts };
	return hasForeignWords(draft, merged) ? withoutApproval(merged) : merged;
}

export function afterReceipt(draft: Draft, receipt: Receipt): Draft {
	const revision = draft.base?.revision ?? 0;
	return { ...draft, server: { ...draft.server, state: receipt.state, revision, receipt } };
}

/**
 * All the server knows about an application. Words written here are merged, never replaced; whether an answer has arrived is
 * told by what the office still waits for.
 */
export function afterNews(
	draft: Draft,
	news: Pick<
		Application,
		| 'revision'
		| 'fields'
		| 'state'
		| 'receipt'
		| 'may'
		| 'helps_until'
		| 'clarification'
		| 'answered'
		| 'facts'
	>,
	workOut?: WorkOut
): Draft {
	const { revision, fields, state, receipt, may, helps_until, clarification, answered, facts } = news;
	const isNew = draft.base === null && Object.keys(draft.fields).length === 0;
	const known = facts === undefined ? draft : { ...draft, facts };
	const merged = isNew
		? { ...known, base: { revision, fields }, fields }
		: afterMovedOn(known, { revision, fields }, workOut);
	const help = { helpsUntil: helps_until, isHelpOver: false };
	const server = { ...merged.server, ...help, state, revision, receipt, may, clarification, answered };
	return { ...merged, server: receipt === null ? server : { ...server, receipt: { ...receipt, state } } };
}

/** Since then the device has heard from the server: an answer to a question asked then may be older than what is known. */
export function hasHeard(since: Draft | null, now: Draft | null): boolean {
	const told = (draft: Draft | null) => JSON.stringify([draft?.base?.revision, draft?.server]);
	return told(since) !== told(now);
}

/** The server knows no such application although it once did: offer everything as new. */
export function withoutBase(draft: Draft): Draft {
	return { ...draft, base: null, unacknowledged: [] };
}

/** Whom the server lets in no more: nothing travels, and nothing can be written that nobody would get. */
export function afterAccess(draft: Draft): Draft {
	const server = draft.server ?? { state: 'draft', revision: draft.base?.revision ?? 0, receipt: null };
	return { ...draft, server: { ...server, may: 'read', isHelpOver: true } };
}

/** A helper may be told no more than that there is nothing for them. */
export function afterHelp(draft: Draft): Draft {
	return draft.server?.may === 'write' ? afterAccess(draft) : draft;
}

function hasForeignWords(before: Draft, after: Draft): boolean {
	return after.conflicts.length > 0 || Object.keys(changesBetween(before.fields, after.fields)).length > 0;
}

/** The same field, or two columns of one row. */
function isSamePlace(one: string, other: string): boolean {
	const [row, otherRow] = [rowOfPath(one), rowOfPath(other)];
	if (row === null || otherRow === null) return one === other;
	return row.list === otherRow.list && row.id === otherRow.id;
}

/** The base of a merge: what was acknowledged, and what we sent without hearing back but now see on the server. */
function knownToServer(draft: Draft, theirs: Fields): Fields {
	const arrived = draft.unacknowledged
		.flatMap((sent) => Object.entries(sent))
		.filter(([path, value]) => isSameValue(value ?? undefined, valueAt(theirs, path)));
	return applyChanges(draft.base?.fields ?? {}, Object.fromEntries(arrived));
}

/** Theirs may never have been on the server, being another window's: they stay until it has something new. */
function renewed(conflict: Conflict, known: Fields, mine: Fields, server: Fields): Conflict {
	const { path } = conflict;
	const news = valueAt(server, path);
	const theirs = isSameValue(valueAt(known, path), news) ? conflict.theirs : (news ?? null);
	return { ...conflict, mine: valueAt(mine, path) ?? null, theirs };
}
