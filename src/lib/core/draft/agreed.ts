import type { Grant } from '../api/grant';
import { planOf } from '../application/plan';
import { isWorkedOut } from '../application/product';
import { applyChanges, type Changes, type Fields, valueAt } from './fields';
import { removeRow, rowPath, rowsOf } from './rows';

/** What was agreed about a project since its application was sent. */
export type Agreed = {
	/** As the office worded it, in German; null for as before. */
	readonly purpose: string | null;
	/** Of the plan that is in force; a line that was cut whole has 0. */
	readonly lines: readonly { readonly id: string; readonly cents: number }[];
	/** Confirmed by the office; null while none is. */
	readonly account: { readonly iban: string; readonly holder: string } | null;
};

/** Null where nothing was granted. */
export function agreedOf({ terms, account }: Pick<Grant, 'terms' | 'account'>): Agreed | null {
	if (terms === null) return null;
	return {
		purpose: terms.purpose,
		lines: terms.lines.map(({ id, cents }) => ({ id, cents })),
		account: account?.is_confirmed ? { iban: account.iban, holder: account.holder } : null
	};
}

/** The application as it would be sent today: for the next one to begin with. */
export function withAgreed(fields: Fields, { purpose, lines, account }: Agreed): Fields {
	const planned = applyChanges(fields, changedLines(fields, lines));
	return applyChanges(planned, {
		...requestedOf(fields, planned),
		...(purpose === null ? {} : { project_summary: purpose, 'german.project_summary': null }),
		...(account === null ? {} : { iban: account.iban, account_holder: account.holder })
	});
}

function changedLines(fields: Fields, lines: Agreed['lines']): Changes {
	const agreed = new Map(lines.map(({ id, cents }) => [id, cents]));
	return Object.fromEntries(
		rowsOf(fields, 'cost_lines').flatMap(({ id, values }): [string, number | null][] => {
			const cents = agreed.get(id);
			const at = (column: string) => rowPath('cost_lines', id, column);
			if (cents === undefined || cents === values['amount_cents']) return [];
			if (cents === 0)
				return Object.entries(removeRow(fields, 'cost_lines', id)).map(([path]) => [path, null]);
			// Quantity and price make another amount: they are asked for again.
			const stale = isWorkedOut(fields, at('amount_cents')) ? ['quantity', 'unit_cents'] : [];
			return [[at('amount_cents'), cents], ...stale.map((column): [string, null] => [at(column), null])];
		})
	);
}

/** What is asked for follows the costs, where the plan was balanced. */
function requestedOf(before: Fields, after: Fields): Changes {
	const [sent, planned] = [planOf(before), planOf(after)];
	const requested = planned.costsCents - planned.incomeCents;
	const isFollowing = sent.isComplete && sent.differenceCents === 0 && planned.costsCents !== sent.costsCents;
	return isFollowing && requested > 0 && valueAt(before, 'requested_cents') !== undefined
		? { requested_cents: requested }
		: {};
}
