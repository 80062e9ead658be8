import { baseLocale, languages, pathInLocale } from './locales';

export interface Alternate {
	readonly hreflang: string;
	readonly path: string;
}

/**
 * A page in all languages, as search engines are told (`hreflang`). Plain German is no language they know: they would pass over
 * the whole list for one name they cannot read. It is found by its own address, and by its link on every page.
 */
export function alternatesOf(pathname: string): readonly Alternate[] {
	const place = { pathname, search: '' };
	const spoken = languages.filter(({ code }) => code !== 'de-simple');
	return [
		...spoken.map(({ code, tag }) => ({ hreflang: tag, path: pathInLocale(place, code) })),
		{ hreflang: 'x-default', path: pathInLocale(place, baseLocale) }
	];
}
