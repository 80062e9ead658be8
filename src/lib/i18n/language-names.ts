/**
 * Languages in their own name: whoever looks for theirs finds it without reading another. Written down, since old phones
 * have no names of their own for all of them.
 */
const names: Readonly<Record<string, string>> = {
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
};

/** Undefined for a code that names no language (`other`). */
export function languageName(code: string): string | undefined {
	return names[code];
}
