import { baseLocale, isLocale, type Locale } from '../../i18n/locales';

export interface Words {
	readonly subject: string;
	readonly text: string;
}

/** First in the reader's language as far as we know it, then in German: whoever helps them can read it too. */
export function inTwoLanguages(locale: string, words: (locale: Locale) => Words): Words {
	const first = isLocale(locale) ? locale : baseLocale;
	const languages = [...new Set<Locale>([first, baseLocale])];
	return {
		subject: words(first).subject,
		text: languages.map((language) => words(language).text).join('\n\n— — —\n\n')
	};
}
