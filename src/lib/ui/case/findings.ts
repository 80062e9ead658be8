import { type Advice, type AdviceCode, adviceOf } from '../../core/application/advice';
import { saidLanguage, withoutLanguage } from '../../core/application/answer-language';
import { companionPath, longPaths, sectionOf } from '../../core/application/fields';
import { valueAt } from '../../core/draft/fields';
import { rowOfPath } from '../../core/draft/rows';
import { formatCents, formatShortDate } from '../../i18n/format';
import type { SentForm } from '../../i18n/office-form';
import { sectionText } from '../../i18n/office-texts';
import type { StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';

/** Something for staff to look at, with the place it is about. */
export type CaseFinding = {
	readonly key: string;
	readonly text: string;
	readonly href: string;
	readonly place: string;
};

type Words = (params: Readonly<Record<string, unknown>>, locale: StaffLocale) => string;

const words: Readonly<Record<AdviceCode, Words>> = {
	outside_city: () => m.advice_outside_city(),
	exemption_old: ({ years }) => m.advice_exemption_old({ years: String(years) }),
	exemption_ahead: () => m.advice_exemption_ahead(),
	few_volunteers: ({ count, most }) => m.advice_few_volunteers({ count: String(count), most: String(most) }),
	starts_early: ({ closes }, locale) =>
		m.advice_starts_early({ closes: formatShortDate(String(closes), locale) }),
	needs_offers: ({ offers_cents }, locale) =>
		m.advice_needs_offers({ limit: formatCents(Number(offers_cents), locale, true) }),
	account_of_another: () => m.advice_account_of_another(),
	holder_not_latin: () => m.advice_holder_not_latin(),
	category_capped: ({ cap_cents }, locale) =>
		m.advice_category_capped({ limit: formatCents(Number(cap_cents), locale, true) }),
	net_amounts: () => m.advice_net_amounts()
};

/** What the program noticed in what was sent on that day; nothing of it decides anything. */
export function findingsOf(sent: SentForm, sentOn: string, locale: StaffLocale): readonly CaseFinding[] {
	const isOf = (path: string, answer: string) => valueAt(sent.fields, path) === answer;
	const advice = adviceOf(sent.fields, sent.round, sentOn).map((one) => findingOf(one, locale));
	return [
		...advice,
		...(isOf('has_minors', 'yes') && isOf('child_protection', 'needs_help')
			? answersFinding('unprotected', ['child_protection'], m.advice_children_unprotected, locale)
			: []),
		...(isOf('legal_form', 'non_profit_company') && isOf('non_profit', 'no')
			? answersFinding('not_recognised', ['non_profit'], m.advice_company_not_recognised, locale)
			: []),
		...answersFinding('not_german', withoutGerman(sent), m.advice_not_german, locale),
		...answersFinding('language_not_given', withoutLanguage(sent.fields), m.advice_language_not_given, locale)
	];
}

function answersFinding(
	key: string,
	paths: readonly string[],
	text: (params: { count: number }) => string,
	locale: StaffLocale
): readonly CaseFinding[] {
	const [first] = paths;
	if (first === undefined) return [];
	return [
		{
			key,
			text: text({ count: paths.length }),
			href: `#answer-${first}`,
			place: sectionText(sectionOf(first) ?? 'goals', locale)
		}
	];
}

/** Long answers in another language without a German version, by path. */
export function withoutGerman({ fields }: SentForm): readonly string[] {
	return longPaths.filter((path) => {
		const language = saidLanguage(path, fields);
		const isForeign = language !== null && language !== 'de';
		return (
			isForeign &&
			valueAt(fields, path) !== undefined &&
			valueAt(fields, companionPath('german', path)) === undefined
		);
	});
}

function findingOf({ code, path, section, params }: Advice, locale: StaffLocale): CaseFinding {
	return {
		key: `${code} ${path}`,
		text: words[code](params, locale),
		href: `#answer-${rowOfPath(path)?.list ?? path}`,
		place: sectionText(section, locale)
	};
}
