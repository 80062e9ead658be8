import type { ApplicantLabel, State } from '../../core/application/states';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';
import type { IconName } from '../parts/icons';

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent';
type Look = { readonly tone: Tone; readonly icon: IconName };

const texts: Readonly<Record<State, (inputs?: object, options?: { locale?: StaffLocale }) => string>> = {
	draft: m.state_draft,
	submitted: m.state_submitted,
	formal_check: m.state_formal_check,
	clarification: m.state_clarification,
	assessment: m.state_assessment,
	decision: m.state_decision,
	approved: m.state_approved,
	waitlisted: m.state_waitlisted,
	rejected: m.state_rejected,
	accepted: m.state_accepted,
	paid: m.state_paid,
	report_due: m.state_report_due,
	report_submitted: m.state_report_submitted,
	report_clarification: m.state_report_clarification,
	report_checked: m.state_report_checked,
	closed: m.state_closed,
	recovery: m.state_recovery,
	withdrawn: m.state_withdrawn
};

/** Accent is kept for what waits for the office; ends are told apart by icon as well as by colour. */
const looks: Readonly<Record<State, Look>> = {
	draft: { tone: 'neutral', icon: 'pencil' },
	submitted: { tone: 'accent', icon: 'mail' },
	formal_check: { tone: 'info', icon: 'document' },
	clarification: { tone: 'warning', icon: 'help' },
	assessment: { tone: 'info', icon: 'search' },
	decision: { tone: 'accent', icon: 'people' },
	approved: { tone: 'success', icon: 'done' },
	waitlisted: { tone: 'warning', icon: 'clock' },
	rejected: { tone: 'danger', icon: 'close' },
	accepted: { tone: 'success', icon: 'check' },
	paid: { tone: 'success', icon: 'euro' },
	report_due: { tone: 'warning', icon: 'calendar' },
	report_submitted: { tone: 'accent', icon: 'receipt' },
	report_clarification: { tone: 'warning', icon: 'help' },
	report_checked: { tone: 'info', icon: 'receipt' },
	closed: { tone: 'neutral', icon: 'lock' },
	recovery: { tone: 'danger', icon: 'euro' },
	withdrawn: { tone: 'neutral', icon: 'back' }
};

const applicantTexts: Readonly<Record<ApplicantLabel, () => string>> = {
	draft: m.applicant_sees_draft,
	received: m.applicant_sees_received,
	in_review: m.applicant_sees_in_review,
	question: m.applicant_sees_question,
	decided: m.applicant_sees_decided,
	waitlisted: m.applicant_sees_waitlisted,
	rejected: m.applicant_sees_rejected,
	settlement: m.applicant_sees_settlement,
	withdrawn: m.state_withdrawn
};

const nextTexts: Readonly<Partial<Record<State, () => string>>> = {
	submitted: m.next_submitted,
	formal_check: m.next_formal_check,
	clarification: m.next_clarification,
	assessment: m.next_assessment,
	decision: m.next_decision,
	waitlisted: m.next_waitlisted,
	approved: m.next_approved,
	accepted: m.next_accepted,
	report_due: m.next_report_due,
	report_clarification: m.next_clarification,
	report_submitted: m.next_report_submitted,
	report_checked: m.next_report_checked,
	recovery: m.next_recovery
};

const readyTexts: Readonly<Partial<Record<State, () => string>>> = {
	clarification: m.next_clarification_over,
	formal_check: m.step_formal_check_assessment,
	assessment: m.step_assessment_decision,
	decision: m.next_decision_open
};

/** In the language of the page, or in the one that is said. */
export function stateText(state: State, locale?: StaffLocale): string {
	return locale === undefined ? texts[state]() : texts[state]({}, { locale });
}

export function stateLook(state: State): Look {
	return looks[state];
}

/** The few words of the applicant's side, to say beforehand what the group will see. */
export function applicantText(label: ApplicantLabel): string {
	return applicantTexts[label]();
}

/** `isReady` once what the state asks for is done or over: check or first signature are there, all have assessed. */
export function nextText(state: State, { isReady = false }: { readonly isReady?: boolean }): string {
	return ((isReady ? readyTexts[state] : undefined) ?? nextTexts[state] ?? m.next_none)();
}
