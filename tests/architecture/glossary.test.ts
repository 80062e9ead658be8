import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageAreas } from '../../src/build/messages';
import { languages } from '../../src/lib/i18n/locales';
import { forbidden, held, names, readGlossary, says } from './glossary';

/** Applicants' texts; those of the office are German and English only, and its words stand in the glossary of English. */
const areas = messageAreas.filter((area) => area !== 'staff');

/** What a reader sees of a text: itself, or all of its plural forms. */
const wording = (text: unknown): string =>
	Array.isArray(text)
		? text
				.flatMap(({ match }: { match: Readonly<Record<string, string>> }) => Object.values(match))
				.join('\n')
		: String(text);

/** `area/key` → text. What is official is German everywhere. */
function textsIn(locale: string): ReadonlyMap<string, string> {
	return new Map(
		areas.flatMap((area) => {
			const { $schema: _, ...texts } = JSON.parse(
				readFileSync(`src/lib/i18n/messages/${area}/${locale}.json`, 'utf8')
			);
			return Object.entries(texts)
				.filter(([key]) => !key.endsWith('_official'))
				.map(([key, text]): [string, string] => [`${area}/${key}`, wording(text)]);
		})
	);
}

const german = textsIn('de');
const glossaryOf = (locale: string) => readGlossary(`src/lib/i18n/glossary/${locale}.md`);

describe.each(languages.filter(({ code }) => code !== 'de'))('the glossary of $code', ({ code }) => {
	const glossary = glossaryOf(code);
	const texts = textsIn(code);
	/** Texts that do not say a term their German has. */
	const astray = glossary.terms.flatMap((term) =>
		[...german]
			.filter(([key, text]) => names(term.german, text) && !says(term, texts.get(key) ?? ''))
			.map(([key]) => `${key} (${term.german})`)
	);

	it('has the words that matter', () => {
		expect(glossary.rows).toBeGreaterThan(60);
		expect(glossary.terms.length).toBeGreaterThan(38);
	});

	it('is kept to by every text, or the text is named with a reason', () => {
		expect(astray.filter((place) => !glossary.except.has(place))).toEqual([]);
	});

	it('excuses only what needs it', () => {
		const own = readFileSync(`src/lib/i18n/glossary/${code}.md`, 'utf8');
		const idle = [...glossary.except.keys()].filter(
			(place) =>
				own.includes(`except ${place}`) &&
				!astray.includes(place) &&
				held.some((term) => place.endsWith(`(${term})`))
		);
		expect(idle).toEqual([]);
	});

	it('has words that nobody meets', () => {
		const met = [...texts].flatMap(([key, text]) =>
			forbidden(glossary.never, text).map((word) => `${key} (${word})`)
		);
		expect(met.filter((place) => !glossary.except.has(place))).toEqual([]);
	});
});

describe('a term', () => {
	const term = (locale: string, name: string) => {
		const found = glossaryOf(locale).terms.find(({ german: one }) => one === name);
		if (!found) throw new Error(`${locale} has no ${name}`);
		return found;
	};

	it.each([
		['tr', 'Antrag', 'Başvurunuzu gönderin.', 'Dilekçenizi gönderin.'],
		['uk', 'Antrag', 'Надішліть свої заявки.', 'Надішліть прохання.'],
		['ar', 'Antrag', 'أرسلوا طلبكم.', 'أرسلوا استمارتكم.'],
		['pl', 'Finanzamt', 'Pismo z urzędu skarbowego', 'Pismo ze skarbówki'],
		['en', 'Verwendungsnachweis', 'Send the proof of use.', 'Send the evidence of spending.'],
		['fr', 'Verein', 'Votre association', 'Votre société'],
		['de-simple', 'Frist', 'Der letzte Tag ist morgen.', 'Das Ende ist morgen.']
	])(
		'is known in %s when it bends, and missed when another stands there: %s',
		(locale, name, right, wrong) => {
			expect(says(term(locale, name), right)).toBe(true);
			expect(says(term(locale, name), wrong)).toBe(false);
		}
	);

	it('is looked for where German has it, in whatever case, and not in longer words', () => {
		expect(names('Antrag', 'eures Antrags')).toBe(true);
		expect(names('Antrag', 'zwei Anträge')).toBe(true);
		expect(names('Antrag', 'die Antragsnummer')).toBe(false);
		expect(forbidden(glossaryOf('tr').never, 'Kredi değil')).toEqual(['kredi*']);
		expect(forbidden(glossaryOf('tr').never, 'iletişim')).toEqual([]);
	});
});
