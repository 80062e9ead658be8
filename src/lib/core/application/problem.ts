export const problemCodes = [
	'required',
	'too_long',
	'not_a_number',
	'not_whole',
	'below_one',
	'not_an_amount',
	'amount_zero',
	'amount_too_large',
	'above_cap',
	'below_minimum',
	'plan_unbalanced',
	'no_cost_lines',
	'not_a_date',
	'outside_period',
	'ends_before_start',
	'not_an_email',
	'not_a_phone',
	'not_an_iban',
	'not_a_postal_code',
	'unknown_choice',
	'category_not_eligible',
	'email_or_phone',
	'declaration_missing',
	'too_few_people',
	'not_a_year',
	'not_a_time',
	'not_a_web_address',
	'not_the_product',
	'control_characters'
] as const;

export type ProblemCode = (typeof problemCodes)[number];
export type ProblemParams = Readonly<Record<string, string | number>>;

const absences: readonly ProblemCode[] = [
	'required',
	'email_or_phone',
	'too_few_people',
	'no_cost_lines',
	'declaration_missing'
];

/** True for what is only not there yet; everything else is there and has to be mended. */
export function isAbsence(code: ProblemCode): boolean {
	return absences.includes(code);
}

/** A finding without a place: `too_long {max: 120}`. Words are made of it in i18n. */
export type Finding = { readonly code: ProblemCode; readonly params: ProblemParams };

export function finding(code: ProblemCode, params: ProblemParams = {}): Finding {
	return { code, params };
}
