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
	bank_changed: [m.needed_subject, m.news_bank_changed],
	bank_refused: [m.needed_subject, m.news_bank_refused],
	payout_paid: [m.news_subject, m.news_paid],
	payout_refused: [m.needed_subject, m.news_payout_refused],
	payout_bounced: [m.needed_subject, m.news_bounced],
	money_returned: [m.news_subject, m.news_returned],
	claim_due: [m.needed_subject, m.news_claim_due],
	claim_overdue: [m.needed_subject, m.news_claim_overdue],
	claim_waived: [m.news_subject, m.news_claim_waived]
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
	proof_overdue: 'proof'
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
