import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageAreas } from '../../src/build/messages';
import { form, rowLists, sections, type Field } from '../../src/lib/core/application/fields';
import { languages, staffLocales } from '../../src/lib/i18n/locales';
import { sources } from './sources';

const root = 'src/lib/i18n';
type Catalogue = Readonly<Record<string, unknown>>;

const read = (area: string, locale: string): Catalogue =>
	JSON.parse(readFileSync(path.join(root, 'messages', area, `${locale}.json`), 'utf8'));
const keysOf = (catalogue: Catalogue) => Object.keys(catalogue).filter((key) => key !== '$schema');
const localesOf = (area: string): readonly string[] =>
	area === 'staff' ? staffLocales : languages.map(({ code }) => code);
const placeholdersOf = (message: unknown) =>
	[...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

/** Two words in a row beside names and placeholders: too much to be the same in two languages by chance. */
const isSentence = (text: string) => /\p{L}+\W+\p{L}{2,}/u.test(text.replace(/\{\w+\}|KOFEI|IBAN/g, ''));

describe.each([...messageAreas])('the catalogue "%s"', (area) => {
	const german = read(area, 'de');

	it('is not empty: Paraglide reports success even when it could not read a single message', () => {
		expect(keysOf(german).length).toBeGreaterThan(10);
	});

	it('exists in exactly the languages of the interface', () => {
		const files = readdirSync(path.join(root, 'messages', area)).map((file) => path.basename(file, '.json'));
		const settings = JSON.parse(readFileSync(path.join(root, `${area}.inlang/settings.json`), 'utf8'));
		expect(files.sort()).toEqual([...localesOf(area)].sort());
		expect([...settings.locales].sort()).toEqual([...localesOf(area)].sort());
		expect(settings.modules.every((address: string) => address.startsWith('../'))).toBe(true);
	});

	it.each(localesOf(area).filter((locale) => locale !== 'de'))(
		'says everything in %s, with the same placeholders',
		(locale) => {
			const catalogue = read(area, locale);
			expect(keysOf(catalogue).sort()).toEqual(keysOf(german).sort());
			for (const key of keysOf(german)) {
				expect([key, placeholdersOf(catalogue[key])]).toEqual([key, placeholdersOf(german[key])]);
			}
		}
	);

	it.each(localesOf(area).filter((locale) => locale !== 'de'))(
		'has no German sentence left in %s',
		(locale) => {
			const catalogue = read(area, locale);
			const left = keysOf(german).filter((key) => {
				const text = catalogue[key];
				return typeof text === 'string' && text === german[key] && isSentence(text);
			});
			expect(left).toEqual([]);
		}
	);
});

describe('keys', () => {
	const used = new Set(
		sources('src', /\.(ts|svelte)$/).flatMap(({ text }) =>
			[...text.matchAll(/\b(?:m|words)\.([a-z]\w*)/g)].map((match) => match[1])
		)
	);

	it('are all used: what nobody reads nobody translates', () => {
		const computed =
			/^(field|section|choice|costs_label_example|column|view|role|action|outcome|state|refusal|audit|form|code|step|problem)(_|$)/;
		const unused = messageAreas.flatMap((area) =>
			keysOf(read(area, 'de'))
				.filter((key) => !used.has(key) && !computed.test(key))
				.map((key) => `${area}: ${key}`)
		);
		expect(unused).toEqual([]);
	});

	it('are there for every section, field and fixed choice of the form', () => {
		const catalogue = read('applicant', 'de');
		const fields = sections.flatMap((section) => Object.entries<Field>(form[section]));
		const choices = fields.flatMap(([path, { options }]) =>
			Array.isArray(options) && path !== 'contact_language' ? options.map((code) => `choice_${code}`) : []
		);
		const wanted = [
			...sections.flatMap((section) => [`section_${section}`, `section_${section}_lead`]),
			...fields.map(([path]) => `field_${path}_label`),
			...choices
		];
		expect(wanted.filter((key) => catalogue[key] === undefined)).toEqual([]);
		expect(Object.keys(rowLists)).toEqual(['cost_lines', 'income_lines']);
	});

	it('name no field or section that is not there', () => {
		const paths = sections.flatMap((section) => Object.keys(form[section]));
		const stray = keysOf(read('applicant', 'de')).filter((key) => {
			const path = /^field_(\w+)_(label|hint|example)$/.exec(key)?.[1];
			const section = /^section_(?!state|done|open|continue)(\w+?)(_lead)?$/.exec(key)?.[1];
			return (path && !paths.includes(path)) || (section && !sections.some((one) => one === section));
		});
		expect(stray).toEqual([]);
	});
});
