import { m } from '../../i18n/generated/staff/messages';
import { staffLocales, type StaffLocale } from '../../i18n/locales';
import type { Words } from './words';

type Waiting = { readonly applicationId: string; readonly referenceNumber: string; readonly origin: string };

/** That a message waits and where; nothing of what it says, nor who wrote it. In both languages of the office. */
export function officeMessageMail({ applicationId, referenceNumber: number, origin }: Waiting): Words {
	const address = `${origin}/staff/applications/${applicationId}#messages-title`;
	const words = (locale: StaffLocale) => m.mail_office_message({ number, address }, { locale });
	return {
		subject: m.mail_office_message_subject({ number }, { locale: 'de' }),
		text: staffLocales.map(words).join('\n\n— — —\n\n')
	};
}
