import { type Fields, type FieldValue, isList, isSameValue, pathsOf, valueAt } from './fields';
import { rowOfPath } from './rows';

/** Two people wrote different things into one field. Null: there was, or is, nothing. */
export type Conflict = {
	readonly path: string;
	readonly base: FieldValue | null;
	readonly mine: FieldValue | null;
	readonly theirs: FieldValue | null;
};

export type Merge = { readonly fields: Fields; readonly conflicts: readonly Conflict[] };

/** `withMergedProducts`: handed in by who has it at hand, since most screens only look. */
export type WorkOut = (merge: Merge, mine: Fields, theirs: Fields) => Merge;

type Three = {
	readonly base: FieldValue | undefined;
	mine: FieldValue | undefined;
	theirs: FieldValue | undefined;
};

/**
 * Three ways, field by field: an edit of one side wins, the same edit of both is no conflict, lists of codes take the
 * additions and removals of both. Of two different edits mine stays in the fields and both are handed back for a choice.
 * A row that one side took away while the other wrote in it stays whole, and what was written is a conflict.
 */
export function mergeDrafts(base: Fields, mine: Fields, theirs: Fields): Merge {
	const isRescued = rescuedRows(base, mine, theirs);
	const fields: [string, FieldValue][] = [];
	const conflicts: Conflict[] = [];
	for (const path of pathsOf(base, mine, theirs)) {
		const three = { base: valueAt(base, path), mine: valueAt(mine, path), theirs: valueAt(theirs, path) };
		const merged = isRescued(path) ? mergeRescued(three) : mergeValue(three);
		if (merged.value !== undefined) fields.push([path, merged.value]);
		// A fingerprint (core/application/german-version) is nothing a person could choose by.
		if (merged.isConflict && !path.startsWith('german_of.')) conflicts.push(conflictOf(path, three));
	}
	return { fields: Object.fromEntries(fields), conflicts };
}

type Merged = { readonly value: FieldValue | undefined; readonly isConflict: boolean };

function mergeValue({ base, mine, theirs }: Three): Merged {
	if (isSameValue(mine, theirs) || isSameValue(base, theirs)) return { value: mine, isConflict: false };
	if (isSameValue(base, mine)) return { value: theirs, isConflict: false };
	const [before, ours, others] = [listOf(base), listOf(mine), listOf(theirs)];
	if (before === null || ours === null || others === null) return { value: mine, isConflict: true };
	const kept = ours.filter((code) => others.includes(code) || !before.includes(code));
	const added = others.filter((code) => !ours.includes(code) && !before.includes(code));
	const union = [...kept, ...added];
	return { value: union.length > 0 ? union : undefined, isConflict: false };
}

/** One of the sides has no value, its whole row is gone: the other side's stays. */
function mergeRescued({ base, mine, theirs }: Three): Merged {
	const value = mine ?? theirs;
	return { value, isConflict: !isSameValue(value, base) };
}

function conflictOf(path: string, { base, mine, theirs }: Three): Conflict {
	return { path, base: base ?? null, mine: mine ?? null, theirs: theirs ?? null };
}

/** An absent list is an empty one; null for anything that is no list. */
function listOf(value: FieldValue | undefined): readonly string[] | null {
	if (value === undefined) return [];
	return isList(value) ? value : null;
}

function rescuedRows(base: Fields, mine: Fields, theirs: Fields): (path: string) => boolean {
	const [baseRows, mineRows, theirRows] = [rowsIn(base), rowsIn(mine), rowsIn(theirs)];
	const rescued = new Set<string>();
	for (const path of pathsOf(base, mine, theirs)) {
		const row = rowKey(path);
		if (row === null || !baseRows.has(row)) continue;
		const survivor = mineRows.has(row) ? mine : theirs;
		const isRemovedOnce = mineRows.has(row) !== theirRows.has(row);
		if (isRemovedOnce && !isSameValue(valueAt(base, path), valueAt(survivor, path))) rescued.add(row);
	}
	return (path) => rescued.has(rowKey(path) ?? '');
}

function rowsIn(fields: Fields): ReadonlySet<string | null> {
	return new Set(Object.keys(fields).map(rowKey));
}

function rowKey(path: string): string | null {
	const row = rowOfPath(path);
	return row === null ? null : `${row.list}.${row.id}`;
}
