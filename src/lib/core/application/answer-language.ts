import { applyChanges, type Changes, type Fields, valueAt } from '../draft/fields';
import { companionPath, longPaths } from './fields';

/**
 * The language an answer of several sentences is written in: as it was said; for an empty one as it will be noted with the
 * first word. Null where nobody can know and it is worth asking.
 */
export function languageOfAnswer(path: string, fields: Fields, locale: string): string | null {
	const isEmpty = valueAt(fields, path) === undefined;
	return saidLanguage(path, fields) ?? (isEmpty ? languageToNote(path, '', fields, locale) : null);
}

/** The language somebody said, or saw noted, for an answer. */
export function saidLanguage(path: string, fields: Fields): string | null {
	const code = valueAt(fields, companionPath('text_language', path));
	return typeof code === 'string' ? code : null;
}

/** Answers of several sentences that nobody said the language of: perhaps German, perhaps to be translated. */
export function withoutLanguage(fields: Fields): readonly string[] {
	return longPaths.filter(
		(path) => valueAt(fields, path) !== undefined && saidLanguage(path, fields) === null
	);
}

/**
 * Words written into an answer keep the language that is shown with it from then on, unless all of it was replaced by words in
 * other letters: then it is judged anew.
 */
export function withLanguage(fields: Fields, changes: Changes, locale: string): Changes {
	const noted = longPaths.flatMap((path): [string, string | null][] => {
		const text = changes[path];
		if (typeof text !== 'string') return [];
		const said = saidLanguage(path, fields);
		if (said !== null && !isForeign(text, said)) return [];
		const before = said === null ? fields : applyChanges(fields, { [path]: null });
		const language = languageToNote(path, text, before, locale);
		// What has a German version is not German: nobody takes it for that unasked.
		const isTranslated = valueAt(fields, companionPath('german', path)) !== undefined;
		const known = language === 'de' && said !== null && isTranslated ? null : language;
		return known === said ? [] : [[companionPath('text_language', path), known]];
	});
	return { ...Object.fromEntries(noted), ...changes };
}

/**
 * What can honestly be noted without asking: the reader's language once its own letters are there, and for words that begin
 * an answer that of the nearest answer, or German for whoever reads German, unless their letters say otherwise. Nothing is
 * laid over words that were there before, and nobody writes in a language because the app is in it.
 */
function languageToNote(path: string, text: string, fields: Fields, locale: string): string | null {
	if (hasOwnLetters(text, locale)) return locale;
	if (valueAt(fields, path) !== undefined) return null;
	const language = rememberedFor(path, fields) ?? (readsGerman.includes(locale) ? 'de' : null);
	return language !== null && isWritable(text, language) ? language : null;
}

const readsGerman: readonly string[] = ['de', 'de-simple'];

/** The letters a language begins with; all others of ours begin in Latin ones, Kurdish and what we do not know in any. */
const scripts: Readonly<Record<string, string>> = {
	ar: 'Arabic',
	fa: 'Arabic',
	bg: 'Cyrillic',
	ru: 'Cyrillic',
	uk: 'Cyrillic'
};

function isWritable(text: string, language: string): boolean {
	const begins = new RegExp(`^\\P{L}*(\\p{Script=${scripts[language] ?? 'Latin'}}|$)`, 'u');
	return language === 'ku' || language === 'other' || begins.test(text);
}

/** All of it is written in another script than the language's; a name or a word in between does not count. */
function isForeign(text: string, language: string): boolean {
	if (language === 'ku' || language === 'other') return false;
	const own = new RegExp(`\\p{Script=${scripts[language] ?? 'Latin'}}`, 'u');
	const letters = text.match(/\p{L}/gu) ?? [];
	return letters.filter((letter) => own.test(letter)).length * 10 < letters.length;
}

/** Latin letters that tell a language of the app from German. */
const ownLetters: Readonly<Record<string, string>> = {
	tr: 'ğĞıİ',
	ro: 'ăĂîÎșȘțȚşŞţŢ',
	ku: 'îÎûÛşŞ',
	fr: 'àÀèÈêÊëËîÎïÏôÔûÛœŒçÇ',
	pl: 'ąĄćĆęĘłŁńŃśŚźŹżŻ'
};

function hasOwnLetters(text: string, locale: string): boolean {
	const script = scripts[locale];
	const letters = script === undefined ? `[${ownLetters[locale] ?? ''}]` : `\\p{Script=${script}}`;
	return new RegExp(letters, 'u').test(text);
}

/** The nearest answer before this one counts most. */
function rememberedFor(path: string, fields: Fields): string | null {
	const own = longPaths.indexOf(path);
	const nearestFirst = [...longPaths.slice(0, own).reverse(), ...longPaths.slice(own + 1)];
	return nearestFirst.map((other) => saidLanguage(other, fields)).find((code) => code !== null) ?? null;
}
