import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageAreas } from '../../src/build/messages';
import { adviceCodes } from '../../src/lib/core/application/advice';
import {
	columnsOf,
	form,
	isRowList,
	rowLists,
	sections,
	type Field
} from '../../src/lib/core/application/fields';
import { problemCodes } from '../../src/lib/core/application/problem';
import { explainedPaths } from '../../src/lib/i18n/explanations';
import { catalogueOf, fieldAreaOf, fieldCatalogues } from '../../src/lib/i18n/field-areas';
import { languageName, languages, staffLocales } from '../../src/lib/i18n/locales';
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
	'Adresse',
	'Budget',
	'CSV',
	'Budget: {round}',
	'Deutsch',
	'English',
	'Excel (XLSX)',
	'Export',
	'Finanzamt Duisburg-Süd',
	'BIC',
	'IBAN',
	'Kontakt',
	'Name',
	'Partner {number}',
	'Person',
	'Person {number}',
	'Person {id}',
	'Sparkasse Duisburg',
	'Status',
	'System',
	'Telefon',
	'Termin {number}',
	'Text ({language})',
	'VR 1234 / HRB 5678'
]);

/** The sign of the office, which is on its door and its letters. */
const officeSign = 'imprint_office_text';

/** How long a text may be that plain German has word for word like German, and each sentence of a longer one. */
const plainAlready = { text: 40, sentence: 60 };

const bareOf = (text: string) => text.replace(/\{\w+\}/g, '');

/** German can be plain already: a few words, or short sentences. */
function isPlainGerman(text: string): boolean {
	const bare = bareOf(text);
	return (
		bare.length <= plainAlready.text ||
		bare.split(/(?<=[.:?!])\s|\n/).every((sentence) => sentence.length <= plainAlready.sentence)
	);
}

/** What a reader sees of a text: itself, or each of its plural forms. */
const wordings = (text: unknown): readonly string[] =>
	typeof text === 'string'
		? [text]
		: Array.isArray(text)
			? text.flatMap(({ match }: { match: Readonly<Record<string, string>> }) => Object.values(match))
			: [];

const cyrillic: readonly string[] = ['bg', 'uk', 'ru'];
const arabic: readonly string[] = ['ar', 'fa'];
/** Letters that look right and are another language's. */
const foreignLetters: Readonly<Record<string, RegExp>> = {
	bg: /[ыэёіїєґ]/iu,
	uk: /[ыэёъ]/iu,
	ru: /[іїєґ]/iu,
	fa: /[يكة]/u
};

/** Why these words cannot be this language's, or null. German words and names may stand anywhere, in one piece. */
function wrongScript(locale: string, text: string): string | null {
	const bare = bareOf(text);
	if (!cyrillic.includes(locale) && /\p{Script=Cyrillic}/u.test(bare)) return 'Cyrillic';
	if (!arabic.includes(locale) && /\p{Script=Arabic}/u.test(bare)) return 'Arabic';
	if (/\p{Script=Latin}\p{M}*\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{M}*\p{Script=Latin}/u.test(bare))
		return 'a word of two scripts';
	return foreignLetters[locale]?.test(bare) ? 'letters of a sister language' : null;
}

/** The words of German forms and law, which people say to the office whatever they speak. */
const isOfficial = (key: string) => key.endsWith('_official');

const lists = Object.keys(rowLists).filter(isRowList);
/** Every question of the form: its section, the beginning of its keys, and what it is. */
const questions = [
	...sections.flatMap((section) =>
		Object.entries<Field>(form[section]).map(([path, field]) => ({ section, key: `field_${path}`, field }))
	),
	...lists.flatMap((list) =>
		Object.entries(columnsOf(list)).map(([column, field]) => ({
			section: rowLists[list].section,
			key: `column_${list}_${column}`,
			field
		}))
	)
];
const fixedOptions = ({ options = [] }: Field) => (typeof options === 'string' ? [] : options);
const choiceKeys = questions.flatMap(({ section, field }) =>
	fixedOptions(field)
		// Languages name themselves.
		.filter((code) => languageName(code) === undefined)
		.map((code) => ({ area: fieldAreaOf(section), key: `choice_${code}` }))
);
const planLists = ['cost_lines', 'income_lines'];
const listKeys = lists
	.filter((list) => !planLists.includes(list))
	.flatMap((list) => ['', '_row', '_add'].map((part) => `rows_${list}${part}`));
const planKeys = [
	'costs_spending',
	'costs_line',
	'costs_add_line',
	'costs_income',
	'costs_income_line',
	'costs_add_income'
];

