import * as z from 'zod/mini';

const cents = z.int().check(z.nonnegative());

export const optionSchema = z.object({
	code: z.string(),
	label: z.string(),
	hint: z.nullable(z.string()),
	/** Only said where it matters: false for cost categories that are listed in order to be refused. */
	is_eligible: z.optional(z.boolean()),
	/** The most one line of this cost category is paid for. */
	cap_cents: z.optional(cents)
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
	contact_note: z.string(),
	/** Who helps in other languages, and how to reach them. */
	interpreters: z.string()
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
	/** Parts of the districts, by the names they have in every language. */
	quarters: z.array(z.string()),
	target_groups: z.array(optionSchema),
	cost_categories: z.array(optionSchema),
	income_kinds: z.array(optionSchema),
	/** What is asked for in paper, by code; `shown_if` names the answer of the form that makes it necessary. */
	documents: z.array(
		z.object({
			code: z.string(),
			label: z.string(),
			hint: z.nullable(z.string()),
			is_required: z.boolean(),
			shown_if: z.nullable(z.object({ path: z.string(), is_one_of: z.array(z.string()) }))
		})
	),
	/** Sections, fields and row lists this round does not ask for. */
	not_asked: z.array(z.string()),
	/** Fields that are of free will elsewhere and needed here: `iban`, say. */
	also_required: z.array(z.string()),
	/** How an application is signed: by a typed name (Textform), or by a signed page that is uploaded as a document. */
	signature: z.enum(['typed_name', 'signed_page']),
	/** From this sum on a single order needs three offers; null where the round does not ask for any. */
	offers_from_cents: z.nullable(cents),
	/** Where the organisations have their seat: anything outside is said, never refused. Both null: not looked at. */
	postal_codes: z.object({ from: z.nullable(z.string()), until: z.nullable(z.string()) }),
	/** More participants for each volunteer are worth a thought; null where the round does not mind. */
	participants_per_volunteer: z.nullable(z.int()),
	/** How long a state usually lasts, in days, by state; what is unknown is absent. */
	usual_days: z.record(z.string(), z.int()),
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
