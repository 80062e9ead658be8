import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { sampleLetter } from '../../src/lib/core/letter/letter.sample';
import { explainedIn } from '../../src/lib/core/letter/template';
import { cents, text } from '../../src/lib/core/table/cell';
import { readableLetter } from '../../src/lib/i18n/letter-text';
import LetterPreview from '../../src/lib/ui/letter/LetterPreview.svelte';
import { applicationPdf } from '../../src/lib/server/documents/application-pdf';
import { sampleSource } from '../../src/lib/server/documents/application-pdf.sample';
import { letterPdf } from '../../src/lib/server/documents/letter-pdf';
import {
	languagesOf,
	spoken,
	structureOf,
	tagged,
	type PdfStructure,
	type Tagged
} from '../../src/lib/server/documents/pdf-structure.sample';
import { unseen } from '../../src/lib/server/documents/pdf-text.sample';
import { proofPdf } from '../../src/lib/server/documents/proof-pdf';
import { sampleProof } from '../../src/lib/server/documents/proof-pdf.sample';
import { reportPdf } from '../../src/lib/server/documents/report-pdf';

const writtenAt = '2027-02-20T10:00:00Z';
const arabic = 'مرحبا بكم في هوخفلد';

const report = {
	title: 'Bericht an das Land',
	lead: 'Stand: 20.01.2027',
	footer: 'Fingerabdruck abc',
	day: '2027-01-20',
	tables: [
		{ title: 'Geld', head: ['Angabe', 'Betrag'], rows: [[text('Ausgezahlt'), cents(123_456)]] },
		{
			title: 'Förderungen',
			note: 'Zählt in jedem.',
			head: ['Nummer', 'Gruppe'],
			rows: Array.from({ length: 60 }, (_, at) => [text(`Nr ${at}`), text(at % 2 ? arabic : 'Köprü')])
		}
	]
};

const letterIn = (locale: (typeof explainedIn)[number], kind: 'receipt' | 'approved' = 'approved') =>
	readableLetter(sampleLetter(kind, locale), writtenAt, locale);
const printed = (letter: ReturnType<typeof letterIn>) =>
	letterPdf(letter, { day: '2027-02-20', isPreview: false });

const documents: Readonly<Record<string, () => Promise<Buffer>>> = {
	'the application': () => applicationPdf(sampleSource()),
	'the application with Arabic in it': () =>
		applicationPdf(sampleSource({ need: arabic, 'text_language.need': 'ar', project_title: arabic })),
	'the receipt': () => printed(letterIn('de', 'receipt')),
	'the receipt, explained in Arabic': () => printed(letterIn('ar', 'receipt')),
	'the letter': () => printed(letterIn('de')),
	'the letter, explained in Persian': () => printed(letterIn('fa')),
	'a letter nobody signed yet': () => letterPdf(letterIn('ar'), { day: '2027-02-20', isPreview: true }),
	'the proof of use, with a report in Arabic': () => proofPdf(sampleProof),
	'the report to the Land': () => reportPdf(report)
};

