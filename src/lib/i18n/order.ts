import { languageOf, type Locale } from './locales';

/** Puts texts in the order people look them up in, in their language: Ä beside A, ç after c, 2 before 10. */
export function inOrderOf(locale: Locale): (one: string, other: string) => number {
	const { compare } = new Intl.Collator(languageOf(locale).tag, { numeric: true });
	return compare;
}

/** The same for people and lists with a name. */
export function byNameIn(locale: Locale): (one: Named, other: Named) => number {
	const compare = inOrderOf(locale);
	return (one, other) => compare(one.name, other.name);
}

interface Named {
	readonly name: string;
}
