import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './server.ts';

export type Language = 'de' | 'en' | 'tr' | 'ar';
type Area = 'public' | 'pages' | 'applicant' | 'staff';
type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The sentences people read, by key: tests say what is told, the catalogues how. An unknown key fails at once. */
export function words(language: Language, area: Area = 'applicant'): Say {
	const texts: Readonly<Record<string, unknown>> = JSON.parse(
		readFileSync(path.join(root, `src/lib/i18n/messages/${area}/${language}.json`), 'utf8')
	);
	return (key, values = {}) => {
		const text = texts[key];
		if (typeof text !== 'string' || text === '') throw new Error(`no text ${area}/${language}/${key}`);
		return text.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
	};
}

/** The part of a sentence before its first hole, to find it by. */
export function beginning(sentence: string): string {
	return (sentence.split('{')[0] ?? sentence).trim();
}
