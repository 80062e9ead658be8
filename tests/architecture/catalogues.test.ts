import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageAreas } from '../../src/build/messages';
import { form, sections, type Field } from '../../src/lib/core/application/fields';
import { problemCodes } from '../../src/lib/core/application/problem';
import { languages, staffLocales } from '../../src/lib/i18n/locales';
import { sourcesUnder } from './sources';

const messages = 'src/lib/i18n/messages';
type Catalogue = Readonly<Record<string, unknown>>;

function catalogue(area: string, locale: string): Catalogue {
	const { $schema: _, ...texts } = JSON.parse(readFileSync(`${messages}/${area}/${locale}.json`, 'utf8'));
	return texts;
}

const localesOf = (area: string): readonly string[] =>
	area === 'staff' ? staffLocales : languages.map(({ code }) => code);
const translations = messageAreas.flatMap((area) => localesOf(area).map((locale) => ({ area, locale })));
const others = translations.filter(({ locale }) => locale !== 'de');

/** Names and terms that are the same word in German and in the other language. */
const sameWord = new Set([
	'Budget',
	'Budget: {round}',
	'Deutsch',
	'English',
	'IBAN',
	'Name',
	'Person',
	'Person {id}',
	'Status',
	'System',
	'Telefon'
]);

const fields = Object.values(form).flatMap((section) => Object.entries<Field>(section));
const fixedOptions = ({ options = [] }: Field) => (typeof options === 'string' ? [] : options);

/** Texts that are found by a code: `form-texts.ts` puts their keys together. */
const keysByCode: ReadonlySet<string> = new Set([
	...sections.flatMap((section) => [`section_${section}`, `section_${section}_lead`]),
	...fields.flatMap(([path]) => ['label', 'hint', 'example'].map((part) => `field_${path}_${part}`)),
	...fields.flatMap(([, field]) => fixedOptions(field).map((code) => `choice_${code}`))
]);

/** Written for the list of sections, which does not say it yet. */
const notYetAsked: readonly string[] = ['section_open_points'];

/** Area → key → a file that asks for it. */
const asked = new Map<string, Map<string, string>>(messageAreas.map((area) => [area, new Map()]));
for (const { path, text } of sourcesUnder('src', '.ts', '.svelte')) {
	for (const [, alias = 'm', area = ''] of text.matchAll(
		/import \{ m(?: as (\w+))? \} from '[^']*generated\/(\w+)\/messages'/g
	)) {
		for (const [, key = ''] of text.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g')))
			asked.get(area)?.set(key, path);
	}
	// The worker's page takes its words straight from the file: the catalogue is what its reader does not have.
	for (const [, alias, area = ''] of text.matchAll(
		/import \* as (\w+) from '[^']*messages\/(\w+)\/\w+\.json'/g
	)) {
		for (const [, key = ''] of text.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g')))
			if (key !== 'json') asked.get(area)?.set(key, path);
	}
	for (const [, key = ''] of text.matchAll(/exampleText\('(\w+)'\)/g)) asked.get('applicant')?.set(key, path);
}

function placeholdersOf(text: unknown): readonly string[] {
	const found = [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
	return [...new Set(found)].sort();
}

describe('the catalogues', () => {
	it('are those the build knows, in the languages of the interface', () => {
		expect(readdirSync(messages).sort()).toEqual([...messageAreas].sort());
		for (const area of messageAreas) {
			expect(readdirSync(`${messages}/${area}`).sort(), area).toEqual(
				localesOf(area)
					.map((locale) => `${locale}.json`)
					.sort()
			);
		}
	});

	it.each(messageAreas)('are set up for their compiler as locales.ts says: %s', (area) => {
		const settings = JSON.parse(readFileSync(`src/lib/i18n/${area}.inlang/settings.json`, 'utf8'));
		expect(settings.baseLocale).toBe('de');
		expect(settings.locales).toEqual(localesOf(area));
		expect(settings.modules).toEqual([expect.stringMatching(/^\.\.\/.*node_modules\//)]);
		expect(settings['plugin.inlang.messageFormat'].pathPattern).toBe(`./messages/${area}/{locale}.json`);
	});

	it.each(messageAreas)('were really compiled, none of them empty: %s', async (area) => {
		const compiled = await import(`../../src/lib/i18n/generated/${area}/messages.js`);
		const keys = Object.keys(catalogue(area, 'de'));
		expect(keys.length).toBeGreaterThan(20);
		expect(Object.keys(compiled.m ?? compiled)).toEqual(expect.arrayContaining(keys));
	});

	it.each(others)('have every text in every language: $area in $locale', ({ area, locale }) => {
		const german = Object.keys(catalogue(area, 'de'));
		expect(Object.keys(catalogue(area, locale)).sort()).toEqual(german.sort());
	});

	it.each(translations)('have no empty text: $area in $locale', ({ area, locale }) => {
		const empty = Object.entries(catalogue(area, locale)).filter(([, text]) => String(text).trim() === '');
		expect(empty).toEqual([]);
	});

	it.each(others)('put the same things into the same texts: $area in $locale', ({ area, locale }) => {
		const translated = catalogue(area, locale);
		const differing = Object.entries(catalogue(area, 'de')).filter(
			([key, text]) => placeholdersOf(text).join() !== placeholdersOf(translated[key]).join()
		);
		expect(differing.map(([key]) => key)).toEqual([]);
	});

	it.each(others)('are translated, not copied: $area in $locale', ({ area, locale }) => {
		const translated = catalogue(area, locale);
		const copied = Object.entries(catalogue(area, 'de')).filter(([key, text]) => {
			const hasWords = /\p{L}{2}/u.test(String(text).replace(/\{\w+\}/g, ''));
			return hasWords && translated[key] === text && !sameWord.has(String(text));
		});
		expect(copied).toEqual([]);
	});

	it.each(messageAreas)('have no text that nobody asks for: %s', (area) => {
		const unused = Object.keys(catalogue(area, 'de')).filter(
			(key) => !asked.get(area)?.has(key) && !(area === 'applicant' && keysByCode.has(key))
		);
		expect(unused.filter((key) => !notYetAsked.includes(key))).toEqual([]);
	});

	it.each(messageAreas)('have every text that is asked for: %s', (area) => {
		const known = catalogue(area, 'de');
		const missing = [...(asked.get(area) ?? [])].filter(([key]) => !(key in known));
		expect(missing).toEqual([]);
		expect(asked.get(area)?.size).toBeGreaterThan(0);
	});

	it('have a label for every field, a title for every section, a sentence for every problem', () => {
		const texts = catalogue('applicant', 'de');
		const needed = [
			...sections.flatMap((section) => [`section_${section}`, `section_${section}_lead`]),
			...fields.map(([path]) => `field_${path}_label`),
			...problemCodes.filter((code) => code !== 'plan_unbalanced').map((code) => `problem_${code}`),
			...['problem_plan_missing', 'problem_plan_over']
		];
		expect(needed.filter((key) => !(key in texts))).toEqual([]);
	});

	it('have words for every fixed choice but the languages, which name themselves', () => {
		const texts = catalogue('applicant', 'de');
		const codes = [...keysByCode].filter((key) => key.startsWith('choice_'));
		const languageCodes = new Set<string>(
			form.contact.contact_language.options.map((code) => `choice_${code}`)
		);
		expect(codes.filter((key) => !(key in texts) && !languageCodes.has(key))).toEqual([]);
	});
});
