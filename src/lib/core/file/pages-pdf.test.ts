import { PDFDocument, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegSize } from './jpeg-size';
import { pagesToPdf } from './pages-pdf';

const jpeg = async (width: number, height: number) =>
	new Uint8Array(
		await sharp({ create: { width, height, channels: 3, background: '#888' } })
			.jpeg()
			.toBuffer()
	);
const pages = await Promise.all([jpeg(1200, 1600), jpeg(2400, 1000)]);
const pdf = pagesToPdf(pages) ?? new Uint8Array();

describe('photographed pages as one PDF', () => {
	it('have a page each, in their own shape, within A4', async () => {
		const document = await PDFDocument.load(pdf, { throwOnInvalidObject: true });
		const sizes = document.getPages().map((page) => page.getSize());
		expect(sizes).toEqual([
			{ width: 595.28, height: 793.71 },
			{ width: 841.89, height: 350.79 }
		]);
	});

	it('contain the photographs bit for bit, and nothing else about anybody', async () => {
		const document = await PDFDocument.load(pdf);
		const streams = document.context.enumerateIndirectObjects().flatMap(([, object]) => {
			return object instanceof PDFRawStream && object.dict.toString().includes('/Image') ? [object] : [];
		});
		expect(streams.map(({ contents }) => Buffer.from(contents).equals(pages[0] ?? contents))).toEqual([
			true,
			false
		]);
		expect(Buffer.from(streams[1]?.contents ?? []).equals(pages[1] ?? new Uint8Array())).toBe(true);
		expect(Buffer.from(pdf).toString('latin1')).not.toMatch(/\/(Info|Author|Producer|CreationDate)/);
	});

	it('have a table that says where each object begins', () => {
		const text = Buffer.from(pdf).toString('latin1');
		const table = text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]));
		const offsets = [...table.matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset));
		expect(offsets).toHaveLength(8);
		for (const [index, offset] of offsets.entries())
			expect(text.slice(offset, offset + 8)).toMatch(new RegExp(`^${index + 1} 0 obj`));
	});

	it('are none where a page is no photograph', () => {
		expect(pagesToPdf([])).toBeNull();
		expect(pagesToPdf([new Uint8Array([1, 2, 3])])).toBeNull();
	});
});

describe('the size of a photograph', () => {
	it('is read from its header, past everything a camera writes before it', async () => {
		expect(jpegSize(pages[1] ?? new Uint8Array())).toEqual({ width: 2400, height: 1000 });
		const withPlace = await sharp(pages[0])
			.withExif({ IFD0: { Copyright: 'x'.repeat(5000) } })
			.toBuffer();
		expect(jpegSize(new Uint8Array(withPlace))).toEqual({ width: 1200, height: 1600 });
	});

	it.each([[[]], [[0xff, 0xd8]], [[0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0]]])(
		'is unknown where it is broken: %j',
		(bytes) => {
			expect(jpegSize(new Uint8Array(bytes))).toBeNull();
		}
	);
});
