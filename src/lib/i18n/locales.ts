/**
 * The languages of the interface. Adding one = a line here, its catalogues in messages/, and its texts in the rounds.
 * `tag` is what `lang` and Intl get; `code` is what stands in addresses and is stored.
 */
export const languages = [
	{ code: 'de', tag: 'de', direction: 'ltr', name: 'Deutsch' },
	{ code: 'de-simple', tag: 'de-simple', direction: 'ltr', name: 'Deutsch (einfach)' },
	{ code: 'tr', tag: 'tr', direction: 'ltr', name: 'Türkçe' },
	{ code: 'ar', tag: 'ar', direction: 'rtl', name: 'العربية' },
	{ code: 'bg', tag: 'bg', direction: 'ltr', name: 'Български' },
	{ code: 'ro', tag: 'ro', direction: 'ltr', name: 'Română' },
	{ code: 'uk', tag: 'uk', direction: 'ltr', name: 'Українська' },
	{ code: 'ru', tag: 'ru', direction: 'ltr', name: 'Русский' },
	{ code: 'en', tag: 'en-GB', direction: 'ltr', name: 'English' },
	{ code: 'ku', tag: 'ku', direction: 'ltr', name: 'Kurdî' },
	{ code: 'fa', tag: 'fa', direction: 'rtl', name: 'فارسی' },
	{ code: 'fr', tag: 'fr', direction: 'ltr', name: 'Français' },
	{ code: 'pl', tag: 'pl', direction: 'ltr', name: 'Polski' }
] as const;

export type Locale = (typeof languages)[number]['code'];
export type StaffLocale = Extract<Locale, 'de' | 'en'>;

export const baseLocale = 'de' satisfies Locale;
export const staffLocales: readonly StaffLocale[] = ['de', 'en'];

export function isLocale(value: unknown): value is Locale {
	return languages.some((language) => language.code === value);
}

export function isStaffLocale(value: unknown): value is StaffLocale {
	return staffLocales.some((code) => code === value);
}

export function languageOf(locale: Locale) {
	return languages.find((language) => language.code === locale) ?? languages[0];
}

/** The locale an address speaks, or null where the address has none (`/staff`, `/api`). */
export function localeOfPath(pathname: string): Locale | null {
	const first = pathname.split('/')[1];
	return isLocale(first) ? first : null;
}

/** The same place in another language; the query stays, so that answers given in it stay too. */
export function pathInLocale(url: { pathname: string; search: string }, locale: Locale): string {
	const rest = localeOfPath(url.pathname) === null ? '' : url.pathname.split('/').slice(2).join('/');
	return `/${locale}${rest === '' ? '' : `/${rest}`}${url.search}`;
}

/**
 * The best of our languages for an `Accept-Language` header, by its quality values (RFC 9110, 12.5.4).
 * Unknown languages are passed over; nothing usable gives `de`, the official language.
 */
export function negotiateLocale(
	header: string | null,
	offered: readonly Locale[] = languages.map((l) => l.code)
): Locale {
	const wishes = (header ?? '')
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
			const quality = Number(
				parameters
					.find((p) => p.trim().startsWith('q='))
					?.trim()
					.slice(2) ?? '1'
			);
			return { code: tag.split('-')[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 };
		})
		.filter((wish) => wish.quality > 0)
		.sort((a, b) => b.quality - a.quality);
	for (const wish of wishes) {
		const match = offered.find((code) => code === wish.code);
		if (match) return match;
	}
	return baseLocale;
}
