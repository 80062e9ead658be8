import { type Fields, valueAt } from '../draft/fields';
import { rowsOf, rowPath } from '../draft/rows';
import { isSepaName } from '../bank/sepa';
import { isCents } from '../money/amount';
import { type Round } from '../round/round';
import { isCalendarDate } from '../time/date';
import { isAsked } from './asked';
import { type Section, sectionOf } from './fields';
import { type ProblemParams } from './problem';

export const adviceCodes = [
	'outside_city',
	'exemption_old',
	'exemption_ahead',
	'few_volunteers',
	'starts_early',
	'needs_offers',
	'account_of_another',
	'holder_not_latin',
	'category_capped',
	'net_amounts'
] as const;

export type AdviceCode = (typeof adviceCodes)[number];

/** Something to know, for applicants while they write and for staff who check; it never keeps anybody from sending. */
export type Advice = {
	readonly code: AdviceCode;
	readonly path: string;
	readonly section: Section;
	readonly params: ProblemParams;
};

/** For how long what the tax office says is good, in years, by what it is: § 63 Abs. 5 AO. */
const exemptionYears: Readonly<Record<string, number>> = { exemption: 5, finding: 3 };

/** `today`: the day in Duisburg, or the one it was sent on. */
export function adviceOf(fields: Fields, round: Round, today: string): readonly Advice[] {
	return [
		...seatAdvice(fields, round),
		...exemptionAdvice(fields, round, today),
		...volunteerAdvice(fields, round),
		...startAdvice(fields, round),
		...costAdvice(fields, round),
		...accountAdvice(fields),
		...taxAdvice(fields)
	].filter(({ path }) => isAsked(path, fields, round));
}

function seatAdvice(fields: Fields, { postal_codes: { from, until } }: Round): readonly Advice[] {
	const code = textAt(fields, 'postal_code');
	if (from === null || until === null || !/^\d{5}$/.test(code)) return [];
	return code < from || code > until ? advice('outside_city', 'postal_code') : [];
}

function exemptionAdvice(fields: Fields, { project_from }: Round, today: string): readonly Advice[] {
	const date = textAt(fields, 'exemption_date');
	if (!isCalendarDate(date)) return [];
	if (date > today) return advice('exemption_ahead', 'exemption_date');
	const years = exemptionYears[textAt(fields, 'exemption_kind')] ?? 5;
	const year = String(Number(project_from.slice(0, 4)) - years);
	const isOld = date < `${year}${project_from.slice(4)}`;
	return isOld ? advice('exemption_old', 'exemption_date', { years }) : [];
}

function volunteerAdvice(fields: Fields, { participants_per_volunteer: most }: Round): readonly Advice[] {
	const [participants, volunteers] = [valueAt(fields, 'participants'), valueAt(fields, 'volunteers')];
	if (most === null || typeof participants !== 'number' || typeof volunteers !== 'number') return [];
	return participants > volunteers * most
		? advice('few_volunteers', 'volunteers', { count: Math.ceil(participants / most), most })
		: [];
}

/** Nobody has an answer before the last day to apply; whoever begins without one gets no money (Nr. 1.3 VV zu § 44 LHO). */
function startAdvice(fields: Fields, { closes_at }: Round): readonly Advice[] {
	const [start, closes] = [textAt(fields, 'period_start'), closes_at?.slice(0, 10) ?? ''];
	return isCalendarDate(start) && start <= closes ? advice('starts_early', 'period_start', { closes }) : [];
}

function costAdvice(fields: Fields, round: Round): readonly Advice[] {
	return rowsOf(fields, 'cost_lines').flatMap(({ id, values }) => {
		const { amount_cents: amount, category } = values;
		if (!isCents(amount)) return [];
		const cap_cents = round.cost_categories.find(({ code }) => code === category)?.cap_cents ?? null;
		const offers_cents = round.offers_from_cents;
		const path = rowPath('cost_lines', id, 'amount_cents');
		return [
			...(cap_cents !== null && amount > cap_cents ? advice('category_capped', path, { cap_cents }) : []),
			...(offers_cents !== null && amount >= offers_cents
				? advice('needs_offers', path, { offers_cents })
				: [])
		];
	});
}

/** The account of a person is only paid where the group is no legal person; staff look at it either way. */
function accountAdvice(fields: Fields): readonly Advice[] {
	const [holder, name] = [textAt(fields, 'account_holder'), textAt(fields, 'organisation_name')];
	// What the bank cannot read is asked for again with the grant: better said while the form is open.
	if (holder !== '' && !isSepaName(holder)) return advice('holder_not_latin', 'account_holder');
	const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
	return plain(holder) !== '' && plain(name) !== '' && plain(holder) !== plain(name)
		? advice('account_of_another', 'account_holder')
		: [];
}

/** Whoever gets the tax back is paid without it, so it does not belong into the plan. */
function taxAdvice(fields: Fields): readonly Advice[] {
	return textAt(fields, 'input_tax') === 'entitled' ? advice('net_amounts', 'input_tax') : [];
}

function textAt(fields: Fields, path: string): string {
	const value = valueAt(fields, path);
	return typeof value === 'string' ? value.trim() : '';
}

function advice(code: AdviceCode, path: string, params: ProblemParams = {}): readonly Advice[] {
	const section = sectionOf(path);
	return section === null ? [] : [{ code, path, section, params }];
}
