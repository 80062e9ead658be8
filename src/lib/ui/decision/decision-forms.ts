import * as z from 'zod/mini';
import { isCents, parseAmount, type Cents } from '../../core/money/amount';

/** As long as `decisions` keeps them. */
export const TEXT_MAX = 4000;

export const outcomes = ['approved', 'waitlisted', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

export function isOutcome(value: unknown): value is Outcome {
	return outcomes.some((outcome) => outcome === value);
}

/** What a form does not post, superforms fills in as an empty text. */
const text = z.string().check(z.trim(), z.maxLength(TEXT_MAX, 'too_long'));

/** The first signature as its form posts it. Without a choice `outcome` is empty; nothing is preselected for people. */
export const proposalSchema = z.object({
	outcome: z.string(),
	/** As typed; kept as typed when it is not understood. */
	amount: z.string().check(z.trim(), z.maxLength(64, 'not_an_amount')),
	reason: text,
	conditions: text
});

export type ProposalForm = z.infer<typeof proposalSchema>;

/** The second signature names the decision it signs: one proposed anew meanwhile is not what the person read. */
export const countersignSchema = z.object({ decision_id: z.string() });

export const discardSchema = z.object({ decision_id: z.string(), reason: text });

export type ProposalProblem = {
	readonly field: 'outcome' | 'amount' | 'reason';
	readonly code: 'outcome_required' | 'not_an_amount' | 'amount_invalid' | 'reason_required';
};
export type Proposed = { readonly outcome: Outcome; readonly amountCents: Cents | null };

/**
 * What the form means, or what is wrong with it. `maxCents` is the smaller of what was requested and the cap: the
 * database refuses more, this only says so earlier.
 */
export function readProposal(form: ProposalForm, maxCents: number): Proposed | ProposalProblem {
	const outcome = outcomes.find((code) => code === form.outcome);
	if (!outcome) return { field: 'outcome', code: 'outcome_required' };
	if (outcome === 'rejected' && form.reason.trim() === '')
		return { field: 'reason', code: 'reason_required' };
	if (outcome !== 'approved') return { outcome, amountCents: null };
	const amount = parseAmount(form.amount);
	if (!isCents(amount)) return { field: 'amount', code: 'not_an_amount' };
	if (amount < 1 || amount > maxCents) return { field: 'amount', code: 'amount_invalid' };
	return { outcome, amountCents: amount };
}
