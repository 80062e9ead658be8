import { applicantLabel, type State } from '../../core/application/states';
import { transitions, type Transition } from '../../core/application/transitions';
import { m } from '../../i18n/generated/staff/messages';
import { applicantText } from './state-texts';

const texts: Readonly<Record<string, () => string>> = {
	submitted_formal_check: m.step_submitted_formal_check,
	formal_check_assessment: m.step_formal_check_assessment,
	formal_check_clarification: m.step_formal_check_clarification,
	clarification_formal_check: m.step_clarification_formal_check,
	assessment_decision: m.step_assessment_decision,
	assessment_formal_check: m.step_assessment_formal_check,
	decision_assessment: m.step_decision_assessment,
	waitlisted_decision: m.step_waitlisted_decision,
	approved_decision: m.step_approved_decision,
	rejected_decision: m.step_rejected_decision,
	recovery_closed: m.step_recovery_closed
};

/** The same states as `is_reason_public` in SQL: what is written here, the group reads. */
const toldWithReason: readonly State[] = ['clarification', 'report_clarification', 'recovery'];

/** The steps of the workflow that people of the office take; a test demands a text for each. */
export const officeSteps = transitions.filter((row) => row.role === 'clerk' || row.role === 'decider');

export function stepText({ from, to, isInternal }: Pick<Transition, 'from' | 'to' | 'isInternal'>): string {
	if (isInternal && from === 'decision') return m.step_decision_kept();
	return texts[`${from}_${to}`]?.() ?? '';
}

export function isReasonPublic(to: State): boolean {
	return toldWithReason.includes(to);
}

/** Offered while a signed decision is thought over: nothing of it changes. No step of the workflow, because it leads nowhere else. */
export function keepingStep(state: State): Transition {
	return { from: 'decision', to: state, role: 'clerk', needsReason: true, isInternal: true };
}

/** Taking back the time that a letter promises has to be reasoned; `transition_application` demands the same. */
export function duringRequest<Row extends Transition>(step: Row, hasTime: boolean): Row {
	return hasTime && step.from === 'clarification' ? { ...step, needsReason: true } : step;
}

type Step = Pick<Transition, 'from' | 'to' | 'isInternal'>;

/** Whether the applicant's side will say something else after the step. */
export function showsSomething({ from, to, isInternal }: Step): boolean {
	return !isInternal && (isReasonPublic(to) || applicantLabel(from) !== applicantLabel(to));
}

/** What the applicant's side will show after the step, said before it is taken. */
export function consequence(step: Step): string {
	const { from, to, isInternal } = step;
	if (isInternal) return from === 'decision' ? m.step_shows_nothing() : m.step_stays_in_force();
	const label = applicantText(applicantLabel(to));
	if (isReasonPublic(to)) return m.step_shows_reason({ label });
	return showsSomething(step) ? m.step_shows({ label }) : m.step_shows_nothing();
}
