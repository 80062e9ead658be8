import * as z from 'zod/mini';
import { itemSchema } from '../../core/api/clarification';
import { fieldsSchema } from '../../core/draft/schemas';
import { letterContent, type LetterContent } from '../../core/letter/letter';
import { financings } from '../../core/proof/facts';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const text = z.nullable(z.string());
const cents = z.number();
const judgement = z.object({ accepted_cents: cents, reason: text });

const caseProofSchema = z.object({
	facts: z.nullable(
		z.object({
			amount_cents: cents,
			paid_cents: cents,
			period_from: z.string(),
			period_until: z.string(),
			lines: z.array(z.object({ id: z.string(), label: text, category: text, cents })),
			planned_income_cents: cents,
			due_on: z.string(),
			financing: z.enum(financings),
			tolerance_percent: z.number()
		})
	),
	submission: z.nullable(
		z.object({
			id: z.string(),
			version: z.number(),
			received_at: instant,
			sha256: z.string(),
			is_late: z.boolean(),
			form: fieldsSchema,
			terms_version: z.number()
		})
	),
	pictures: z.array(
		z.object({
			id: z.string(),
			document: z.string(),
			name: z.string(),
			sha256: z.string(),
			media_type: z.string(),
			also_in: z.array(z.string())
		})
	),
	alike: z.record(z.string(), z.array(z.string())),
	sample: z.array(z.string()),
	check: z.nullable(
		z.object({
			scope: z.enum(['full', 'sample']),
			judgements: z.record(z.string(), judgement),
			revision: z.number(),
			reason: text,
			accepted_cents: z.nullable(cents),
			grant_cents: z.nullable(cents),
			claim_cents: z.nullable(cents),
			claim_due_on: text,
			first_signed_by: text,
			first_signed_at: z.nullable(instant),
			second_signed_by: text,
			second_signed_at: z.nullable(instant),
			concluded_at: z.nullable(instant)
		})
	),
	sums: z.nullable(
		z.object({
			open_count: z.number(),
			accepted_cents: cents,
			income_cents: cents,
			grant_cents: cents,
			claim_cents: cents,
			/** Justified and never paid. */
			unpaid_cents: cents,
			is_cut: z.boolean(),
			needs_second: z.boolean()
		})
	),
	queries: z.array(
		z.object({
			id: z.string(),
			asked_at: instant,
			due_on: z.string(),
			items: z.array(itemSchema),
			message: z.string(),
			message_language: z.string(),
			message_de: text,
			answered_at: z.nullable(instant),
			closed_at: z.nullable(instant)
		})
	),
	versions: z.array(
		z.object({ version: z.number(), received_at: instant, sha256: z.string(), is_late: z.boolean() })
	),
	unclaimed_cents: cents,
	today: z.string()
});

export type CaseProof = Readonly<z.infer<typeof caseProofSchema>>;
export type Judgement = Readonly<z.infer<typeof judgement>>;

/** A proof of use as the office checks it. Everything below throws `Refusal` as the function it calls says in SQL. */
export async function caseProof(client: Client, applicationId: string): Promise<CaseProof> {
	return caseProofSchema.parse(dataOf(await client.rpc('case_proof', { p_application: applicationId })));
}

export type Judging = {
	/** By receipt; null opens it again. */
	readonly judgements: Readonly<Record<string, Judgement | null>>;
	readonly scope?: string;
	/** The revision that was read. */
	readonly seen: number;
};

export async function judgeReceipts(client: Client, submission: string, judging: Judging) {
	dataOf(
		await client.rpc('judge_receipts', {
			p_submission: submission,
			p_judgements: judging.judgements,
			p_scope: judging.scope ?? null,
			p_seen: judging.seen
		})
	);
}

export async function unsignCheck(client: Client, submission: string) {
	dataOf(await client.rpc('unsign_proof_check', { p_submission: submission }));
}

export type Query = {
	readonly items: readonly z.infer<typeof itemSchema>[];
	readonly dueOn: string;
	/** What the group reads first, in `language`; `german` is the same beside it, null where it is German already. */
	readonly message: string;
	readonly language: string;
	readonly german: string | null;
	readonly seen: number;
};

export async function askAboutProof(client: Client, submission: string, query: Query) {
	dataOf(
		await client.rpc('ask_about_proof', {
			p_submission: submission,
			p_items: query.items,
			p_due_on: query.dueOn,
			p_message: query.message,
			p_message_language: query.language,
			p_message_de: query.german,
			p_seen: query.seen
		})
	);
}

export async function endQuery(client: Client, applicationId: string) {
	dataOf(await client.rpc('end_proof_query', { p_application: applicationId }));
}

/** The letter that the second signature under a check would make now. */
export async function previewOfProof(client: Client, submission: string): Promise<LetterContent> {
	return letterContent.parse(dataOf(await client.rpc('preview_proof_letter', { p_submission: submission })));
}
