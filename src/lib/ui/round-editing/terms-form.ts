import * as z from 'zod/mini';
import { isCents, parseAmount } from '../../core/money/amount';
import { isCalendarDate } from '../../core/time/date';
import type { EditableRound } from '../../core/round/editing';

const short = z.string().check(z.trim(), z.maxLength(300, 'too_long'));

/** Dates, money, contact and habits of a round, as their form posts them: sums as typed, days and times of Duisburg. */
export const termsSchema = z.object({
	revision: z.number(),
	slug: short,
	reference_prefix: short,
	opens_day: short,
	opens_time: short,
	closes_day: short,
	closes_time: short,
	/** Said, never taken from an empty day: an impossible one arrives empty too. */
	is_open_ended: z.boolean(),
	project_from: short,
	project_until: short,
	total_budget_cents: short,
	min_cents: short,
	cap_cents: short,
	person: short,
	email: short,
	phone: short,
	address: short,
	signature: short,
	offers_from_cents: short,
	postal_from: short,
	postal_until: short,
	quarters: z.string().check(z.trim(), z.maxLength(5000, 'too_long')),
	participants_per_volunteer: short,
	submitted_days: short,
	formal_check_days: short,
	clarification_days: short,
	assessment_days: short,
	decision_days: short,
	reviews_needed: short,
	draft_retention_days: short,
	refused_retention_years: short,
	approved_retention_years: short,
	not_asked: z.array(z.string()),
	also_required: z.array(z.string())
});

export type TermsForm = z.infer<typeof termsSchema>;
export type TermsField = keyof TermsForm;

export const waitingStates = [
	'submitted',
	'formal_check',
	'clarification',
	'assessment',
	'decision'
] as const;
const sums = ['total_budget_cents', 'min_cents', 'cap_cents', 'offers_from_cents'] as const;
const counts = [
	...waitingStates.map((state) => `${state}_days` as const),
	'reviews_needed',
	'participants_per_volunteer',
	'draft_retention_days',
	'refused_retention_years',
	'approved_retention_years'
] as const;

/** A deadline "until 23:59" includes that minute. */
const LAST_MINUTE = '23:59';

type Filling = {
	/** Day and time of a moment in Duisburg: `2027-02-15 23:59`. */
	readonly berlin: (instant: string) => string;
	readonly amount: (cents: number) => string;
};

export function filledTerms(round: EditableRound, { berlin, amount }: Filling): TermsForm {
	const { settings, contact } = round;
	const [opensDay = '', opensTime = ''] = berlin(round.opens_at).split(' ');
	const [closesDay = '', closesTime = ''] =
		round.closes_at === null ? ['', LAST_MINUTE] : berlin(round.closes_at).split(' ');
	const days = (state: string) => String(settings.usual_days?.[state] ?? '');
	return {
		revision: round.revision,
		slug: round.slug,
		reference_prefix: round.reference_prefix,
		opens_day: opensDay,
		opens_time: opensTime,
		closes_day: closesDay,
		closes_time: closesTime,
		is_open_ended: round.closes_at === null,
		project_from: round.project_from,
		project_until: round.project_until,
		total_budget_cents: amount(round.total_budget_cents),
		min_cents: amount(round.min_cents),
		cap_cents: amount(round.cap_cents),
		person: contact.person ?? '',
		email: contact.email ?? '',
		phone: contact.phone ?? '',
		address: contact.address ?? '',
		signature: settings.signature ?? 'typed_name',
		offers_from_cents: settings.offers_from_cents ? amount(settings.offers_from_cents) : '',
		postal_from: settings.postal_codes?.from ?? '',
		postal_until: settings.postal_codes?.until ?? '',
		quarters: (settings.quarters ?? []).join('\n'),
		participants_per_volunteer: String(settings.participants_per_volunteer ?? ''),
		submitted_days: days('submitted'),
		formal_check_days: days('formal_check'),
		clarification_days: days('clarification'),
		assessment_days: days('assessment'),
		decision_days: days('decision'),
		reviews_needed: String(settings.reviews_needed ?? ''),
		draft_retention_days: String(settings.draft_retention_days ?? ''),
		refused_retention_years: String(settings.refused_retention_years ?? ''),
		approved_retention_years: String(settings.approved_retention_years ?? ''),
		not_asked: [...(settings.not_asked ?? [])],
		also_required: [...(settings.also_required ?? [])]
	};
}

