import { applyChanges, type Changes, type Fields, type FieldValue, valueAt } from '../draft/fields';
import type { Merge } from '../draft/merge';
import { rowOfPath, rowPath } from '../draft/rows';
import { isCents } from '../money/amount';

const factors: readonly string[] = ['quantity', 'unit_cents'];

/**
 * Changes of quantity or price bring the amount of their line with them where both are numbers, and take it away where one was
 * not understood. The other factor comes along as it stands: whoever changes it meanwhile is known by that to have changed it.
 */
export function withProducts(fields: Fields, changes: Changes): Changes {
	const next = applyChanges(fields, changes);
	const products = Object.keys(changes).flatMap((path): [string, FieldValue | null][] => {
		const row = rowOfPath(path);
		if (row?.list !== 'cost_lines' || !factors.includes(row.column)) return [];
		const amount = rowPath(row.list, row.id, 'amount_cents');
		const product = productOf(next, row.id);
		const factor = rowPath(row.list, row.id, row.column === 'quantity' ? 'unit_cents' : 'quantity');
		if (product !== null)
			return [
				[factor, valueAt(next, factor) ?? null],
				[amount, product]
			];
		// Worked out of what no longer stands there; nothing anybody typed.
		const isStale = typeof changes[path] === 'string' && isWorkedOut(fields, amount);
		return isStale ? [[amount, null]] : [];
	});
	return { ...changes, ...Object.fromEntries(products) };
}

/** True where the amount at this path is what quantity and price make: then there is nothing to type. */
export function isWorkedOut(fields: Fields, path: string): boolean {
	const row = rowOfPath(path);
	if (row?.list !== 'cost_lines' || row.column !== 'amount_cents') return false;
	const product = productOf(fields, row.id);
	return product !== null && valueAt(fields, path) === product;
}

/**
 * Of two people one changed the quantity and the other the price: each side's amount is right for what nobody wants any more.
 * Where both were worked out, so is the merged one; an amount that somebody typed stays a question.
 */
export function withMergedProducts({ fields, conflicts }: Merge, mine: Fields, theirs: Fields): Merge {
	const products = Object.keys(fields).flatMap((path): [string, number][] => {
		const product = productOf(fields, rowOfPath(path)?.id ?? '');
		const isBoth = isWorkedOut(mine, path) && isWorkedOut(theirs, path);
		return isBoth && product !== null ? [[path, product]] : [];
	});
	const worked = Object.fromEntries(products);
	return {
		fields: applyChanges(fields, worked),
		conflicts: conflicts.filter(({ path }) => !(path in worked))
	};
}

/** Cents; null while one of the two is missing or was not understood. */
function productOf(fields: Fields, id: string): number | null {
	const quantity = valueAt(fields, rowPath('cost_lines', id, 'quantity'));
	const unit = valueAt(fields, rowPath('cost_lines', id, 'unit_cents'));
	if (typeof quantity !== 'number' || !isCents(unit)) return null;
	const product = quantity * unit;
	return Number.isSafeInteger(product) ? product : null;
}
