import { m } from '../../i18n/generated/staff/messages';
import { staffLocales, type StaffLocale } from '../../i18n/locales';
import type { Words } from './words';

/** Holds no link that signs in: the code comes when the person asks for it. In both languages of the office. */
export function staffInvitationMail({ to, origin }: { to: string; origin: string }): Words {
	const words = (locale: StaffLocale) =>
		m.mail_staff_invitation({ address: `${origin}/staff`, email: to }, { locale });
	return {
		subject: m.mail_staff_invitation_subject({}, { locale: 'de' }),
		text: staffLocales.map(words).join('\n\n— — —\n\n')
	};
}
