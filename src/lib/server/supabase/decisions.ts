import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

export const outcomes = ['approved', 'waitlisted', 'rejected'] as const;

const planSchema = z.object({
	lines: z.array(
		z.object({
			id: z.string(),
			category: z.nullable(z.string()),
			label: z.nullable(z.string()),
			requested_cents: z.number(),
			approved_cents: z.number(),
			reason: z.nullable(z.string())
		})
	),
	costs_cents: z.number(),
	approved_costs_cents: z.number(),
	incomes_cents: z.number(),
	requested_cents: z.nullable(z.number())
});
const decisionRow = z.object({
	id: z.string(),
	outcome: z.enum(outcomes),
	amount_cents: z.nullable(z.number()),
	reason: z.nullable(z.string()),
	conditions: z.nullable(z.string()),
	first_signed_by: z.string(),
	first_signed_at: instant,
	second_signed_by: z.nullable(z.string()),
	second_signed_at: z.nullable(instant),
	discarded_by: z.nullable(z.string()),
	discarded_at: z.nullable(instant),
	discard_code: z.nullable(z.literal('left_decision')),
	discard_reason: z.nullable(z.string()),
	plan: z.nullable(planSchema),
	waiting_rank: z.nullable(z.number()),
	replaces: z.nullable(z.string()),
	/** Of the letter at the first signature; see `previewOfDecision`. */
	letter_sha256: z.nullable(z.string())
});
const COLUMNS =
	'id, outcome, amount_cents, reason, conditions, first_signed_by, first_signed_at, second_signed_by, second_signed_at, ' +
	'discarded_by, discarded_at, discard_code, discard_reason, plan, waiting_rank, replaces, letter_sha256';

const budgetSchema = z.object({
	total_cents: z.number(),
	requested_cents: z.number(),
	in_review_cents: z.number(),
	reserved_cents: z.number(),
	approved_cents: z.number(),
	paid_cents: z.number(),
	returned_cents: z.number(),
	returned_late_cents: z.number(),
	free_cents: z.number()
});

export type Decision = Readonly<z.infer<typeof decisionRow>>;
/** Cents; see `round_budget` in SQL for what each sum holds. */
export type Budget = Readonly<z.infer<typeof budgetSchema>>;

/** All decisions of an application, the newest first; at most one is open (neither signed twice nor discarded). */
export async function decisionsOf(client: Client, applicationId: string): Promise<readonly Decision[]> {
	const answer = await client
		.from('decisions')
		.select(COLUMNS)
		.eq('application_id', applicationId)
		.order('first_signed_at', { ascending: false });
	return z.array(decisionRow).parse(dataOf(answer));
}

/** The one that holds: signed twice, and replaced by no other one that is. */
export function inForce(decisions: readonly Decision[]): Decision | null {
	const signed = decisions.filter(({ second_signed_at }) => second_signed_at !== null);
	const undone = new Set(signed.map(({ replaces }) => replaces));
	return signed.find(({ id }) => !undone.has(id)) ?? null;
}

/** Whether the next decision takes back or gives anew what was decided; moving up from the waiting list does not. */
export function isUndoing(decisions: readonly Decision[]): boolean {
	const outcome = inForce(decisions)?.outcome;
	return outcome === 'approved' || outcome === 'rejected';
}

export async function budgetOf(client: Client, roundId: string): Promise<Budget> {
	return budgetSchema.parse(dataOf(await client.rpc('round_budget', { p_round: roundId })));
}

export type Proposal = {
	readonly applicationId: string;
	readonly outcome: Decision['outcome'];
	/** Only for `approved`. */
	readonly amountCents: number | null;
	readonly reason: string;
	readonly conditions: string;
	/** Cost lines of which less is paid; only for `approved`. */
	readonly cuts: readonly {
		readonly line: string;
		readonly approvedCents: number;
		readonly reason: string;
	}[];
	/** Only for `waitlisted`; the next place when null. */
	readonly waitingRank: number | null;
	/** The revision of the case that was read. */
	readonly seen: number;
};

export function proposalArguments(proposal: Proposal) {
	return {
		p_application: proposal.applicationId,
		p_outcome: proposal.outcome,
		p_amount_cents: proposal.amountCents,
		p_reason: proposal.reason || null,
		p_conditions: proposal.conditions || null,
		p_cuts: proposal.cuts.map(({ line, approvedCents, reason }) => ({
			line,
			approved_cents: approvedCents,
			reason
		})),
		p_waiting_rank: proposal.waitingRank,
		p_seen: proposal.seen
	};
}

/** First signature, under the letter that was read (`sha256` of its preview). Throws `Refusal` (see `propose_decision` in SQL), as the two below. */
export async function propose(client: Client, proposal: Proposal, letter: string): Promise<void> {
	dataOf(await client.rpc('propose_decision', { ...proposalArguments(proposal), p_letter: letter }));
}

/** Second signature under the letter that was read (`sha256` of its preview); gives the state the application is in now. */
export async function countersign(
	client: Client,
	decisionId: string,
	letter: string | null
): Promise<string> {
	const answer = z.object({ state: z.string() });
	return answer.parse(
		dataOf(await client.rpc('countersign_decision', { p_decision: decisionId, p_letter: letter }))
	).state;
}

export async function discard(client: Client, decisionId: string, reason: string): Promise<void> {
	dataOf(await client.rpc('discard_decision', { p_decision: decisionId, p_reason: reason || null }));
}
