import { formatShortDate } from '../../i18n/format';
import { m } from '../../i18n/generated/people/messages';
import { baseLocale, isLocale, type Locale } from '../../i18n/locales';
import type { Mail } from './post';

export interface Invitation {
	readonly to: string;
	readonly role: 'editor' | 'reader' | 'helper';
	/** A helper's last day. */
	readonly until: string | null;
	/** The address of whoever invites. */
	readonly inviter: string;
	/** Of the app, e.g. `https://kofei.example`. */
	readonly origin: string;
	/** What the inviter reads; nobody knows yet what the invited person reads, so German stands below. */
	readonly locale: string;
}

/**
 * Holds no link that signs in (mail scanners use those up, and they open the browser instead of the app) and no word of
 * the application: whoever invites chooses the reader, and must not be able to choose the text of a mail of ours too.
 */
export function invitationMail(invitation: Invitation): Mail {
	const first = isLocale(invitation.locale) ? invitation.locale : baseLocale;
	const languages = [...new Set<Locale>([first, baseLocale])];
	return {
		to: invitation.to,
		subject: m.mail_invitation_subject({}, { locale: first }),
		text: languages.map((locale) => words(invitation, locale)).join('\n\n— — —\n\n')
	};
}

function words({ to, role, until, inviter, origin }: Invitation, locale: Locale): string {
	const asked = {
		editor: () => m.mail_invitation_editor({ inviter }, { locale }),
		reader: () => m.mail_invitation_reader({ inviter }, { locale }),
		helper: () =>
			m.mail_invitation_helper({ inviter, date: formatShortDate(until ?? '', locale) }, { locale })
	}[role];
	return [
		m.mail_invitation_greeting({}, { locale }),
		asked(),
		m.mail_invitation_way({ address: `${origin}/${locale}/apply`, email: to }, { locale }),
		m.mail_invitation_unknown({ inviter }, { locale })
	].join('\n\n');
}
