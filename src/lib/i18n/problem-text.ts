import type { Finding, ProblemCode, ProblemParams } from '../core/application/problem';
import { formatCents, formatDate } from './format';
import { m } from './generated/check/messages';
import type { Locale } from './locales';

/** The same thing can need another sentence at another place. */
export type Placed = Finding & { readonly path?: string };

type Sentence = (params: ProblemParams, locale: Locale) => string;

const sentences = {
	required: () => m.problem_required(),
	too_long: ({ max }) => m.problem_too_long({ max: max ?? '' }),
	not_a_number: () => m.problem_not_a_number(),
	not_whole: () => m.problem_not_whole(),
	below_one: () => m.problem_below_one(),
	not_an_amount: () => m.problem_not_an_amount(),
	amount_zero: () => m.problem_amount_zero(),
	amount_too_large: () => m.problem_amount_too_large(),
	above_cap: ({ cap_cents }, locale) => m.problem_above_cap({ amount: money(cap_cents, locale) }),
	below_minimum: ({ min_cents }, locale) => m.problem_below_minimum({ amount: money(min_cents, locale) }),
	plan_unbalanced: ({ difference_cents }, locale) => {
		const amount = money(Math.abs(Number(difference_cents)), locale);
		return Number(difference_cents) > 0
			? m.problem_plan_missing({ amount })
			: m.problem_plan_over({ amount });
	},
	no_cost_lines: () => m.problem_no_cost_lines(),
	not_a_date: () => m.problem_not_a_date(),
	outside_period: ({ from, until }, locale) =>
		m.problem_outside_period({
			from: formatDate(String(from), locale),
			until: formatDate(String(until), locale)
		}),
	ends_before_start: () => m.problem_ends_before_start(),
	not_an_email: () => m.problem_not_an_email(),
	not_a_phone: () => m.problem_not_a_phone(),
	not_an_iban: () => m.problem_not_an_iban(),
	not_a_postal_code: () => m.problem_not_a_postal_code(),
	unknown_choice: () => m.problem_unknown_choice(),
	category_not_eligible: () => m.problem_category_not_eligible(),
	email_or_phone: () => m.problem_email_or_phone(),
	declaration_missing: () => m.problem_declaration_missing(),
	too_few_people: ({ min }) => m.problem_too_few_people({ min: min ?? '' }),
	not_a_year: () => m.problem_not_a_year(),
	not_a_time: () => m.problem_not_a_time(),
	not_a_web_address: () => m.problem_not_a_web_address(),
	not_the_product: () => m.problem_not_the_product(),
	control_characters: () => m.problem_control_characters()
} satisfies Record<ProblemCode, Sentence>;

/** What is wrong and how to mend it, in the reader's language. */
export function problemText({ code, params, path }: Placed, locale: Locale): string {
	// In a list they are one thing to do.
	if (code === 'declaration_missing' && path === '') return m.problem_declarations_missing();
	// Half an hour of a rent has a way of its own.
	if (code === 'not_whole' && path?.endsWith('.quantity')) return m.problem_quantity_not_whole();
	const sentence: Sentence = sentences[code];
	return sentence(params, locale);
}

function money(cents: string | number | undefined, locale: Locale): string {
	return formatCents(Number(cents), locale, true);
}
