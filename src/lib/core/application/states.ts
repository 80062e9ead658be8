export const states = [
	'draft',
	'submitted',
	'formal_check',
	'clarification',
	'assessment',
	'decision',
	'approved',
	'waitlisted',
	'rejected',
	'accepted',
	'paid',
	'report_due',
	'report_submitted',
	'report_clarification',
	'report_checked',
	'closed',
	'recovery',
	'withdrawn'
] as const;

export type State = (typeof states)[number];
const applicantLabels = {
	draft: 'draft',
	submitted: 'received',
	formal_check: 'in_review',
	clarification: 'question',
	assessment: 'in_review',
	decision: 'in_review',
	approved: 'decided',
	waitlisted: 'waitlisted',
	rejected: 'rejected',
	accepted: 'decided',
	paid: 'settlement',
	report_due: 'settlement',
	report_submitted: 'settlement',
	report_clarification: 'question',
	report_checked: 'settlement',
	closed: 'settlement',
	recovery: 'settlement',
	withdrawn: 'withdrawn'
} as const satisfies Record<State, string>;

export type ApplicantLabel = (typeof applicantLabels)[State];

/**
 * Five words are enough for applicants on their way, besides `draft` and what has no way on for now: `waitlisted`, `rejected`,
 * `withdrawn`. Staff see the state itself.
 */
export function applicantLabel(state: State): ApplicantLabel {
	return applicantLabels[state];
}

/** The office has said what comes of it, be it yes or no. */
export function isDecided(state: string): boolean {
	return isState(state) && /^(decided|waitlisted|rejected|settlement)$/.test(applicantLabels[state]);
}

const withGrant: readonly string[] = [
	...(['approved', 'accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification'] as const),
	...(['report_checked', 'recovery', 'closed'] as const)
] satisfies readonly State[];

/** Something was granted, be it over by now. */
export function hasGrant(state: string): boolean {
	return withGrant.includes(state);
}

export function isState(value: unknown): value is State {
	return states.some((state) => state === value);
}
