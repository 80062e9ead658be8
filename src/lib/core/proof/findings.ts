import type { Financing, PlannedLine } from './facts';
import { paymentDocument, receiptDocument } from './fields';
import { balancesOf, sum, unplannedCents, type Receipt } from './receipts';

/** What the program notices; what it means is for people to judge. */
export const receiptFindingCodes = [
	'invoice_outside_period',
	'paid_outside_period',
	'paid_in_future',
	'same_picture',
	'same_picture_elsewhere',
	'same_data',
	'same_data_elsewhere',
	'no_picture',
	'no_proof_of_payment',
	'foreign_currency',
	'not_in_plan'
] as const;
export type ReceiptFindingCode = (typeof receiptFindingCodes)[number];

export type ReceiptFinding = {
	readonly row: string;
	readonly code: ReceiptFindingCode;
	/** Rows, or numbers of other applications, that it is about as well. */
	readonly others: readonly string[];
};

type CoverFinding = {
	readonly code:
		'above_plan' | 'below_grant' | 'not_in_plan' | 'income_below_plan' | 'plan_uncovered' | 'over_financed';
	readonly cents: number;
};
export type SumFinding =
	| { readonly code: 'over_tolerance'; readonly line: PlannedLine; readonly byCents: number }
	| CoverFinding
	/** incomeCents is the other money there is for it. */
	| { readonly code: 'above_grant'; readonly cents: number; readonly incomeCents: number }
	| { readonly code: 'newcomers_above_participants'; readonly count: number };

export type Picture = {
	readonly document: string;
	readonly sha256: string;
	/** Numbers of other applications with the same bytes. */
	readonly also_in: readonly string[];
};

export type Measure = {
	readonly lines: readonly PlannedLine[];
	readonly period_from: string;
	readonly period_until: string;
	readonly tolerance_percent: number;
	readonly amount_cents: number;
	/** ISO day in Duisburg. */
	readonly today: string;
	/** By receipt, numbers of other applications whose proofs hold one of the same day, payee and sum; the office's alone to know. */
	readonly alike_elsewhere?: Readonly<Record<string, readonly string[]>>;
};

/** Who pays for what the plan costs, beside the grant. */
type Cover = {
	readonly financing: Financing;
	readonly planned_income_cents: number;
	/** As the group says; null for as planned. */
	readonly income_cents: number | null;
};

/** How many were reached, as the group says. */
type Reached = { readonly participants: number | null; readonly newcomers: number | null };

export function receiptFindings(
	receipts: readonly Receipt[],
	pictures: readonly Picture[],
	measure: Measure
): readonly ReceiptFinding[] {
	return receipts.flatMap((receipt) => findingsOf(receipt, receipts, pictures, measure));
}

/** Lines beyond the tolerance, the sum against the grant, and whether all of it was paid for, and once. */
export function sumFindings(
	receipts: readonly Receipt[],
	measure: Measure & Cover & Reached
): readonly SumFinding[] {
	const { lines, tolerance_percent, amount_cents, planned_income_cents, financing } = measure;
	const over = balancesOf(lines, receipts)
		.filter(({ line, spentCents }) => spentCents * 100 > line.cents * (100 + tolerance_percent))
		.map(({ line, leftCents }) => ({ code: 'over_tolerance', line, byCents: -leftCents }) as const);
	const planned = lines.reduce((total, { cents }) => total + cents, 0);
	const spent = sum(receipts);
	const unplanned = unplannedCents(lines, receipts);
	const income = measure.income_cents ?? planned_income_cents;
	return [
		...over,
		...positive('not_in_plan', unplanned),
		...(spent > amount_cents
			? [{ code: 'above_grant', cents: spent - amount_cents, incomeCents: income } as const]
			: []),
		...positive('above_plan', spent - planned),
		...positive('below_grant', amount_cents - spent),
		...positive('income_below_plan', planned_income_cents - income),
		...positive('plan_uncovered', planned - amount_cents - planned_income_cents),
		// A shortfall is what other money leaves: there the grant becomes smaller by itself.
		...positive('over_financed', financing === 'shortfall' ? 0 : amount_cents + income - spent),
		...newcomersFindings(measure)
	];
}

function newcomersFindings({ participants, newcomers }: Reached): readonly SumFinding[] {
	return participants !== null && newcomers !== null && newcomers > participants
		? [{ code: 'newcomers_above_participants', count: newcomers }]
		: [];
}

function positive(code: CoverFinding['code'], cents: number): readonly CoverFinding[] {
	return cents > 0 ? [{ code, cents }] : [];
}

function findingsOf(
	receipt: Receipt,
	receipts: readonly Receipt[],
	pictures: readonly Picture[],
	{ lines, period_from, period_until, today, alike_elsewhere }: Measure
): readonly ReceiptFinding[] {
	const row = receipt.id;
	const own = pictures.filter(({ document }) => document === receiptDocument(row));
	const twins = receipts.filter(
		(other) =>
			other.id !== row &&
			pictures.some(
				({ document, sha256 }) =>
					document === receiptDocument(other.id) && own.some((picture) => picture.sha256 === sha256)
			)
	);
	const alike = receipts.filter((other) => other.id !== row && isAlike(receipt, other));
	const alikeElsewhere = alike_elsewhere?.[row] ?? [];
	const elsewhere = [...new Set(own.flatMap(({ also_in }) => also_in))];
	const isOutside = (day: string) => day !== '' && (day < period_from || day > period_until);
	const hasPayment = pictures.some(({ document }) => document === paymentDocument(row));
	const found: readonly (readonly [code: ReceiptFindingCode, isSo: boolean, others?: readonly string[]])[] = [
		['invoice_outside_period', isOutside(receipt.invoiceOn)],
		['paid_outside_period', isOutside(receipt.paidOn)],
		['paid_in_future', receipt.paidOn > today],
		['same_picture', twins.length > 0, twins.map(({ id }) => id)],
		['same_picture_elsewhere', elsewhere.length > 0, elsewhere],
		['same_data', alike.length > 0, alike.map(({ id }) => id)],
		['same_data_elsewhere', alikeElsewhere.length > 0, alikeElsewhere],
		['no_picture', own.length === 0],
		// Who pays in cash gets the receipt for it.
		['no_proof_of_payment', !hasPayment && receipt.paidBy !== 'cash'],
		['foreign_currency', receipt.currency !== ''],
		['not_in_plan', !lines.some(({ id }) => id === receipt.line)]
	];
	return found.flatMap(([code, isSo, others = []]) => (isSo ? [{ row, code, others }] : []));
}

/** Two receipts of one day, payee and sum may be one that was entered twice. */
function isAlike(one: Receipt, other: Receipt): boolean {
	return (
		one.cents !== null &&
		one.cents === other.cents &&
		one.invoiceOn === other.invoiceOn &&
		plain(one.payee) === plain(other.payee)
	);
}

function plain(text: string): string {
	return text.trim().toLowerCase().replace(/\s+/g, ' ');
}
