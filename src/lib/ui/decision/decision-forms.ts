import * as z from 'zod/mini';
import { said } from '../../core/text/said';
import { isCents, parseAmount, type Cents } from '../../core/money/amount';

/** As long as `decisions` keeps them. */
export const TEXT_MAX = 4000;
export const CUT_REASON_MAX = 2000;

export const outcomes = ['approved', 'waitlisted', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

export function isOutcome(value: unknown): value is Outcome {
	return outcomes.some((outcome) => outcome === value);
}

/** What a form does not post, superforms fills in as an empty text. */
const reason = z.string().check(z.overwrite(said), z.maxLength(TEXT_MAX, 'too_long'));
const text = z.string().check(z.trim(), z.maxLength(TEXT_MAX, 'too_long'));

/** The first signature as its form posts it. Without a choice `outcome` is empty; nothing is preselected for people. */
export const proposalSchema = z.object({
	outcome: z.string(),
	/** As typed; kept as typed when it is not understood. */
	amount: z.string().check(z.trim(), z.maxLength(64, 'not_an_amount')),
	reason,
	conditions: text,
	/** Cost lines: `approved` (as typed) and `cut_reason` go with `line`, place by place. */
	line: z.array(z.string()),
	approved: z.array(z.string().check(z.trim(), z.maxLength(64, 'cut_invalid'))),
	cut_reason: z.array(z.string().check(z.overwrite(said), z.maxLength(CUT_REASON_MAX, 'too_long'))),
	/** As typed; empty for the next place. */
	waiting_rank: z.string().check(z.trim(), z.maxLength(10, 'rank_invalid')),
	/** The revision of the case that was read. */
	seen: z.number(),
	/** `sha256` of the letter that was read; empty before it was. */
	letter: z.string(),
	/** `sign`; anything else shows the letter. */
	intent: z.string()
});

export type ProposalForm = z.infer<typeof proposalSchema>;

/** A decision that was signed once and then dropped, as far as it can be written again. */
export type Dropped = {
	readonly outcome: Outcome;
	readonly amount_cents: number | null;
	readonly reason: string | null;
	readonly conditions: string | null;
	readonly plan: {
		readonly lines: readonly {
			readonly id: string;
			readonly approved_cents: number;
			readonly reason: string | null;
		}[];
	} | null;
	readonly waiting_rank: number | null;
};

/**
 * The form before anything was typed: all that may be granted and nothing chosen, or what was dropped last, because mostly but
 * a word of it was wrong. What no longer fits the application is as if it had not been dropped.
 */
export function freshProposal(
	lines: readonly PlannedLine[],
	maxCents: number,
	dropped: Dropped | undefined,
	amountText: (cents: number) => string
) {
	const kept = lines.map(({ id, cents }) => {
		const line = dropped?.plan?.lines.find((one) => one.id === id);
		return line && line.approved_cents < cents ? line : undefined;
	});
	return {
		outcome: dropped?.outcome ?? '',
		amount: amountText(Math.min(dropped?.amount_cents ?? maxCents, maxCents)),
		reason: dropped?.reason ?? '',
		conditions: dropped?.conditions ?? '',
		line: lines.map(({ id }) => id),
		approved: lines.map(({ cents }, place) => amountText(kept[place]?.approved_cents ?? cents)),
		cut_reason: kept.map((line) => line?.reason ?? ''),
		waiting_rank: dropped?.waiting_rank == null ? '' : String(dropped.waiting_rank)
	};
}

/** The second signature names the decision and the letter it signs: what changed meanwhile is not what the person read. */
export const countersignSchema = z.object({ decision_id: z.string(), letter: z.string() });

export const discardSchema = z.object({ decision_id: z.string(), reason });

/** A cost line of what was sent, as far as it can be cut. */
export type PlannedLine = { readonly id: string; readonly label: string; readonly cents: number };
export type Cut = { readonly line: string; readonly approvedCents: number; readonly reason: string };

export type ProposalProblem = {
	readonly field: 'outcome' | 'amount' | 'reason' | 'waiting_rank';
	readonly code: 'outcome_required' | 'not_an_amount' | 'amount_invalid' | 'reason_required' | 'rank_invalid';
};
export type CutProblem = { readonly place: number; readonly code: 'cut_invalid' | 'cut_reason' };
export type Proposed = {
	readonly outcome: Outcome;
	readonly amountCents: Cents | null;
	readonly cuts: readonly Cut[];
	readonly waitingRank: number | null;
};

/** The cuts a form means, line by line, or what is wrong with the first that is not understood. */
export function readCuts(form: ProposalForm, lines: readonly PlannedLine[]): readonly Cut[] | CutProblem {
	const cuts: Cut[] = [];
	for (const [place, { id, cents }] of lines.entries()) {
		const posted = form.line.indexOf(id);
		const typed = form.approved[posted]?.trim() ?? '';
		if (typed === '') continue;
		const approved = parseAmount(typed);
		if (!isCents(approved) || approved > cents) return { place, code: 'cut_invalid' };
		if (approved === cents) continue;
		const reason = said(form.cut_reason[posted] ?? '');
		if (reason === '') return { place, code: 'cut_reason' };
		cuts.push({ line: id, approvedCents: approved, reason });
	}
	return cuts;
}

/** What the cuts take away; what is not understood takes nothing. */
export function cutCents(form: ProposalForm, lines: readonly PlannedLine[]): number {
	return lines.reduce((sum, { id, cents }) => {
		const approved = parseAmount(form.approved[form.line.indexOf(id)]?.trim() ?? '');
		return isCents(approved) && approved < cents ? sum + cents - approved : sum;
	}, 0);
}

/** What a proposal is held against. */
export type Asked = {
	/** What was requested, less the cuts, which say for themselves why. */
	readonly askedCents: number;
	/** The smaller of that and the cap. */
	readonly maxCents: number;
	/** There is a decision that holds already, and is no place on the waiting list. */
	readonly isUndoing: boolean;
};

/** Whether the letter has to say why (§ 39 VwVfG NRW): what is refused, also in part, and what takes the place of a decision. */
export function needsGrounds(
	outcome: string,
	amountCents: number | null,
	{ askedCents, isUndoing }: Pick<Asked, 'askedCents' | 'isUndoing'>
): boolean {
	if (isUndoing || outcome === 'rejected') return true;
	return outcome === 'approved' && amountCents !== null && amountCents < askedCents;
}

/** What the form means, or what is wrong with it: the database refuses the same, this only says so earlier. */
export function readProposal(
	form: ProposalForm,
	asked: Asked,
	cuts: readonly Cut[] = []
): Proposed | ProposalProblem {
	const outcome = outcomes.find((code) => code === form.outcome);
	if (!outcome) return { field: 'outcome', code: 'outcome_required' };
	const isWithoutReason = said(form.reason) === '';
	if (outcome !== 'approved' && isWithoutReason && needsGrounds(outcome, null, asked))
		return { field: 'reason', code: 'reason_required' };
	if (outcome === 'waitlisted' && !/^([1-9]\d{0,3})?$/.test(form.waiting_rank.trim()))
		return { field: 'waiting_rank', code: 'rank_invalid' };
	if (outcome !== 'approved') {
		const rank =
			outcome === 'waitlisted' && form.waiting_rank.trim() !== '' ? Number(form.waiting_rank) : null;
		return { outcome, amountCents: null, cuts: [], waitingRank: rank };
	}
	const amount = parseAmount(form.amount);
	if (!isCents(amount)) return { field: 'amount', code: 'not_an_amount' };
	if (amount < 1 || amount > asked.maxCents) return { field: 'amount', code: 'amount_invalid' };
	if (isWithoutReason && needsGrounds(outcome, amount, asked))
		return { field: 'reason', code: 'reason_required' };
	return { outcome, amountCents: amount, cuts, waitingRank: null };
}
