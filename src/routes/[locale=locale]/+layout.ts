import { baseLocale, isLocale } from '$lib/i18n/locales';

export function load({ params }) {
	return { locale: isLocale(params.locale) ? params.locale : baseLocale };
}
