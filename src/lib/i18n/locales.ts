/**
 * The languages of the interface, each by the name it has in itself. Adding one = a line here, its catalogues in messages/,
 * and its texts in the rounds. The code stands in addresses and is stored.
 */
const names = {
	de: 'Deutsch',
	'de-simple': 'Deutsch (einfach)',
	tr: 'Türkçe',
	ar: 'العربية',
	bg: 'Български',
	ro: 'Română',
	uk: 'Українська',
	ru: 'Русский',
	en: 'English',
	ku: 'Kurdî',
	fa: 'فارسی',
	fr: 'Français',
	pl: 'Polski'
} as const;

export type Locale = keyof typeof names;

export interface Language {
	readonly code: Locale;
	/** BCP 47: what `lang` and Intl get. */
	readonly tag: string;
	readonly direction: 'ltr' | 'rtl';
	readonly name: string;
}

export const languages: readonly Language[] = Object.entries(names).map(([code, name]) => ({
	code: code as Locale,
	tag: code === 'en' ? 'en-GB' : code,
	direction: code === 'ar' || code === 'fa' ? 'rtl' : 'ltr',
	name
}));

export type StaffLocale = Extract<Locale, 'de' | 'en'>;

export const baseLocale = 'de' satisfies Locale;
export const staffLocales: readonly StaffLocale[] = ['de', 'en'];

export function isLocale(value: unknown): value is Locale {
	return typeof value === 'string' && Object.hasOwn(names, value);
}

export function isStaffLocale(value: unknown): value is StaffLocale {
	return staffLocales.some((code) => code === value);
}

export function languageOf(locale: Locale): Language {
	return languages.find(({ code }) => code === locale) as Language;
}

/** A language in its own name, so that whoever looks for theirs finds it; undefined for a code that names none (`other`). */
export function languageName(code: string): string | undefined {
	return isLocale(code) ? names[code] : undefined;
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
	offered: readonly Locale[] = languages.map(({ code }) => code)
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
