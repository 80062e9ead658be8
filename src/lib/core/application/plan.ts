import { type Fields, valueAt } from '../draft/fields';
import { rowsOf } from '../draft/rows';
import { centsOf } from '../money/amount';
import { type Round } from '../round/round';

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

/** The plan in the order and with the numbers of the form of the Land (Anlage zu Nr. 3.1 VVG zu § 44 LHO); in cents. */
export type OfficialPlan = {
	/** 3.1 Gesamtkosten */
	readonly totalCents: number;
	/** 3.2 davon zuwendungsfähige Ausgaben: without lines of categories the round does not pay for. */
	readonly eligibleCents: number;
	/** 3.3 Leistungen Dritter ohne öffentliche Förderung: donations and fees. */
	readonly thirdPartyCents: number;
	/** 3.4 zuwendungsfähige Gesamtausgaben: 3.2 less 3.3. */
	readonly eligibleRestCents: number;
	/** 3.5 beantragte Förderung */
	readonly requestedCents: number;
	/** 3.6 andere öffentliche Förderung */
	readonly otherGrantsCents: number;
	/** 3.7 Eigenanteil: own money and own work. */
	readonly ownShareCents: number;
};

/** Kinds of income the law tells apart; every other kind a round may name counts as the applicant's own share. */
const thirdPartyKinds: readonly unknown[] = ['private_donation', 'participant_fees'];
const publicKinds: readonly unknown[] = ['public_grant'];

export function officialPlanOf(
	fields: Fields,
	{ cost_categories }: Pick<Round, 'cost_categories'>
): OfficialPlan {
	const isEligible = (category: unknown) =>
		cost_categories.find(({ code }) => code === category)?.is_eligible !== false;
	const costs = rowsOf(fields, 'cost_lines').map(({ values }) => ({
		cents: centsOf(values['amount_cents']),
		isEligible: isEligible(values['category'])
	}));
	const incomes = rowsOf(fields, 'income_lines').map(({ values }) => ({
		cents: centsOf(values['amount_cents']),
		kind: values['kind']
	}));
	const income = (belongs: (kind: unknown) => boolean) =>
		sum(incomes.filter(({ kind }) => belongs(kind)).map(({ cents }) => cents));
	const eligibleCents = sum(costs.filter((cost) => cost.isEligible).map(({ cents }) => cents));
	const thirdPartyCents = income((kind) => thirdPartyKinds.includes(kind));
	return {
		totalCents: sum(costs.map(({ cents }) => cents)),
		eligibleCents,
		thirdPartyCents,
		eligibleRestCents: eligibleCents - thirdPartyCents,
		requestedCents: sum([centsOf(valueAt(fields, 'requested_cents'))]),
		otherGrantsCents: income((kind) => publicKinds.includes(kind)),
		ownShareCents: income((kind) => !thirdPartyKinds.includes(kind) && !publicKinds.includes(kind))
	};
}
