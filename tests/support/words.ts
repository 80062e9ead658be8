import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locale } from '../../src/lib/i18n/locales.ts';
import { root } from './server.ts';

export type Language = Locale;
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const catalogues = path.join(root, 'src/lib/i18n/messages');
const OFFICE = 'staff';

/**
 * The sentences people read, by key: tests say what is told, the catalogues how. Those of the office are its own, all
 * others are for everybody. An unknown key fails at once.
 */
export function words(language: Language, reader: 'everybody' | 'office' = 'everybody'): Say {
	const texts = catalogue(language, reader);
	return (key, values = {}) => {
		const text = texts[key];
		if (typeof text !== 'string' || text === '') throw new Error(`no text "${key}" in ${language}`);
		return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
	};
}

/** Everything that is said in a language, by key; texts with plural forms are lists. */
export function catalogue(
	language: Language,
	reader: 'everybody' | 'office' = 'everybody'
): Readonly<Record<string, unknown>> {
	const areas =
		reader === 'office'
			? [OFFICE]
			: readdirSync(catalogues).filter((area) => area !== OFFICE && area[0] !== '.');
	return Object.assign(
		{},
		...areas.map((area) => JSON.parse(readFileSync(path.join(catalogues, area, `${language}.json`), 'utf8')))
	);
}

/** The part of a sentence before its first hole, to find it by. */
export function beginning(sentence: string): string {
	return (sentence.split('{')[0] ?? sentence).trim();
}
