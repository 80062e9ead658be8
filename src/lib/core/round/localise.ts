import * as z from 'zod/mini';
import { type Round, type RoundOption } from './round';

/** Texts by locale; the city writes German first. */
const textsSchema = z.record(z.string(), z.string());
const fallbackLocale = 'de';

const optionRowSchema = z.object({
	code: z.string(),
	labels: textsSchema,
	hints: z.optional(z.nullable(textsSchema)),
	is_eligible: z.optional(z.nullable(z.boolean())),
	cap_cents: z.optional(z.nullable(z.int()))
});

/** What is needed of a row of `funding_rounds`, as PostgREST gives it; its jsonb columns are looked at, not trusted. */
const roundRowSchema = z.object({
	slug: z.string(),
	status: z.string(),
	opens_at: z.string(),
	closes_at: z.nullable(z.string()),
	project_from: z.string(),
	project_until: z.string(),
	total_budget_cents: z.int(),
	min_cents: z.int(),
	cap_cents: z.int(),
	areas: z.array(optionRowSchema),
	districts: z.array(optionRowSchema),
	target_groups: z.array(optionRowSchema),
	cost_categories: z.array(optionRowSchema),
	income_kinds: z.array(optionRowSchema),
	documents: z.array(
		z.object({
			code: z.string(),
			labels: textsSchema,
			hints: z.optional(z.nullable(textsSchema)),
			is_required: z.optional(z.boolean()),
			shown_if: z.optional(z.nullable(z.object({ path: z.string(), is_one_of: z.array(z.string()) })))
		})
	),
	settings: z.object({
		not_asked: z.optional(z.array(z.string())),
		also_required: z.optional(z.array(z.string())),
		signature: z.optional(z.enum(['typed_name', 'signed_page'])),
		offers_from_cents: z.optional(z.nullable(z.int())),
		postal_codes: z.optional(z.object({ from: z.string(), until: z.string() })),
		quarters: z.optional(z.array(z.string())),
		participants_per_volunteer: z.optional(z.nullable(z.int())),
		usual_days: z.optional(z.record(z.string(), z.int()))
	}),
	declarations: z.array(
		z.object({ code: z.string(), version: z.string(), is_required: z.boolean(), texts: textsSchema })
	),
	texts: z.record(z.string(), textsSchema),
	contact: z.record(z.string(), z.unknown()),
	assumptions: z.record(z.string(), textsSchema)
});

/** A round in one language, each text falling back to German. Throws when the row is not a round at all. */
export function localiseRound(row: unknown, locale: string): Round {
	const { declarations, documents, settings, texts, contact, assumptions, ...round } = z.parse(
		roundRowSchema,
		row
	);
	const options = (rows: readonly OptionRow[]) => rows.map((option) => localiseOption(option, locale));
	return {
		...round,
		areas: options(round.areas),
		districts: options(round.districts),
		quarters: settings.quarters ?? [],
		target_groups: options(round.target_groups),
		cost_categories: options(round.cost_categories),
		income_kinds: options(round.income_kinds),
		documents: documents.map(({ code, labels, hints, is_required, shown_if }) => ({
			code,
			label: textIn(labels, locale) ?? code,
			hint: textIn(hints ?? {}, locale),
			is_required: is_required ?? true,
			shown_if: shown_if ?? null
		})),
		not_asked: settings.not_asked ?? [],
		also_required: settings.also_required ?? [],
		signature: settings.signature ?? 'typed_name',
		offers_from_cents: settings.offers_from_cents ?? null,
		postal_codes: settings.postal_codes ?? { from: null, until: null },
		participants_per_volunteer: settings.participants_per_volunteer ?? null,
		usual_days: settings.usual_days ?? {},
		declarations: declarations.map(({ code, version, is_required, texts: byLocale }) => ({
			code,
			version,
			is_required,
			text: textIn(byLocale, locale) ?? '',
			text_de: byLocale[fallbackLocale] ?? ''
		})),
		texts: roundTexts(texts, locale),
		contact: localiseContact(contact, locale),
		assumptions: Object.fromEntries(
			Object.entries(assumptions).map(([code, byLocale]) => [code, textIn(byLocale, locale) ?? ''])
		)
	};
}

type OptionRow = z.infer<typeof optionRowSchema>;
type Texts = Readonly<Record<string, string>>;

function localiseOption(
	{ code, labels, hints, is_eligible, cap_cents }: OptionRow,
	locale: string
): RoundOption {
	return {
		code,
		label: textIn(labels, locale) ?? code,
		hint: textIn(hints ?? {}, locale),
		...(typeof is_eligible === 'boolean' ? { is_eligible } : {}),
		...(typeof cap_cents === 'number' ? { cap_cents } : {})
	};
}

function roundTexts(texts: Readonly<Record<string, Texts>>, locale: string): Round['texts'] {
	const text = (key: keyof Round['texts']) => texts[locale]?.[key] || texts[fallbackLocale]?.[key] || '';
	return {
		title: text('title'),
		summary: text('summary'),
		purpose: text('purpose'),
		who: text('who'),
		what: text('what'),
		how_much: text('how_much'),
		when: text('when'),
		needs: text('needs'),
		after: text('after'),
		contact_note: text('contact_note'),
		interpreters: text('interpreters')
	};
}

/** Names and numbers are the same in every language; a text by locale (an address, say) is accepted too. */
function localiseContact(contact: Readonly<Record<string, unknown>>, locale: string): Round['contact'] {
	const line = (key: string) => {
		const value = contact[key];
		if (typeof value === 'string') return value;
		const texts = z.safeParse(textsSchema, value);
		return texts.success ? textIn(texts.data, locale) : null;
	};
	return {
		name: line('name'),
		person: line('person'),
		email: line('email'),
		phone: line('phone'),
		address: line('address')
	};
}

function textIn(texts: Texts, locale: string): string | null {
	return texts[locale] || texts[fallbackLocale] || null;
}
