import * as z from 'zod/mini';
import { type Judgement, judgements } from '../../core/application/check';
import type { Scores } from '../../core/application/scores';
import { said } from '../../core/text/said';
import { isCents, parseAmount } from '../../core/money/amount';

/** As long as the database keeps them. */
export const NOTE_TEXT_MAX = 20_000;
export const REASON_MAX = 4000;
export const STATEMENT_MAX = 8000;

const reason = z.string().check(z.overwrite(said), z.maxLength(REASON_MAX, 'too_long'));

/** The id is made with the form, so that sending it twice is one note. */
export const noteSchema = z.object({
	id: z.string(),
	text: z.string().check(z.trim(), z.minLength(1, 'note_required'), z.maxLength(NOTE_TEXT_MAX, 'too_long'))
});

/** Item by item: `judgement` and `reason` go with `code`, place by place, so that the form works without scripts. */
export const checkSchema = z.object({
	revision: z.number(),
	code: z.array(z.string()),
	judgement: z.array(z.string()),
	reason: z.array(reason),
	note: z.string().check(z.trim(), z.maxLength(NOTE_TEXT_MAX, 'too_long')),
	/** The button that was pressed. */
	intent: z.string()
});
export type CheckForm = z.infer<typeof checkSchema>;

export function readJudgements({ code, judgement, reason: reasons }: CheckForm) {
	return Object.fromEntries(
		code.map((item, index) => [
			item,
			{ judgement: judgementOf(judgement[index]), reason: reasons[index] ?? '' }
		])
	);
}

function judgementOf(value: string | undefined): Judgement | null {
	return judgements.find((judgement) => judgement === value) ?? null;
}

/** An assessment; criterion by criterion as above. */
export const reviewSchema = z.object({
	revision: z.number(),
	code: z.array(z.string()),
	points: z.array(z.string()),
	reason: z.array(reason),
	statement: z.string().check(z.trim(), z.maxLength(STATEMENT_MAX, 'too_long')),
	/** As typed; empty for none. */
	recommended: z.string().check(z.trim(), z.maxLength(64, 'not_an_amount')),
	intent: z.string()
});
export type ReviewForm = z.infer<typeof reviewSchema>;

export function readScores({ code, points, reason: reasons }: ReviewForm): Scores {
	return Object.fromEntries(
		code.map((criterion, index) => [
			criterion,
			{
				points: /^[0-3]$/.test(points[index] ?? '') ? Number(points[index]) : null,
				reason: reasons[index] ?? ''
			}
		])
	);
}

/** Cents, null where nothing was typed, or the code of what is wrong; `maxCents` as the database asks. */
export function readRecommended(
	typed: string,
	maxCents: number
): number | null | 'not_an_amount' | 'amount_invalid' {
	if (typed === '') return null;
	const amount = parseAmount(typed);
	if (!isCents(amount)) return 'not_an_amount';
	return amount <= maxCents ? amount : 'amount_invalid';
}

export const reviewerSchema = z.object({ reviewer: z.string() });
export const removalSchema = z.object({ reviewer: z.string(), reason });
export const conflictSchema = z.object({ reason });
/** Who works on it: an id, or nothing for nobody. `was` is who did when the page was read. */
export const assignmentSchema = z.object({ to: z.string(), was: z.string() });
