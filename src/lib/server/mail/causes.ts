import type { MailedEvent } from './news';

/** A form of the desk: its page and its action. */
export type OfficeForm = `${'case' | 'grant' | 'proof' | 'payments'}?/${string}`;

/**
 * When the mail leaves: with the click, where the answer is yes or where it is no, when the letter that follows is printed, where this signature
 * is the last one that is needed, or where something is owed afterwards.
 */
export type When = 'now' | 'if_yes' | 'if_no' | 'with_letter' | 'with_letter_if_alone' | 'if_owed';

export type Cause = {
	readonly form: OfficeForm;
	/** What of the form's subject decides it: the state of a payout, the kind of a ruling, the signatures under a check, where a step leads. */
	readonly of?: string;
	readonly when: When;
};

/** The group does it itself, or a job of the server finds that it is time. */
export type NoForm = 'applicant' | 'job';

/**
 * What causes each mail. A form that stands here says so before its click and shows the mail in the group's language (a test
 * compares this with the screens); an event without one is caused by no form of the office, but by who is named.
 */
export const causes: Readonly<Record<MailedEvent, readonly Cause[] | NoForm>> = {
	state_submitted: 'applicant',
	state_clarification: [{ form: 'case?/ask', when: 'now' }],
	reminder: 'job',
	letter: [
		{ form: 'case?/countersign', when: 'with_letter' },
		{ form: 'grant?/propose_change', when: 'with_letter_if_alone' },
		{ form: 'grant?/countersign_change', when: 'with_letter' },
		{ form: 'grant?/countersign_recovery', when: 'with_letter' },
		{ form: 'grant?/countersign_ruling', of: 'revocation', when: 'with_letter' },
		{ form: 'proof?/sign', of: 'alone', when: 'with_letter' },
		{ form: 'proof?/countersign', when: 'with_letter' }
	],
	message: [{ form: 'case?/message', when: 'now' }],
	state_report_due: 'job',
	state_report_submitted: 'applicant',
	state_report_clarification: [{ form: 'proof?/ask', when: 'now' }],
	proof_query_ended: [{ form: 'proof?/end_query', when: 'now' }],
	proof_reminder: 'job',
	proof_overdue: 'job',
	state_recovery: [
		{ form: 'grant?/countersign_ruling', of: 'revocation', when: 'if_owed' },
		{ form: 'grant?/countersign_ruling', of: 'correction', when: 'if_owed' },
		{ form: 'proof?/sign', of: 'alone', when: 'if_owed' },
		{ form: 'proof?/countersign', when: 'if_owed' }
	],
	state_closed: [{ form: 'case?/step', of: 'closed', when: 'now' }],
	bank_changed: 'applicant',
	bank_confirmed: [{ form: 'grant?/account', when: 'if_yes' }],
	bank_refused: [{ form: 'grant?/account', when: 'if_no' }],
	payout_paid: [{ form: 'payments?/settle', when: 'now' }],
	payout_refused: [
		{ form: 'grant?/refuse', when: 'now' },
		{ form: 'grant?/countersign_ruling', of: 'lapse', when: 'now' }
	],
	payout_bounced: [
		{ form: 'grant?/bounce', of: 'ordered', when: 'now' },
		{ form: 'grant?/confirm_bounce', when: 'now' }
	],
	money_returned: [{ form: 'grant?/confirm_return', when: 'now' }],
	claim_due: 'job',
	claim_overdue: 'job',
	claim_waived: [
		{ form: 'grant?/countersign_ruling', of: 'waiver', when: 'now' },
		{ form: 'grant?/countersign_ruling', of: 'interest_waiver', when: 'now' }
	],
	other_accepted: 'applicant',
	other_accepted_waived: 'applicant',
	other_waived: 'applicant',
	other_account: 'applicant',
	other_payout: 'applicant',
	other_payout_withdrawn: 'applicant',
	other_change: 'applicant',
	other_change_withdrawn: 'applicant',
	other_cancellation: 'applicant',
	other_withdrawn: 'applicant'
};

/** What a click on this form would mail, about a subject of this kind. */
export function mailedBy(form: OfficeForm, of?: string): readonly { event: MailedEvent; when: When }[] {
	return Object.entries(causes).flatMap(([event, all]) =>
		typeof all === 'string'
			? []
			: all
					.filter((cause) => cause.form === form && (cause.of === undefined || cause.of === of))
					.map(({ when }) => ({ event: event as MailedEvent, when }))
	);
}
