import type { State } from './states';

export type TransitionRole = 'applicant' | 'clerk' | 'decider' | 'system';
export type Role = TransitionRole | 'admin' | 'auditor';

export type Transition = {
	readonly from: State;
	readonly to: State;
	readonly role: TransitionRole;
	readonly needsReason: boolean;
	/** One of the desk alone: the application keeps its state, and what was decided holds until something else is signed twice. */
	readonly isInternal: boolean;
};

/** The same rows as the table `state_transitions` in SQL; a test compares the two. */
export const transitions: readonly Transition[] = [
	step('draft', 'submitted', 'applicant'),
	step('submitted', 'formal_check', 'clerk'),
	step('formal_check', 'clarification', 'clerk', 'with_reason'),
	step('clarification', 'formal_check', 'clerk'),
	step('clarification', 'formal_check', 'applicant'),
	step('formal_check', 'assessment', 'clerk'),
	step('assessment', 'decision', 'clerk'),
	step('assessment', 'formal_check', 'clerk', 'with_reason'),
	step('decision', 'assessment', 'clerk', 'with_reason'),
	step('decision', 'approved', 'system'),
	step('decision', 'waitlisted', 'system'),
	step('decision', 'rejected', 'system'),
	reopening(step('waitlisted', 'decision', 'clerk')),
	reopening(step('approved', 'decision', 'decider', 'with_reason')),
	reopening(step('rejected', 'decision', 'decider', 'with_reason')),
	step('approved', 'approved', 'system'),
	step('approved', 'waitlisted', 'system'),
	step('approved', 'rejected', 'system'),
	step('waitlisted', 'approved', 'system'),
	step('waitlisted', 'waitlisted', 'system'),
	step('waitlisted', 'rejected', 'system'),
	step('rejected', 'approved', 'system'),
	step('rejected', 'waitlisted', 'system'),
	step('rejected', 'rejected', 'system'),
	step('approved', 'accepted', 'applicant'),
	step('accepted', 'paid', 'system'),
	step('approved', 'closed', 'system'),
	step('paid', 'accepted', 'system'),
	step('accepted', 'closed', 'system'),
	step('paid', 'closed', 'system'),
	step('report_due', 'closed', 'system'),
	step('paid', 'recovery', 'system'),
	step('report_due', 'recovery', 'system'),
	step('paid', 'report_due', 'system'),
	step('report_due', 'report_submitted', 'applicant'),
	step('report_submitted', 'report_clarification', 'system', 'with_reason'),
	step('report_clarification', 'report_submitted', 'applicant'),
	step('report_clarification', 'report_submitted', 'system'),
	step('report_submitted', 'report_checked', 'system'),
	step('report_checked', 'closed', 'system'),
	step('report_checked', 'recovery', 'system'),
	step('recovery', 'closed', 'clerk'),
	step('closed', 'recovery', 'system'),
	step('submitted', 'withdrawn', 'applicant'),
	step('formal_check', 'withdrawn', 'applicant'),
	step('clarification', 'withdrawn', 'applicant'),
	step('assessment', 'withdrawn', 'applicant'),
	step('decision', 'withdrawn', 'applicant')
];

export function transitionsFrom(from: State, roles: readonly Role[]): readonly Transition[] {
	return transitions.filter((row) => row.from === from && mayTakeRole(row.role, roles));
}

export function mayTransition(from: State, to: State, roles: readonly Role[]): boolean {
	return transitionsFrom(from, roles).some((row) => row.to === to);
}

/** Asking for what is missing is a step with a form of its own: it says what may be changed, and until when. */
export function isAsking({ from, to }: Pick<Transition, 'from' | 'to'>): boolean {
	return from === 'formal_check' && to === 'clarification';
}

/** A decider may do what a clerk may; admin and auditor move nothing. */
function mayTakeRole(role: TransitionRole, roles: readonly Role[]): boolean {
	return roles.includes(role) || (role === 'clerk' && roles.includes('decider'));
}

function step(from: State, to: State, role: TransitionRole, reason?: 'with_reason'): Transition {
	return { from, to, role, needsReason: reason === 'with_reason', isInternal: false };
}

function reopening(row: Transition): Transition {
	return { ...row, isInternal: true };
}
