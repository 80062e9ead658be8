import * as z from 'zod/mini';
import { said } from '../../core/text/said';
import { isCalendarDate } from '../../core/time/date';

/** As long as the tables of a grant keep reasons. */
export const REASON_MAX = 4000;

const short = z.string().check(z.trim(), z.maxLength(100, 'too_long'));
/** Empty, or a day there is: without scripts nobody else says that there is no 31 February. */
const day = z.string().check(
	z.trim(),
	z.refine((text) => text === '' || isCalendarDate(text), 'not_a_date')
);

/**
 * What the office does with a grant is short: a subject and a few words, sums or days. One schema for all of it; which of the
 * fields a deed needs is said where it is done. What a form does not post, superforms fills in as an empty text.
 */
export const deedSchema = z.object({
	/** The payout, account, change, claim, return or ruling it is about; empty for the grant itself. */
	subject: short,
	/** The state that was read, or an id made with the form. */
	seen: short,
	/** The account that was read. */
	account: short,
	choice: short,
	reason: z.string().check(z.overwrite(said), z.maxLength(REASON_MAX, 'too_long')),
	/** What a grant is for from now on, in German. */
	purpose: z.string().check(z.overwrite(said), z.maxLength(REASON_MAX, 'too_long')),
	/** As typed. */
	amount: short,
	interest: short,
	excess: short,
	on: day,
	from: day,
	/** See LetterFirst. */
	intent: short,
	letter: short
});

export type Deed = z.infer<typeof deedSchema>;
export type DeedProblem = { readonly field: keyof Deed; readonly code: string };

export type DeedField = {
	readonly name: 'choice' | 'purpose' | 'reason' | 'amount' | 'interest' | 'excess' | 'on' | 'from';
	readonly label: string;
	readonly hint?: string;
	readonly isOptional?: boolean;
	/** Of a choice. */
	readonly options?: readonly { readonly value: string; readonly label: string }[];
};
