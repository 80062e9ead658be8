import { applicantLabel, type ApplicantLabel, type State } from '../core/application/states';
import { m } from './generated/applicant/messages';

const words = {
	draft: m.status_draft,
	received: m.status_received,
	in_review: m.status_in_review,
	question: m.status_question,
	decided: m.status_decided,
	waitlisted: m.status_waitlisted,
	rejected: m.status_rejected,
	settlement: m.status_settlement,
	withdrawn: m.status_withdrawn_title
} satisfies Record<ApplicantLabel, () => string>;

/** The few words applicants see for the many states of the office. */
export function statusText(label: ApplicantLabel): string {
	return words[label]();
}

/** As the lists say it. */
export function stateText(state: State): string {
	return statusText(applicantLabel(state));
}
