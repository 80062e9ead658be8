import * as z from 'zod/mini';
import { plainIban } from '../../core/bank/iban';
import { financings } from '../../core/proof/facts';
import type { EditableRound } from '../../core/round/editing';

const short = z.string().check(z.trim(), z.maxLength(300, 'too_long'));

/** As many characters as a payment file has for a name (pain.001, Max70Text). */
export const LONGEST_NAME = 70;

/** What a round says about the life of its grants, and the account it pays from, as their form posts them. */
export const grantsSchema = z.object({
	revision: z.number(),
	delivery_days: short,
	remedy_months: short,
	most_payouts: short,
	need_months: short,
	tolerance_percent: short,
	proof_days: short,
	proof_remind_days: short,
	sample_percent: short,
	financing: z.enum(financings),
	interest_points: short,
	budget_year: short,
	/** A line for each: `2026-07-01 1,27`. */
	base_rates: z.string().check(z.trim(), z.maxLength(4000, 'too_long')),
	payer_name: z.string().check(z.trim(), z.maxLength(LONGEST_NAME, 'too_long')),
	payer_iban: short,
	payer_bic: short,
	/** The account the form was drawn with, and the proposal that was seen waiting; empty for none. */
	payer_drawn: short,
	payer_seen: short
});
export type GrantsForm = z.infer<typeof grantsSchema>;
export type GrantsField = keyof GrantsForm;

/** Usual values, bounds as `private.are_grant_settings` in SQL. */
export const grantCounts = {
	delivery_days: { usual: 4, from: 0, until: 30 },
	remedy_months: { usual: 1, from: 0, until: 12 },
	most_payouts: { usual: 1, from: 1, until: 12 },
	need_months: { usual: 2, from: 1, until: 24 },
	tolerance_percent: { usual: 20, from: 0, until: 100 },
	proof_days: { usual: 56, from: 1, until: 366 },
	proof_remind_days: { usual: 14, from: 0, until: 90 },
	sample_percent: { usual: 25, from: 1, until: 100 }
} as const;
type Count = keyof typeof grantCounts;
export const countFields = Object.keys(grantCounts) as readonly Count[];
const USUAL_POINTS = 500;

type Rate = { readonly from: string; readonly hundredths: number };
type Payer = { readonly name: string; readonly iban: string; readonly bic: string | null };

export function filledGrants(
	round: EditableRound,
	holding: Payer | null,
	waiting: (Payer & { readonly id: string }) | null
): GrantsForm {
	const payer = waiting ?? holding;
	const said = round.settings.grant ?? {};
	const counts = Object.fromEntries(
		countFields.map((field) => [field, String(said[field] ?? grantCounts[field].usual)])
	) as Record<Count, string>;
	return {
		revision: round.revision,
		...counts,
		financing: said.financing ?? 'shortfall',
		interest_points: percentText(said.interest_points ?? USUAL_POINTS),
		budget_year: said.budget_year == null ? '' : String(said.budget_year),
		base_rates: (said.base_rates ?? [])
			.map(({ from, hundredths }) => `${from} ${percentText(hundredths)}`)
			.join('\n'),
		payer_name: payer?.name ?? '',
		payer_iban: payer?.iban ?? '',
		payer_bic: payer?.bic ?? '',
		payer_drawn: payer === null ? '' : payerText(payer),
		payer_seen: waiting?.id ?? ''
	};
}

function payerText({ name, iban, bic }: Payer): string {
	return [name, plainIban(iban), (bic ?? '').replace(/\s/g, '').toUpperCase()].join('|');
}

/** The account to enter; null where the form says what it was drawn with: it was saved for something else. */
export function enteredPayer({ payer_name: name, payer_iban, payer_bic: bic, payer_drawn }: GrantsForm) {
	const iban = plainIban(payer_iban);
	const isEntered = name + iban !== '' && payerText({ name, iban, bic }) !== payer_drawn;
	return isEntered ? { name, iban, bic } : null;
}

/** Where a refused account is to be mended; null for the form as a whole. */
export function payerFieldOf(code: string): GrantsField | null {
	if (code === 'holder_not_latin') return 'payer_name';
	if (code === 'iban_invalid') return 'payer_iban';
	return code === 'payload_invalid' ? 'payer_bic' : null;
}

export type GrantsProblem = {
	readonly field: GrantsField;
	readonly code: 'number_invalid' | 'rates_invalid' | 'required';
};

/** The settings a form means, or what is not understood. */
export function readGrants(form: GrantsForm): { settings: object } | { problems: readonly GrantsProblem[] } {
	const problems: GrantsProblem[] = [];
	const counts = Object.fromEntries(
		countFields.map((field) => {
			const { from, until } = grantCounts[field];
			const value = /^\d{1,3}$/.test(form[field]) ? Number(form[field]) : NaN;
			if (!(value >= from && value <= until)) problems.push({ field, code: 'number_invalid' });
			return [field, value];
		})
	);
	const points = hundredths(form.interest_points);
	if (points === null || points < 0 || points > 2000)
		problems.push({ field: 'interest_points', code: 'number_invalid' });
	const year = form.budget_year === '' ? null : Number(form.budget_year);
	if (year !== null && !(year >= 2000 && year <= 2200))
		problems.push({ field: 'budget_year', code: 'number_invalid' });
	const rates = readRates(form.base_rates);
	if (rates === null) problems.push({ field: 'base_rates', code: 'rates_invalid' });
	if (form.payer_name === '' && form.payer_iban !== '')
		problems.push({ field: 'payer_name', code: 'required' });
	if (form.payer_iban === '' && form.payer_name !== '')
		problems.push({ field: 'payer_iban', code: 'required' });
	if (problems.length > 0) return { problems };
	const { financing } = form;
	return {
		settings: { ...counts, financing, interest_points: points, budget_year: year, base_rates: rates }
	};
}

function readRates(typed: string): readonly Rate[] | null {
	const lines = typed.split(/\r?\n/).filter((line) => line.trim() !== '');
	const rates = lines.map((line) => {
		const [, from = '', rate = ''] = /^\s*(\d{4}-\d{2}-\d{2})\s+(\S+)\s*%?\s*$/.exec(line) ?? [];
		return { from, hundredths: hundredths(rate) };
	});
	const isRising = rates.every(({ from }, at) => at === 0 || from > (rates[at - 1]?.from ?? ''));
	const known = rates.flatMap(({ from, hundredths: value }) =>
		from === '' || value === null ? [] : [{ from, hundredths: value }]
	);
	return isRising && known.length === lines.length ? known : null;
}

/** `1,27` or `1.27` as 127; null for what is no such number. */
function hundredths(typed: string): number | null {
	const [, minus = '', whole, part = ''] = /^(-?)(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(typed.trim()) ?? [];
	if (whole === undefined) return null;
	const value = Number(whole) * 100 + Number(part.padEnd(2, '0'));
	return minus === '' ? value : -value;
}

function percentText(value: number): string {
	const digits = String(Math.abs(value)).padStart(3, '0');
	return `${value < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
