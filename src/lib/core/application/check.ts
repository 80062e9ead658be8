/** What the program finds about an item of the formal check: `look` asks a person to, `problem` is wrong by the letter. */
export const findingKinds = ['ok', 'look', 'problem'] as const;
export type FindingKind = (typeof findingKinds)[number];

export const judgements = ['met', 'not_met', 'not_applicable'] as const;
export type Judgement = (typeof judgements)[number];

/** Whether a person owes a reason: not where program and person agree that all is well. As `private.unjudged` in SQL. */
export function needsReason(finding: FindingKind, judgement: Judgement): boolean {
	return !(finding === 'ok' && judgement === 'met');
}
