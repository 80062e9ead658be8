import type { Advice, AdviceCode } from '../core/application/advice';
import type { ProblemParams } from '../core/application/problem';
import { formatCents, formatShortDate } from './format';
import { m } from './generated/check/messages';
import type { Locale } from './locales';

type Sentence = (params: ProblemParams, locale: Locale) => string;

const sentences = {
	outside_city: () => m.advice_outside_city(),
	exemption_old: ({ years }) => m.advice_exemption_old({ years: years ?? '' }),
	exemption_ahead: () => m.advice_exemption_ahead(),
	few_volunteers: ({ count }) => m.advice_few_volunteers({ count: count ?? '' }),
	starts_early: ({ closes }, locale) =>
		m.advice_starts_early({ date: formatShortDate(String(closes), locale) }),
	needs_offers: ({ offers_cents }, locale) => m.advice_needs_offers({ amount: money(offers_cents, locale) }),
	account_of_another: () => m.advice_account_of_another(),
	holder_not_latin: () => m.advice_holder_not_latin(),
	category_capped: ({ cap_cents }, locale) => m.advice_category_capped({ amount: money(cap_cents, locale) }),
	net_amounts: () => m.advice_net_amounts()
} satisfies Record<AdviceCode, Sentence>;

/** Something to know, in the reader's language; it never keeps anybody from sending. */
export function adviceText({ code, params }: Pick<Advice, 'code' | 'params'>, locale: Locale): string {
	const sentence: Sentence = sentences[code];
	return sentence(params, locale);
}

function money(cents: string | number | undefined, locale: Locale): string {
	return formatCents(Number(cents), locale, true);
}