export type TermsProblem = {
	readonly field: TermsField;
	readonly code: 'not_an_amount' | 'not_a_date' | 'not_a_time' | 'not_a_number' | 'deadline_or_none';
};

/** The columns that change, or what could not be understood. Whether they fit together the database says. */
export function readTerms(
	form: TermsForm,
	round: EditableRound
): { changes: Record<string, unknown> } | { problems: readonly TermsProblem[] } {
	const cents = Object.fromEntries(sums.map((field) => [field, parseAmount(form[field])]));
	const problems: TermsProblem[] = [
		...sums
			.filter((field) => !isCents(cents[field]) && !(field === 'offers_from_cents' && form[field] === ''))
			.map((field) => ({ field, code: 'not_an_amount' as const })),
		...(['opens_day', 'project_from', 'project_until'] as const)
			.filter((field) => !isCalendarDate(form[field]))
			.map((field) => ({ field, code: 'not_a_date' as const })),
		...deadlineProblems(form),
		...(['opens_time', 'closes_time'] as const)
			.filter((field) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(form[field]))
			.map((field) => ({ field, code: 'not_a_time' as const })),
		...counts
			.filter((field) => form[field] !== '' && !/^\d{1,4}$/.test(form[field]))
			.map((field) => ({ field, code: 'not_a_number' as const }))
	];
	if (problems.length > 0) return { problems };
	return {
		changes: {
			slug: form.slug,
			reference_prefix: form.reference_prefix,
			opens_at: moment(form.opens_day, form.opens_time),
			closes_at: form.is_open_ended ? null : moment(form.closes_day, form.closes_time),
			project_from: form.project_from,
			project_until: form.project_until,
			total_budget_cents: cents['total_budget_cents'],
			min_cents: cents['min_cents'],
			cap_cents: cents['cap_cents'],
			contact: changedContact(round.contact, form),
			settings: readSettings(
				form,
				round,
				isCents(cents['offers_from_cents']) ? cents['offers_from_cents'] : null
			)
		}
	};
}

/** Only what was typed anew: a key that appears with nothing in it makes every letter that waits for a signature another one. */
function changedContact(contact: EditableRound['contact'], form: TermsForm): EditableRound['contact'] {
	const typed = { person: form.person, email: form.email, phone: form.phone, address: form.address || null };
	const anew = Object.entries(typed).filter(
		([key, text]) => (text ?? '') !== (contact[key as keyof typeof typed] ?? '')
	);
	return { ...contact, ...Object.fromEntries(anew) };
}

/** Either a day or the word that there is none. */
function deadlineProblems({ closes_day, is_open_ended }: TermsForm): readonly TermsProblem[] {
	if ((closes_day === '') !== is_open_ended) return [{ field: 'closes_day', code: 'deadline_or_none' }];
	return is_open_ended || isCalendarDate(closes_day) ? [] : [{ field: 'closes_day', code: 'not_a_date' }];
}

function readSettings(
	form: TermsForm,
	round: EditableRound,
	offersFrom: number | null
): Record<string, unknown> {
	const {
		postal_codes: _codes,
		usual_days: _days,
		reviews_needed: _reviews,
		participants_per_volunteer: _participants,
		...kept
	} = round.settings;
	const days = waitingStates
		.map((state): [string, string] => [state, form[`${state}_days`]])
		.filter(([, count]) => count !== '')
		.map(([state, count]) => [state, Number(count)]);
	const numbers = (
		[
			'reviews_needed',
			'participants_per_volunteer',
			'draft_retention_days',
			'refused_retention_years',
			'approved_retention_years'
		] as const
	).filter((field) => form[field] !== '');
	return {
		...kept,
		...Object.fromEntries(numbers.map((field) => [field, Number(form[field])])),
		signature: form.signature,
		offers_from_cents: offersFrom,
		...(form.postal_from === '' && form.postal_until === ''
			? {}
			: { postal_codes: { from: form.postal_from, until: form.postal_until } }),
		quarters: form.quarters
			.split('\n')
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		usual_days: Object.fromEntries(days),
		not_asked: form.not_asked,
		also_required: form.also_required
	};
}

/** Postgres knows when Duisburg turns its clocks; the app need not. */
function moment(day: string, time: string): string {
	return `${day} ${time}:${time === LAST_MINUTE ? '59' : '00'} Europe/Berlin`;
}
