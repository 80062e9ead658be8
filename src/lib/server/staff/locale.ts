import { isStaffLocale, type Locale, type StaffLocale } from '../../i18n/locales';

/** The office speaks German and English; the hook has chosen already, this narrows its answer. */
export function staffLocale({ locale }: { readonly locale: Locale }): StaffLocale {
	return isStaffLocale(locale) ? locale : 'de';
}
