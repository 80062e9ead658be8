import { m } from '../../i18n/generated/mail/messages';
import type { Locale } from '../../i18n/locales';
import type { Words } from './words';

/**
 * In the language of whoever asks, and in no other: they are looking for six digits. The subject is without them, since it
 * stands on locked screens.
 */
export function signInCodeMail(code: string, locale: Locale): Words {
	return { subject: m.code_subject({}, { locale }), text: m.code_text({ code }, { locale }) };
}
