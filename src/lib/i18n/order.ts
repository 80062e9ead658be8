import { languageOf, type Locale } from './locales';

/** Puts texts in the order people look them up in, in their language: Ä beside A, ç after c, 2 before 10. */
export function inOrderOf(locale: Locale): (one: string, other: string) => number {
	const { compare } = new Intl.Collator(languageOf(locale).tag, { numeric: true });
	return compare;
}
