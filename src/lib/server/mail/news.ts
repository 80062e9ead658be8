import { m as deeds } from '../../i18n/generated/grant/messages';
import { m } from '../../i18n/generated/mail/messages';
import type { Locale } from '../../i18n/locales';
import { inTwoLanguages, type Words } from './words';

export interface News {
	/** Of the outbox; see supabase/migrations/…_outbox.sql. */
	readonly event: string;
	readonly applicationId: string;
	readonly referenceNumber: string;
	readonly email: string;
	/** Of the app. */
	readonly origin: string;
	readonly locale: string;
}

type Text = (inputs: { number: string }, options: { locale: Locale }) => string;

const texts = {
	state_submitted: [m.news_subject, m.news_received],
	state_clarification: [m.needed_subject, m.news_question],
	reminder: [m.needed_subject, m.news_reminder],
	letter: [m.news_subject, m.news_letter],
	message: [m.news_subject, m.news_message],
	state_report_due: [m.needed_subject, m.news_proof_due],
	state_report_submitted: [m.news_subject, m.news_proof_received],
	state_report_clarification: [m.needed_subject, m.news_proof_question],
	proof_query_ended: [m.news_subject, m.news_proof_query_ended],
	proof_reminder: [m.needed_subject, m.news_proof_reminder],
	proof_overdue: [m.needed_subject, m.news_proof_overdue],
	state_recovery: [m.needed_subject, m.news_report],
	state_closed: [m.news_subject, m.news_closed],
	bank_changed: [m.needed_subject, m.news_bank_changed],
	bank_confirmed: [m.news_subject, m.news_bank_confirmed],
	bank_refused: [m.needed_subject, m.news_bank_refused],
	payout_paid: [m.news_subject, m.news_paid],
	payout_refused: [m.needed_subject, m.news_payout_refused],
	payout_bounced: [m.needed_subject, m.news_bounced],
	money_returned: [m.news_subject, m.news_returned],
	claim_due: [m.needed_subject, m.news_claim_due],
	claim_overdue: [m.needed_subject, m.news_claim_overdue],
	claim_waived: [m.news_subject, m.news_claim_waived],
	// What somebody else of the group did. It names the deed and nobody: who it was, the app says.
	other_accepted: told(deeds.deed_grant_accepted),
	other_accepted_waived: told(m.news_deed_accepted_waived),
	other_waived: told(deeds.deed_remedies_waived),
	other_account: told(deeds.deed_bank_account_given),
	other_payout: told(deeds.deed_payout_requested),
	other_payout_withdrawn: told(deeds.deed_payout_withdrawn),
	other_change: told(deeds.deed_change_notified),
	other_change_withdrawn: told(deeds.deed_change_withdrawn),
	other_cancellation: told(m.news_deed_cancellation),
	other_withdrawn: told(m.news_deed_application_withdrawn)
} as const satisfies Readonly<Record<string, readonly [subject: Text, news: Text]>>;

/** What groups are mailed about; what causes each of them, `causes.ts` says. */
export type MailedEvent = keyof typeof texts;

/** What is read on a screen of its own; everything else is told on the application's own. */
const screens: Readonly<Record<string, string>> = {
	letter: 'correspondence',
	message: 'correspondence',
	state_report_due: 'proof',
	state_report_submitted: 'proof',
	state_report_clarification: 'proof',
	proof_query_ended: 'proof',
	proof_reminder: 'proof',
	proof_overdue: 'proof',
	other_accepted: 'grant',
	other_accepted_waived: 'grant',
	other_waived: 'grant',
	other_account: 'grant',
	other_payout: 'grant',
	other_payout_withdrawn: 'grant',
	other_change: 'grant',
	other_change_withdrawn: 'grant',
	other_cancellation: 'grant'
};

/**
 * That there is something new and where, and nothing of what it says: a mail passes through many hands. Null for an event
 * nobody is to be mailed about.
 */
export function newsMail(news: News): Words | null {
	if (!isMailed(news.event)) return null;
	const [subject, text] = texts[news.event];
	const number = news.referenceNumber;
	const screen = screens[news.event] ?? 'status';
	return inTwoLanguages(news.locale, (locale) => ({
		subject: subject({ number }, { locale }),
		text: [
			m.invitation_greeting({}, { locale }),
			text({ number }, { locale }),
			m.news_way(
				{ address: `${news.origin}/${locale}/apply/${news.applicationId}/${screen}`, email: news.email },
				{ locale }
			),
			m.news_no_reply({}, { locale })
		].join('\n\n')
	}));
}

function isMailed(event: string): event is MailedEvent {
	return Object.hasOwn(texts, event);
}

function told(deed: (inputs: object, options: { locale: Locale }) => string): readonly [Text, Text] {
	return [
		m.news_subject,
		({ number }, { locale }) => m.news_other({ number, deed: deed({}, { locale }) }, { locale })
	];
}
