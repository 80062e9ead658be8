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
	'control_characters'
] as const;

export type ProblemCode = (typeof problemCodes)[number];
export type ProblemParams = Readonly<Record<string, string | number>>;

/** A finding without a place: `too_long {max: 120}`. Words are made of it in i18n. */
export type Finding = { readonly code: ProblemCode; readonly params: ProblemParams };

export function finding(code: ProblemCode, params: ProblemParams = {}): Finding {
	return { code, params };
}

export function isProblemCode(value: unknown): value is ProblemCode {
	return problemCodes.some((code) => code === value);
}

/** As one text, `too_long?max=120`, because the messages of a schema are texts. */
export function encodeProblem({ code, params }: Finding): string {
	const pairs = Object.entries(params).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
	return pairs.length === 0 ? code : `${code}?${pairs.join('&')}`;
}

/** Back from the text; null for a message that is not ours (a schema's own default, say). */
export function decodeProblem(message: string): Finding | null {
	const [code, query = ''] = message.split('?', 2);
	if (!isProblemCode(code)) return null;
	const pairs = query.split('&').filter((pair) => pair.includes('='));
	return { code, params: Object.fromEntries(pairs.map(decodePair)) };
}

function decodePair(pair: string): [string, string | number] {
	const key = pair.slice(0, pair.indexOf('='));
	const text = pair.slice(key.length + 1);
	if (/^-?\d{1,15}$/.test(text)) return [key, Number(text)];
	try {
		return [key, decodeURIComponent(text)];
	} catch {
		// A damaged escape is shown as it is.
		return [key, text];
	}
}