/** Texts that are found by a code, by area: `form-texts.ts` and `explanations.ts` put their keys together. */
const keysByCode: ReadonlyMap<string, ReadonlySet<string>> = new Map([
	[
		'form',
		new Set([
			...sections.flatMap((section) => [`section_${section}`, `section_${section}_lead`]),
			...choiceKeys.map(({ key }) => key)
		])
	],
	...fieldCatalogues.map((area): [string, ReadonlySet<string>] => [
		area,
		new Set([
			...questions.flatMap(({ section, key }) =>
				['label', 'hint', 'example', 'official']
					.map((part) => `${key}_${part}`)
					.filter((text) => catalogueOf(section, text) === area)
			),
			...lists
				.filter((list) => fieldAreaOf(rowLists[list].section) === area)
				.map((list) => `list_${list}_official`),
			...lists.flatMap((list) =>
				listKeys
					.flatMap((key) => [key, `${key}_hint`])
					.filter(
						(key) => key.startsWith(`rows_${list}`) && catalogueOf(rowLists[list].section, key) === area
					)
			),
			...choiceKeys.filter((choice) => choice.area === area).map(({ key }) => key),
			...(area === 'money' ? [...planKeys, 'costs_income_hint'] : [])
		])
	]),
	['explain', new Set([...explainedPaths].map((path) => `field_${path}_why`))]
]);

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
		expect(keys.length).toBeGreaterThan(10);
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
			const isSame = JSON.stringify(translated[key]) === JSON.stringify(text);
			const hasWords = wordings(text).some((words) => /\p{L}{2}/u.test(bareOf(words)));
			const isSameWord = sameWord.has(String(text)) || isOfficial(key);
			const mayBeGerman =
				locale === 'de-simple' && (wordings(text).every(isPlainGerman) || key === officeSign);
			return isSame && hasWords && !isSameWord && !mayBeGerman;
		});
		expect(copied).toEqual([]);
	});

	it.each(messageAreas.filter((area) => area !== 'staff'))(
		'are plain German of their own, not German with a few changes: %s',
		(area) => {
			const plain = catalogue(area, 'de-simple');
			const long = Object.entries(catalogue(area, 'de')).filter(
				([key, text]) => !isOfficial(key) && String(wordings(text)).length > plainAlready.text
			);
			const copied = long.filter(([key, text]) => JSON.stringify(plain[key]) === JSON.stringify(text));
			expect(copied.length, String(copied.map(([key]) => key))).toBeLessThanOrEqual(long.length / 3);
		}
	);

	it.each(translations)(
		'are written in the letters of their language: $area in $locale',
		({ area, locale }) => {
			const wrong = Object.entries(catalogue(area, locale)).flatMap(([key, text]) =>
				wordings(text).flatMap((words) => {
					const why = wrongScript(locale, words);
					return why === null ? [] : [`${key}: ${why}`];
				})
			);
			expect(wrong).toEqual([]);
		}
	);

	it.each(others)('leave the words of the office as they are: $area in $locale', ({ area, locale }) => {
		const translated = catalogue(area, locale);
		const changed = Object.entries(catalogue(area, 'de')).filter(
			([key, text]) => isOfficial(key) && translated[key] !== text
		);
		expect(changed).toEqual([]);
	});

	it.each(messageAreas)('have no text that nobody asks for: %s', (area) => {
		const unused = Object.keys(catalogue(area, 'de')).filter(
			(key) => !asked.get(area)?.has(key) && !keysByCode.get(area)?.has(key)
		);
		expect(unused).toEqual([]);
	});

	it.each(messageAreas)('have every text that is asked for: %s', (area) => {
		const known = catalogue(area, 'de');
		const missing = [...(asked.get(area) ?? [])].filter(([key]) => !(key in known));
		expect(missing).toEqual([]);
		expect((asked.get(area)?.size ?? 0) + (keysByCode.get(area)?.size ?? 0)).toBeGreaterThan(0);
	});

	it('have a label for every question in the catalogue its screen loads', () => {
		const missing = questions.filter(
			({ section, key }) => !(`${key}_label` in catalogue(fieldAreaOf(section), 'de'))
		);
		expect(missing.map(({ key }) => key)).toEqual([]);
	});

	it('have a title for every list in the catalogue its screen loads', () => {
		const missing = lists.flatMap((list) =>
			listKeys.filter(
				(key) =>
					key.startsWith(`rows_${list}`) && !(key in catalogue(fieldAreaOf(rowLists[list].section), 'de'))
			)
		);
		expect(missing).toEqual([]);
	});

	it('have a title for every section, a sentence for every problem and every advice', () => {
		const texts = { ...catalogue('form', 'de'), ...catalogue('check', 'de') };
		const needed = [
			...sections.flatMap((section) => [`section_${section}`, `section_${section}_lead`]),
			...problemCodes.filter((code) => code !== 'plan_unbalanced').map((code) => `problem_${code}`),
			...['problem_plan_missing', 'problem_plan_over'],
			...adviceCodes.map((code) => `advice_${code}`)
		];
		expect(needed.filter((key) => !(key in texts))).toEqual([]);
		expect(planKeys.filter((key) => !(key in catalogue('money', 'de')))).toEqual([]);
	});

	it.each(languages)('name the screen of the letters as it is named: $code', ({ code }) => {
		const screen = String(catalogue('sent', code)['correspondence_title']);
		for (const key of ['status_approved_letter', 'status_rejected_text'])
			expect(catalogue('applicant', code)[key]).toContain(screen);
	});

	it('have words for every fixed choice where its question is asked', () => {
		const missing = choiceKeys.filter(
			({ area, key }) => !(key in catalogue(area, 'de')) && !(key in catalogue('form', 'de'))
		);
		expect(missing).toEqual([]);
	});

	it('explain every answer of several sentences, and whatever else says that it is explained', () => {
		const texts = catalogue('explain', 'de');
		const long = questions.filter(({ field }) => field.kind === 'long').map(({ key }) => `${key}_why`);
		const promised = [...explainedPaths].map((path) => `field_${path}_why`);
		expect([...long, ...promised].filter((key) => !(key in texts))).toEqual([]);
		expect(long.filter((key) => !promised.includes(key))).toEqual([]);
	});

	it('say the same wherever two of them have the same text for applicants', () => {
		const shared = messageAreas.filter((area) => area !== 'staff');
		for (const { code } of languages) {
			const seen = new Map<string, unknown>();
			for (const [key, text] of shared.flatMap((area) => Object.entries(catalogue(area, code)))) {
				if (seen.has(key)) expect(text, `${key} in ${code}`).toBe(seen.get(key));
				seen.set(key, text);
			}
		}
	});
});
