import { formatShortDate } from '../../i18n/format';
import { m } from '../../i18n/generated/mail/messages';
import type { Locale } from '../../i18n/locales';
import { inTwoLanguages, type Words } from './words';

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
export function invitationMail(invitation: Invitation): Words {
	return inTwoLanguages(invitation.locale, (locale) => ({
		subject: m.invitation_subject({}, { locale }),
		text: words(invitation, locale)
	}));
}

function words({ to, role, until, inviter, origin }: Invitation, locale: Locale): string {
	const asked = {
		editor: () => m.invitation_editor({ inviter }, { locale }),
		reader: () => m.invitation_reader({ inviter }, { locale }),
		helper: () => m.invitation_helper({ inviter, date: formatShortDate(until ?? '', locale) }, { locale })
	}[role];
	return [
		m.invitation_greeting({}, { locale }),
		asked(),
		m.invitation_way({ address: `${origin}/${locale}/apply`, email: to }, { locale }),
		m.invitation_unknown({ inviter }, { locale })
	].join('\n\n');
}
