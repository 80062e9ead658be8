import { applicantLabel, type ApplicantLabel, type State } from '../core/application/states';
import { m } from './generated/applicant/messages';
import type { Locale } from './locales';

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
} satisfies Record<ApplicantLabel, (inputs?: object, options?: { locale?: Locale }) => string>;

/** The few words applicants see for the many states of the office. */
export function statusText(label: ApplicantLabel): string {
	return words[label]();
}

/** As a group reads it whose language is another one than the page's; for the server, which has all of them. */
export function statusTextIn(label: ApplicantLabel, locale: Locale): string {
	return words[label]({}, { locale });
}

/** As the lists say it. */
export function stateText(state: State): string {
	return statusText(applicantLabel(state));
}
