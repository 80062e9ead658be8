import * as z from 'zod/mini';
import { itemSchema } from '../api/clarification';
import { changeKinds } from '../grant/change';
import { explainedIn, letterKinds } from './template';

const text = z.nullable(z.string());
const cents = z.nullable(z.number());

/** What the placeholders of a letter stand for, as the database kept it when the letter was written. */
const letterFacts = z.object({
	reference_number: z.string(),
	organisation_name: text,
	street: text,
	postal_code: text,
	city: text,
	project_title: text,
	requested_cents: cents,
	period_from: z.string(),
	period_until: z.string(),
	round_title: text,
	contact: z.nullable(z.record(z.string(), z.unknown())),
	/** Absent in letters that are older than names of staff, and of what nobody signs. */
	signer: z.optional(text),
	/** Of a receipt. */
	received_at: z.optional(z.string()),
	/** Of a request. */
	due_on: z.optional(z.string()),
	items: z.optional(z.array(itemSchema)),
	message: z.optional(z.string()),
	document_labels: z.optional(z.record(z.string(), text)),
	/** Of a decision. */
	amount_cents: z.optional(cents),
	reason: z.optional(text),
	conditions: z.optional(text),
	/** Of a waiting list; absent in letters from before they named it. */
	waiting_rank: z.optional(z.nullable(z.number())),
	/** Of a decision that undoes an earlier signed one. */
	replaced: z.optional(
		z.object({
			outcome: z.enum(['approved', 'waitlisted', 'rejected']),
			amount_cents: cents,
			written_on: z.string()
		})
	),
	withdrawn_cents: z.optional(z.number()),
	/** Of a grant and of a change; absent in letters from before the round said so. */
	proof_due_on: z.optional(z.string()),
	tolerance_percent: z.optional(z.number()),
	need_months: z.optional(z.number()),
	/** Of a letter about a change. */
	change: z.optional(
		z.object({
			kind: z.enum(changeKinds),
			notified_at: z.string(),
			/** Of a further grant. */
			grantor: z.optional(z.string()),
			cents: z.optional(z.number()),
			/** Of another purpose: as the office words it in German, and as the group told it. */
			purpose: z.optional(z.string()),
			words: z.optional(z.string())
		})
	),
	/** Of a grant given back whole: what was paid and is still with the group. */
	outstanding_cents: z.optional(z.number()),
	/** Of a revocation that claims money back. */
	claimed_cents: z.optional(z.number()),
	/** Of a claim. */
	interest_from: z.optional(text),
	interest_points: z.optional(z.number()),
	pay_to: z.optional(z.nullable(z.object({ name: z.string(), iban: z.string() }))),
	/** Of a proof of use that was checked. */
	accepted_cents: z.optional(z.number()),
	claim_cents: z.optional(z.number()),
	/** Of a checked proof: promised, neither asked for nor paid, and not promised any longer. */
	unpaid_cents: z.optional(z.number()),
	/** Of the proof: what was paid in all, and what came back of it. */
	paid_cents: z.optional(z.number()),
	returned_cents: z.optional(z.number()),
	receipt_cuts: z.optional(
		z.array(
			z.object({
				/** As it stands in the list; absent in older letters. */
				number: z.optional(z.number()),
				payee: text,
				amount_cents: z.number(),
				accepted_cents: z.number(),
				reason: z.string()
			})
		)
	),
	/** The plan that holds, where cost lines were cut or shifted. */
	plan: z.optional(
		z.nullable(
			z.object({
				/** All money beside the grant. */
				incomes_cents: z.optional(cents),
				lines: z.array(
					z.object({
						label: text,
						requested_cents: z.number(),
						approved_cents: z.number(),
						reason: z.optional(text)
					})
				)
			})
		)
	)
});

export const letterTemplate = z.object({
	subject: z.string(),
	blocks: z.array(z.object({ heading: z.string(), text: z.string() })),
	explanations: z.record(z.string(), z.string())
});

/** A letter as it was or would be written: copies of the template and of the facts. */
export const letterContent = z.object({
	kind: z.enum(letterKinds),
	/** In which the last page explains it. */
	language: z.enum(explainedIn),
	template: letterTemplate,
	facts: letterFacts
});

export type LetterFacts = Readonly<z.infer<typeof letterFacts>>;
export type LetterContent = Readonly<z.infer<typeof letterContent>>;
