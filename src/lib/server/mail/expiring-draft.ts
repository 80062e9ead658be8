import { m } from '../../i18n/generated/mail/messages';
import { inTwoLanguages, type Words } from './words';

export interface ExpiringDraft {
	readonly applicationId: string;
	readonly email: string;
	/** Of the app. */
	readonly origin: string;
	readonly locale: string;
}

/** A draft lay still for long and goes in two weeks; no word of it, as in every mail of ours. */
export function expiringDraftMail({ applicationId, email, origin, locale: own }: ExpiringDraft): Words {
	return inTwoLanguages(own, (locale) => ({
		subject: m.expiring_subject({}, { locale }),
		text: [
			m.invitation_greeting({}, { locale }),
			m.expiring_text({}, { locale }),
			m.news_way({ address: `${origin}/${locale}/apply/${applicationId}`, email }, { locale }),
			m.news_no_reply({}, { locale })
		].join('\n\n')
	}));
}
