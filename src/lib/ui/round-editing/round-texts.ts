import type { RoundText } from '../../core/round/editing';
import type { RoundListName } from '../../core/round/lists';
import type { StaffLocale } from '../../i18n/locales';
import { formatCents } from '../../i18n/format';
import { m } from '../../i18n/generated/staff/messages';

/** What a form of a round answers besides its values: sentences, each with the id of the field it belongs to. */
export type RoundFormMessage = {
	readonly problems: readonly { readonly id: string; readonly text: string }[];
	/** Texts people can read now and could not any more: saved when that was said and wanted. */
	readonly emptied?: readonly string[];
};

export const listTexts: Readonly<Record<RoundListName, () => string>> = {
	areas: m.round_list_areas,
	districts: m.round_list_districts,
	target_groups: m.round_list_target_groups,
	cost_categories: m.round_list_cost_categories,
	income_kinds: m.round_list_income_kinds,
	criteria: m.round_list_criteria,
	documents: m.round_list_documents,
	declarations: m.round_list_declarations,
	assumptions: m.round_list_assumptions
};

export const textTexts: Readonly<Record<RoundText, () => string>> = {
	title: m.round_text_title,
	summary: m.round_text_summary,
	purpose: m.round_text_purpose,
	who: m.round_text_who,
	what: m.round_text_what,
	how_much: m.round_text_how_much,
	when: m.round_text_when,
	needs: m.round_text_needs,
	after: m.round_text_after,
	contact_note: m.round_text_contact_note,
	interpreters: m.round_text_interpreters
};

type Params = Readonly<Record<string, unknown>>;

const problems: Readonly<Record<string, (params: Params, locale: StaffLocale) => string>> = {
	required: () => m.round_problem_required(),
	shape: () => m.round_problem_shape(),
	too_long: ({ max }) => m.problem_too_long({ max: Number(max ?? 5000) }),
	too_many: ({ max }) => m.round_problem_too_many({ max: Number(max) }),
	control_characters: () => m.round_problem_control_characters(),
	code_invalid: () => m.round_problem_shape(),
	code_twice: () => m.round_problem_code_twice(),
	code_in_use: ({ code }) => m.round_problem_code_in_use({ code: String(code) }),
	version_invalid: () => m.round_problem_shape(),
	version_kept: ({ code }) => m.round_problem_version_kept({ code: String(code) }),
	amount_invalid: () => m.round_problem_amount(),
	not_an_amount: () => m.round_problem_amount(),
	not_a_date: () => m.round_problem_date(),
	deadline_or_none: () => m.round_problem_deadline_or_none(),
	not_a_time: () => m.round_problem_time(),
	not_a_number: () => m.round_problem_number(),
	not_an_email: () => m.round_problem_email(),
	email_or_phone: () => m.round_problem_email_or_phone(),
	weight_invalid: () => m.round_problem_weight(),
	slug_invalid: () => m.round_problem_slug(),
	slug_taken: () => m.round_problem_slug_taken(),
	prefix_invalid: () => m.round_problem_prefix(),
	fixed: () => m.round_problem_fixed(),
	closes_before_opening: () => m.round_problem_closes_before_opening(),
	ends_before_start: () => m.round_problem_ends_before_start(),
	already_past: () => m.round_problem_already_past(),
	above_cap: () => m.round_problem_above_cap(),
	above_total: () => m.round_problem_above_total(),
	below_requested: ({ cents }, locale) =>
		m.round_problem_below_requested({ amount: formatCents(Number(cents), locale) }),
	german_missing: () => m.round_problem_german()
};

export function roundProblemText(code: string, params: Params, locale: StaffLocale): string {
	return (problems[code] ?? (() => m.round_problem_shape()))(params, locale);
}

/** For a summary: each with the name of its field, or the same sentence stands there again and again and nobody hears which is meant. */
export function linksTo(
	found: RoundFormMessage['problems'],
	nameOf: (id: string) => string | undefined
): { readonly text: string; readonly href: string }[] {
	return found.map(({ id, text }) => {
		const name = nameOf(id);
		return { text: name ? m.round_problem_at({ name, text }) : text, href: `#${id}` };
	});
}

/** The part of a round a path belongs to, in words: `areas.2.labels.tr`, `texts.title.de`, `cap_cents`. */
export function partOfPath(path: string): string {
	const [part = '', key = ''] = path.split('.');
	if (part in listTexts) return listTexts[part as RoundListName]();
	if (part === 'texts') return key in textTexts ? textTexts[key as RoundText]() : m.round_part_texts();
	return m.round_part_terms();
}
