import { type Fields, valueAt } from '../draft/fields';
import { rowsOf } from '../draft/rows';
import { centsOf } from '../money/amount';

export type Plan = {
	readonly costsCents: number;
	/** Everything but the grant: own money, other grants, donations, fees. */
	readonly incomeCents: number;
	readonly requestedCents: number;
	/** Grant and other income together. */
	readonly fundingCents: number;
	/** Costs minus funding: positive where money is missing, negative where too much is asked for, 0 when balanced. */
	readonly differenceCents: number;
	/** False while an amount is missing, zero or not understood: the difference then says nothing yet. */
	readonly isComplete: boolean;
	/** An amount was typed that is not understood: the sums are without it, and must not be taken for the whole. */
	readonly hasUnreadable: boolean;
};

/** The sums of the plan of costs and funding, in whole cents; what is not understood counts as 0. */
export function planOf(fields: Fields): Plan {
	const amounts = (list: 'cost_lines' | 'income_lines') =>
		rowsOf(fields, list).map((row) => row.values['amount_cents']);
	const asked = valueAt(fields, 'requested_cents');
	const [costs, incomes] = [amounts('cost_lines').map(centsOf), amounts('income_lines').map(centsOf)];
	const requested = centsOf(asked);
	const [costsCents, incomeCents, requestedCents] = [sum(costs), sum(incomes), sum([requested])];
	return {
		costsCents,
		incomeCents,
		requestedCents,
		fundingCents: incomeCents + requestedCents,
		differenceCents: costsCents - incomeCents - requestedCents,
		isComplete: costs.length > 0 && [...costs, ...incomes, requested].every(Boolean),
		hasUnreadable: [...amounts('cost_lines'), ...amounts('income_lines'), asked].some(
			(value) => value !== undefined && centsOf(value) === null
		)
	};
}

function sum(amounts: readonly (number | null)[]): number {
	return amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
}
