import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './server.ts';

export type Language = 'de' | 'en' | 'tr' | 'ar';
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const catalogues = path.join(root, 'src/lib/i18n/messages');
const OFFICE = 'staff';

/**
 * The sentences people read, by key: tests say what is told, the catalogues how. Those of the office are its own, all
 * others are for everybody. An unknown key fails at once.
 */
export function words(language: Language, reader: 'everybody' | 'office' = 'everybody'): Say {
	const areas =
		reader === 'office'
			? [OFFICE]
			: readdirSync(catalogues).filter((area) => area !== OFFICE && area[0] !== '.');
	const texts: Readonly<Record<string, unknown>> = Object.assign(
		{},
		...areas.map((area) => JSON.parse(readFileSync(path.join(catalogues, area, `${language}.json`), 'utf8')))
	);
	return (key, values = {}) => {
		const text = texts[key];
		if (typeof text !== 'string' || text === '') throw new Error(`no text "${key}" in ${language}`);
		return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
	};
}

/** The part of a sentence before its first hole, to find it by. */
export function beginning(sentence: string): string {
	return (sentence.split('{')[0] ?? sentence).trim();
}
