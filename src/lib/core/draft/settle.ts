import { withProducts } from '../application/product';
import { type Draft } from './draft';
import { applyChanges, type Changes, isSameValue, valueAt } from './fields';
import { type Conflict } from './merge';
import { removeRow, rowOfPath } from './rows';

/** The person chose. `mine` is what stands in the field now, also when it was edited after the question came up. */
export function settleConflict(draft: Draft, path: string, side: 'mine' | 'theirs'): Draft {
	const conflict = draft.conflicts.find((one) => one.path === path);
	if (conflict === undefined) return draft;
	const row = rowOfPath(path);
	const isRowGone = row !== null && isGoneOn(side, conflict, draft);
	const chosen: Changes = side === 'theirs' ? withProduct(draft, { [path]: conflict.theirs }) : {};
	const changes = isRowGone ? removeRow(draft.fields, row.list, row.id) : chosen;
	const isSettled = (other: string) => other === path || (isRowGone && other in changes);
	return {
		...draft,
		fields: applyChanges(draft.fields, changes),
		conflicts: draft.conflicts.filter((one) => !isSettled(one.path))
	};
}

/** An amount worked out of what was chosen follows it, unless it is a question of its own. */
function withProduct({ fields, conflicts }: Draft, chosen: Changes): Changes {
	const all = Object.entries(withProducts(fields, chosen));
	return Object.fromEntries(
		all.filter(([path]) => path in chosen || !conflicts.some((one) => one.path === path))
	);
}

/** On this side the whole row had been taken away, and the merge kept it because the other side wrote in it. */
export function isGoneOn(side: 'mine' | 'theirs', { path, mine, theirs }: Conflict, draft: Draft): boolean {
	if (side === 'mine') return mine === null && isSameValue(valueAt(draft.fields, path), theirs ?? undefined);
	const start = path.slice(0, path.lastIndexOf('.') + 1);
	return theirs === null && !Object.keys(draft.base?.fields ?? {}).some((known) => known.startsWith(start));
}
