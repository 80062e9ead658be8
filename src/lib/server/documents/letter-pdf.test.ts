import { createHash } from 'node:crypto';
import { PDFDict, PDFDocument, PDFName, PDFStream } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { sampleLetter } from '../../core/letter/letter.sample';
import { explainedIn, letterKinds } from '../../core/letter/template';
import { readableLetter } from '../../i18n/letter-text';
import { letterPdf } from './letter-pdf';
import { textOfPdf, textsOfPages } from './pdf-text.sample';

const writtenAt = '2027-02-20T10:00:00Z';
const print = (...[kind, locale = 'de', facts]: Parameters<typeof sampleLetter>) =>
	letterPdf(readableLetter(sampleLetter(kind, locale, facts), writtenAt, locale), {
		day: '2027-02-20',
		isPreview: false
	});

describe('a letter as a PDF', () => {
	it.each(letterKinds)('is accessible in each language it is explained in: %s', async (kind) => {
		for (const locale of explainedIn) {
			const pdf = await PDFDocument.load(await print(kind, locale), { updateMetadata: false });
			const metadata = pdf.catalog.lookup(PDFName.of('Metadata'), PDFStream);
			expect(Buffer.from(metadata.getContents()).toString()).toContain('<pdfuaid:part>1</pdfuaid:part>');
			const langs = pdf.context
				.enumerateIndirectObjects()
				.map(([, object]) =>
					object instanceof PDFDict ? object.get(PDFName.of('Lang'))?.toString() : undefined
				);
			expect(pdf.catalog.get(PDFName.of('Lang'))?.toString()).toMatch(/de/);
			if (!locale.startsWith('de')) expect(langs).toContain(`(${locale})`);
		}
	});

	it('keeps a name written in two scripts together, in the sentence and in the address', async () => {
		const facts = { organisation_name: 'جمعية السلام e.V.', project_title: 'لقاء Café' };
		for (const locale of ['de', 'ar', 'uk'] as const) {
			const text = textOfPdf(await PDFDocument.load(await print('approved', locale, facts)));
			expect(text).toContain('e.V.');
			expect(text).not.toContain('\uFFFD');
		}
		const { recipient, blocks } = readableLetter(sampleLetter('approved', 'de', facts), writtenAt, 'de');
		expect(recipient[0]).toBe('\u2068جمعية السلام e.V.\u200E\u2069');
		expect(blocks[0]?.text).toContain('\u2068لقاء Café\u2069');
	});

	it('says what was decided, to whom, and that German binds', async () => {
		const text = textOfPdf(await PDFDocument.load(await print('approved', 'tr')));
		for (const part of [
			'1.800,00',
			'KOFEI-2027-0001',
			'Wanheimer Straße 12',
			'Rechtsbehelfsbelehrung',
			'ANBest-P',
			'Almanca'
		])
			expect(text).toContain(part.replace(/\s/g, ''));
	});

	it('is accessible where it undoes an earlier decision, in each language', async () => {
		const undoing = {
			replaced: { outcome: 'approved', amount_cents: 79_500, written_on: '2027-02-10' },
			withdrawn_cents: 29_500
		} as const;
		for (const locale of explainedIn)
			for (const kind of ['approved', 'waitlisted', 'rejected'] as const) {
				const text = textOfPdf(await PDFDocument.load(await print(kind, locale, undoing)));
				expect(text).toContain('§§48,49VwVfGNRW');
				expect(text).not.toContain('\uFFFD');
			}
	});

	it('keeps the end and the name of whoever signed on one page, however long the letter is', async () => {
		for (let lines = 1; lines < 50; lines += 1) {
			const reason = Array.from({ length: lines }, (_, line) => `Grund ${line + 1}`).join('\n');
			const pages = textsOfPages(await PDFDocument.load(await print('rejected', 'de', { reason })));
			const last = pages.find((text) => text.includes('MitfreundlichenGrüßen'));
			expect(last, `${lines} lines`).toMatch(/ImAuftragTanjaStöffkenKOFEI,StadtDuisburg/);
		}
	});

	it('draws what people wrote letter by letter', async () => {
		const hostile = '#panic("x") $x$ *fett* = Titel [a] {{amount}} \\ //';
		const text = textOfPdf(
			await PDFDocument.load(await print('rejected', 'de', { reason: hostile, project_title: 'Fest 🎉' }))
		);
		expect(text).toContain(hostile.replace(/\s/g, ''));
		expect(text).toContain('Fest\uFFFD');
	});

	it('is the same bytes whenever it is made, so that its fingerprint means something', async () => {
		const hash = async () =>
			createHash('sha256')
				.update(await print('approved', 'ar'))
				.digest('hex');
		expect(await hash()).toBe(await hash());
	});
});
