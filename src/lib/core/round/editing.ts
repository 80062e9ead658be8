import * as z from 'zod/mini';
import { financings } from '../proof/facts';
import type { RoundListName } from './lists';

/** A round as the office edits it: every language side by side, in the shape its row has. */

const texts = z.record(z.string(), z.string());

const optionSchema = z.looseObject({
	code: z.string(),
	labels: z.optional(texts),
	hints: z.optional(z.nullable(texts)),
	texts: z.optional(texts),
	version: z.optional(z.string()),
	is_required: z.optional(z.boolean()),
	is_eligible: z.optional(z.nullable(z.boolean())),
	cap_cents: z.optional(z.nullable(z.number())),
	weight: z.optional(z.nullable(z.number())),
	shown_if: z.optional(z.nullable(z.object({ path: z.string(), is_one_of: z.array(z.string()) })))
});
const options = z.array(optionSchema);

export const editableRoundSchema = z.object({
	id: z.string(),
	slug: z.string(),
	status: z.enum(['draft', 'published', 'archived']),
	revision: z.number(),
	reference_prefix: z.string(),
	opens_at: z.string(),
	closes_at: z.nullable(z.string()),
	project_from: z.string(),
	project_until: z.string(),
	total_budget_cents: z.number(),
	min_cents: z.number(),
	cap_cents: z.number(),
	areas: options,
	districts: options,
	target_groups: options,
	cost_categories: options,
	income_kinds: options,
	criteria: options,
	documents: options,
	declarations: options,
	texts: z.record(z.string(), texts),
	contact: z.looseObject({
		name: z.optional(texts),
		person: z.optional(z.nullable(z.string())),
		email: z.optional(z.nullable(z.string())),
		phone: z.optional(z.nullable(z.string())),
		address: z.optional(z.nullable(z.string()))
	}),
	settings: z.looseObject({
		not_asked: z.optional(z.array(z.string())),
		also_required: z.optional(z.array(z.string())),
		signature: z.optional(z.string()),
		offers_from_cents: z.optional(z.nullable(z.number())),
		postal_codes: z.optional(z.object({ from: z.string(), until: z.string() })),
		quarters: z.optional(z.array(z.string())),
		participants_per_volunteer: z.optional(z.nullable(z.number())),
		usual_days: z.optional(z.record(z.string(), z.number())),
		reviews_needed: z.optional(z.number()),
		request_texts: z.optional(z.record(z.string(), z.object({ opening: z.string(), closing: z.string() }))),
		draft_retention_days: z.optional(z.number()),
		refused_retention_years: z.optional(z.number()),
		approved_retention_years: z.optional(z.number()),
		grant: z.optional(
			z.object({
				delivery_days: z.optional(z.number()),
				remedy_months: z.optional(z.number()),
				most_payouts: z.optional(z.number()),
				need_months: z.optional(z.number()),
				tolerance_percent: z.optional(z.number()),
				proof_days: z.optional(z.number()),
				proof_remind_days: z.optional(z.number()),
				sample_percent: z.optional(z.number()),
				financing: z.optional(z.enum(financings)),
				interest_points: z.optional(z.number()),
				budget_year: z.optional(z.nullable(z.number())),
				base_rates: z.optional(z.array(z.object({ from: z.string(), hundredths: z.number() })))
			})
		)
	}),
	assumptions: z.record(z.string(), texts)
});

export type EditableRound = Readonly<z.infer<typeof editableRoundSchema>>;
export type EditableOption = Readonly<z.infer<typeof optionSchema>>;

export const roundTexts = [
	'title',
	'summary',
	'purpose',
	'who',
	'what',
	'how_much',
	'when',
	'needs',
	'after',
	'contact_note',
	'interpreters'
] as const;
export type RoundText = (typeof roundTexts)[number];

/** Where a list has a second line under each label. */
export const hasHints: Readonly<Partial<Record<RoundListName, true>>> = {
	cost_categories: true,
	documents: true
};

/** What is said without being an option: the list of assumptions is a map in the row. */
export function optionsOf(round: EditableRound, list: RoundListName): readonly EditableOption[] {
	if (list !== 'assumptions') return round[list];
	return Object.entries(round.assumptions).map(([code, labels]) => ({ code, labels }));
}

/** The words of an option in every language; declarations call them texts. */
export function wordsOf(option: EditableOption, list: RoundListName): Readonly<Record<string, string>> {
	return (list === 'declarations' ? option.texts : option.labels) ?? {};
}

/**
 * Paths of what is said in German and not in another language, for each part of a round. A missing text is shown in
 * German to applicants, so it is a gap and no fault.
 */
export function missingTexts(
	round: EditableRound,
	locale: string
): Readonly<Record<RoundListName | 'texts', readonly string[]>> {
	const isGap = (words: Readonly<Record<string, string>> | null | undefined) =>
		(words?.['de'] ?? '').trim() !== '' && (words?.[locale] ?? '').trim() === '';
	const ofList = (list: RoundListName) =>
		optionsOf(round, list)
			.filter((option) => isGap(wordsOf(option, list)) || isGap(option.hints))
			.map(({ code }) => code);
	const german = round.texts['de'] ?? {};
	const own = round.texts[locale] ?? {};
	const parts = roundTexts.filter((part) => isGap({ de: german[part] ?? '', [locale]: own[part] ?? '' }));
	return {
		texts: [
			...parts,
			...(isGap(round.contact.name) ? ['contact'] : []),
			...(['opening', 'closing'] as const).filter((part) => isGap(requestWords(round, part)))
		],
		areas: ofList('areas'),
		districts: ofList('districts'),
		target_groups: ofList('target_groups'),
		cost_categories: ofList('cost_categories'),
		income_kinds: ofList('income_kinds'),
		criteria: ofList('criteria'),
		documents: ofList('documents'),
		declarations: ofList('declarations'),
		assumptions: ofList('assumptions')
	};
}

function requestWords(round: EditableRound, part: 'opening' | 'closing'): Readonly<Record<string, string>> {
	const all = Object.entries(round.settings.request_texts ?? {});
	return Object.fromEntries(all.map(([locale, words]) => [locale, words[part]]));
}
