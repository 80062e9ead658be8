import * as z from 'zod/mini';

const cents = z.int().check(z.nonnegative());

export const optionSchema = z.object({
	code: z.string(),
	label: z.string(),
	hint: z.nullable(z.string()),
	/** Only said where it matters: false for cost categories that are listed in order to be refused. */
	is_eligible: z.optional(z.boolean())
});

/** What a call says, in the order people ask for it. */
const roundTextsSchema = z.object({
	title: z.string(),
	summary: z.string(),
	purpose: z.string(),
	who: z.string(),
	what: z.string(),
	how_much: z.string(),
	when: z.string(),
	needs: z.string(),
	after: z.string(),
	contact_note: z.string()
});

/** A funding round as everybody may read it, in one language: an entry of `/{locale}/rounds.json`. */
export const roundSchema = z.object({
	slug: z.string(),
	status: z.string(),
	opens_at: z.string(),
	/** Null for a rolling round: open until the money is gone. */
	closes_at: z.nullable(z.string()),
	project_from: z.string(),
	project_until: z.string(),
	total_budget_cents: cents,
	min_cents: cents,
	cap_cents: cents,
	areas: z.array(optionSchema),
	districts: z.array(optionSchema),
	target_groups: z.array(optionSchema),
	cost_categories: z.array(optionSchema),
	income_kinds: z.array(optionSchema),
	declarations: z.array(
		z.object({
			code: z.string(),
			/** Agreed to by storing this text under `declared.<code>`; a changed text has a new version. */
			version: z.string(),
			is_required: z.boolean(),
			text: z.string(),
			/** The binding wording; `text` is a translation of it, for information. */
			text_de: z.string()
		})
	),
	texts: roundTextsSchema,
	contact: z.object({
		name: z.nullable(z.string()),
		person: z.nullable(z.string()),
		email: z.nullable(z.string()),
		phone: z.nullable(z.string()),
		address: z.nullable(z.string())
	}),
	/** What the city has not confirmed yet, by code. */
	assumptions: z.record(z.string(), z.string())
});

export type RoundOption = Readonly<z.infer<typeof optionSchema>>;
export type Round = Readonly<z.infer<typeof roundSchema>>;