describe.each(Object.entries(documents))('%s as a PDF', (_, make) => {
	const structure = make().then(structureOf);

	it('has a title, says that it is German, and leaves no word out of its structure', async () => {
		const { title, lang, untagged, strays } = await structure;
		expect(title).toMatch(/\S/);
		expect(lang).toMatch(/^de/);
		expect(untagged).toEqual([]);
		expect(strays).toEqual([]);
	});

	it('has headings that skip no level', async () => {
		const { tree } = await structure;
		const levels = tagged(tree, 'Title', 'H1', 'H2', 'H3', 'H4').map(({ tag }) =>
			tag === 'Title' ? 0 : Number(tag.slice(1))
		);
		expect(levels.filter((level) => level === 0)).toHaveLength(1);
		expect(levels[0]).toBe(0);
		expect(levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
	});

	it('has header cells over every column of its tables, that say what they are the head of', async () => {
		const { tree } = await structure;
		for (const table of tagged(tree, 'Table')) {
			const [first, ...rows] = tagged(table, 'TR');
			const heads = first?.children.filter((cell): cell is Tagged => typeof cell !== 'string') ?? [];
			expect(heads.map(({ tag }) => tag)).toEqual(heads.map(() => 'TH'));
			expect(heads.map(({ scope }) => scope)).toEqual(heads.map(() => 'Column'));
			expect(rows.length).toBeGreaterThan(0);
		}
	});
});

/** The order in which words are found, one after the other; those that are missing where they should be. */
function missingInOrder(said: string, words: readonly string[]): readonly string[] {
	let from = 0;
	return words.filter((word) => {
		const at = said.indexOf(word.replace(unseen, ''), from);
		if (at >= 0) from = at + word.replace(unseen, '').length;
		return at < 0;
	});
}

/** What HTML says, element after element. */
const wordsOfHtml = (html: string) =>
	html
		.replace(/<!--[^]*?-->/g, '')
		.split(/<[^>]+>/)
		.map((part) => part.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').trim())
		.filter((part) => part !== '');

const bodyOf = ({ tree }: PdfStructure) => spoken(tree);

describe('what a voice reads of a PDF', () => {
	it.each(explainedIn)('is in the order of the same letter as HTML: explained in %s', async (locale) => {
		const letter = letterIn(locale);
		const structure = await structureOf(await printed(letter));
		const { body } = render(LetterPreview, { props: { letter, level: 3, locale: 'de' } });
		const [german = '', explained = ''] = body.split('<div class="explanation');
		expect(wordsOfHtml(german).length).toBeGreaterThan(15);
		expect(missingInOrder(bodyOf(structure), wordsOfHtml(german))).toEqual([]);
		// Arabic script is drawn from its end: its words are compared as a set of signs elsewhere.
		if (locale === 'ar' || locale === 'fa') return;
		const [, ...own] = wordsOfHtml(explained.slice(explained.indexOf('>') + 1));
		expect(missingInOrder(bodyOf(structure), [letter.blocks[0]?.text.slice(0, 30) ?? '', ...own])).toEqual(
			[]
		);
	});

	it.each(explainedIn)('changes its language where the explanation begins: %s', async (locale) => {
		const { tree } = await structureOf(await printed(letterIn(locale)));
		const own = locale.slice(0, 2);
		expect(languagesOf(tree)).toEqual(own === 'de' ? ['de'] : ['de', own]);
	});

	it('is an application from its number to its fingerprint, with each answer after its question', async () => {
		const { tree } = await structureOf(await applicationPdf(sampleSource({ need: 'Es fehlt ein Ort.' })));
		expect(
			tagged(tree, 'H1')
				.map(spoken)
				.map((title) => title.slice(0, 1))
		).toEqual([...'ABCDEFG', 'E']);
		const said = spoken(tree);
		expect(
			missingInOrder(said, [
				'KOFEI-2027-0001',
				'Es fehlt ein Ort.',
				'Alles stimmt.',
				'Satzung Verein.pdf',
				'ab12cd34'
			])
		).toEqual([]);
	});

	it('is a proof from what was done to its receipts', async () => {
		const { tree } = await structureOf(await proofPdf(sampleProof));
		expect(
			missingInOrder(spoken(tree), [
				'KOFEI-2027-0001',
				'Was gemacht wurde',
				'Lebensmittel',
				'Markt am Dellplatz',
				'850,50'
			])
		).toEqual([]);
		expect(languagesOf(tree)).toEqual(['de', 'ar', 'de']);
	});

	it('is a report table by table, row by row', async () => {
		const { tree } = await structureOf(await reportPdf(report));
		const rows = Array.from({ length: 60 }, (_, at) => `Nr ${at}`);
		expect(
			missingInOrder(spoken(tree), [
				'Bericht an das Land',
				'Stand:',
				'Geld',
				'Angabe',
				'Betrag',
				'Ausgezahlt',
				'1.234,56',
				'Förderungen',
				'Nummer',
				...rows
			])
		).toEqual([]);
	});
});
