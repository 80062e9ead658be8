import { PDFDocument, PDFName, PDFStream } from '@cantoo/pdf-lib';
import { expect, it } from 'vitest';
import { cents, day, number, text } from '../../core/table/cell';
import { textOfPdf } from './pdf-text.sample';
import { reportPdf } from './report-pdf';

const report = {
	title: 'Bericht an das Land',
	lead: 'Stand: 20.01.2027',
	footer: 'Fingerabdruck abc',
	day: '2027-01-20',
	tables: [
		{ title: 'Geld', head: ['Angabe', 'Betrag'], rows: [[text('Ausgezahlt'), cents(123_456_789)]] },
		{
			title: 'Förderungen',
			head: ['Nummer', 'Gruppe', 'Menschen', 'Beginn'],
			rows: Array.from({ length: 60 }, (_, at) => [
				text(`KOFEI-2027-${at}`),
				text(at % 2 ? 'جمعية الجسر' : '#table() *fett* Köprü'),
				number(at),
				day('2027-03-01')
			])
		},
		{ title: 'Leer', note: 'Zählt in jedem.', head: ['Angabe'], rows: [] }
	]
};

it('is accessible, says every sum and word as it was, and is the same file for the same data', async () => {
	const bytes = await reportPdf(report);
	const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
	const metadata = pdf.catalog.lookup(PDFName.of('Metadata'), PDFStream);
	expect(Buffer.from(metadata.getContents()).toString()).toContain('<pdfuaid:part>1</pdfuaid:part>');
	expect(pdf.getPageCount()).toBeGreaterThan(1);
	// The reader of these tests knows no blanks.
	const said = textOfPdf(pdf);
	for (const part of [
		'1.234.567,89',
		'KOFEI-2027-59',
		'#table() *fett* Köprü',
		'01.03.2027',
		'Fingerabdruck abc',
		'Zählt in jedem.'
	])
		expect(said).toContain(part.replaceAll(' ', ''));
	expect((await reportPdf(report)).equals(bytes)).toBe(true);
});
