import { PDFDict, PDFDocument, PDFName, PDFStream } from '@cantoo/pdf-lib';
import { describe, expect, it, vi } from 'vitest';
import { metricsText } from '../operations/metrics';
import { applicationPdf } from './application-pdf';
import { sampleSource } from './application-pdf.sample';
import { compilePdf, isUnknownStandard } from './compiler';
import { asDrawn, textOfPdf } from './pdf-text.sample';

const load = async (source = sampleSource()) =>
	PDFDocument.load(await applicationPdf(source), { updateMetadata: false });

describe('the application as a PDF', () => {
	it('says that it is accessible, in German, with a title', async () => {
		const pdf = await load();
		const { catalog } = pdf;
		expect(pdf.getTitle()).toBe('Antrag auf Gewährung einer Zuwendung KOFEI-2027-0001');
		expect(catalog.get(PDFName.of('Lang'))?.toString()).toMatch(/de/i);
		expect(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe(
			'true'
		);
		expect(catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict).toString()).toContain(
			'/DisplayDocTitle true'
		);
		const metadata = catalog.lookup(PDFName.of('Metadata'), PDFStream);
		expect(Buffer.from(metadata.getContents()).toString()).toContain('<pdfuaid:part>1</pdfuaid:part>');
	});

	it('has headings, header cells and the language of what is not German as tags', async () => {
		const pdf = await load(
			sampleSource({
				need: 'Komşular',
				'text_language.need': 'tr',
				aims: 'مرحبا بكم',
				'text_language.aims': 'ar'
			})
		);
		const tags = pdf.context
			.enumerateIndirectObjects()
			.map(([, object]) => object)
			.filter((object) => object instanceof PDFDict)
			.map((dict) => ({
				tag: dict.get(PDFName.of('S'))?.toString(),
				lang: dict.get(PDFName.of('Lang'))?.toString()
			}));
		const count = (tag: string) => tags.filter((element) => element.tag === tag).length;
		expect(count('/H1')).toBeGreaterThan(6);
		expect(count('/H2')).toBeGreaterThan(6);
		expect(count('/Table')).toBeGreaterThan(4);
		expect(count('/TH')).toBeGreaterThan(10);
		expect(tags.map(({ lang }) => lang)).toEqual(expect.arrayContaining(['(tr)', '(ar)']));
	});

	it('prints what people wrote letter by letter, whatever it would mean to a template', async () => {
		const hostile = [
			'#panic("x")',
			'#read("/etc/passwd")',
			'$ sum_(k=0)^n $',
			'*fett* _kursiv_ `roh`',
			'= Überschrift',
			'- Liste + Liste / Wort: Satz',
			'[Inhalt] <marke> @verweis \\ ~ -- ... // Kommentar /* noch einer */',
			'{{7*7}} ${7*7} <%= 7*7 %> <script>alert(1)</script>',
			'"]]) #eval("1+1")'
		];
		const pdf = await load(sampleSource({ need: hostile.join('\n'), project_title: hostile[0] ?? '' }));
		const text = textOfPdf(pdf);
		for (const line of hostile) expect(text).toContain(line.replace(/\s/g, ''));
		const plain = await load();
		const headings = (document: PDFDocument) =>
			document.context
				.enumerateIndirectObjects()
				.filter(
					([, object]) => object instanceof PDFDict && object.get(PDFName.of('S'))?.toString() === '/H1'
				).length;
		expect(headings(pdf)).toBe(headings(plain));
	});

	it.each([
		['Arabic', 'شيء صحيح في المبلغ المطلوب والإجابة تأتي خلال أسبوعين الأطفال مؤسسة قضية غرفة ظرف ثوب جدا'],
		['Persian', 'پیش آغاز پروژه چند گروه می\u200Cخواهیم بیایند خوراک چای'],
		['Sorani', 'کۆمەڵەی ئێمە بۆ یارمەتیدانی منداڵان ڕێکخراوە پڕۆژەکە ژووری']
	])('leaves words in %s whole for whoever copies or hears them', async (_, words) => {
		const text = textOfPdf(await load(sampleSource({ need: words, 'text_language.need': 'other' })));
		const inPieces = words.split(' ').filter((word) => !text.includes(asDrawn(word)));
		expect(inPieces).toEqual([]);
	});

	it.each([
		['emoji and scripts without a font', 'Fest 🎉👨‍👩‍👧 你好 สวัสดี'],
		['controls, bidi marks and private characters', 'a\u0001\u202Eb\uE000\u0000\u2028c\uFEFF'],
		['a lone half of a character', '\uD83C'],
		['a key held down', 'W'.repeat(2000)],
		['blanks alone', ' \n \n '],
		['all digits and marks of Arabic and Persian', '١٢٣ ۴۵۶ ، ؛ ؟ « » ـ پ چ ژ گ ک ی ێ ۆ']
	])('is made for %s', async (_, text) => {
		const changes = {
			need: text,
			project_title: text,
			'cost_lines.aaaaaaaa.label': text,
			'text_language.need': 'other'
		};
		expect((await load(sampleSource(changes))).getPageCount()).toBeGreaterThan(0);
	});

	it('is made of an empty application, too', async () => {
		const source = sampleSource();
		const empty = { ...source, form: { ...source.form, fields: {} }, declarations: [], files: [] };
		expect((await load(empty)).getPageCount()).toBeGreaterThan(0);
	});

	it('is the same file for the same submission', async () => {
		const [one, other] = [await applicationPdf(sampleSource()), await applicationPdf(sampleSource())];
		expect(one.equals(other)).toBe(true);
	});
});

describe('a compiler without PDF/UA-1', () => {
	it('is told apart from a document it refuses', async () => {
		expect(
			isUnknownStandard(new Error('failed to deserialize PdfStandard for typst: unknown variant `ua-1`'))
		).toBe(true);
		const refusal = await compilePdf('no title', {}).catch((failure: unknown) => failure);
		expect(String(refusal)).toContain('missing document title');
		expect(isUnknownStandard(refusal)).toBe(false);
	});

	it('still gives a PDF; log and metrics say that it is not tagged', async () => {
		const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
		const real = NodeCompiler.prototype.pdf;
		const pdf = vi.spyOn(NodeCompiler.prototype, 'pdf').mockImplementation(function (
			this: typeof NodeCompiler.prototype,
			source,
			options
		) {
			if (options?.pdfStandard) throw new Error('failed to deserialize PdfStandard: unknown variant `ua-1`');
			return real.call(this, source);
		});
		expect((await load()).getPageCount()).toBeGreaterThan(0);
		expect(errors.mock.calls.flat().join()).toContain('document_untagged');
		expect(metricsText()).toMatch(/^kofei_documents_untagged 1$/m);
		pdf.mockRestore();
		errors.mockRestore();
	});
});
