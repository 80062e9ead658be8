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
};

/** The sums of the plan of costs and funding, in whole cents; what is not understood counts as 0. */
export function planOf(fields: Fields): Plan {
	const costs = rowsOf(fields, 'cost_lines').map((row) => centsOf(row.values['amount_cents']));
	const incomes = rowsOf(fields, 'income_lines').map((row) => centsOf(row.values['amount_cents']));
	const requested = centsOf(valueAt(fields, 'requested_cents'));
	const [costsCents, incomeCents, requestedCents] = [sum(costs), sum(incomes), sum([requested])];
	return {
		costsCents,
		incomeCents,
		requestedCents,
		fundingCents: incomeCents + requestedCents,
		differenceCents: costsCents - incomeCents - requestedCents,
		isComplete: costs.length > 0 && [...costs, ...incomes, requested].every(Boolean)
	};
}

function sum(amounts: readonly (number | null)[]): number {
	return amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
}
