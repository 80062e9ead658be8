import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cents, day, empty, number, text } from '../../core/table/cell';
import { workbookOf, xlsxOf } from './xlsx';

/** All files of the archive one after the other, found through its central directory. */
async function parts(rows: Parameters<typeof xlsxOf>[2]): Promise<string> {
	const zip = await xlsxOf('Liste', ['Kopf'], rows);
	const texts: string[] = [];
	for (let at = zip.indexOf('PK\u0001\u0002'); at !== -1; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
		const [method, size, start] = [
			zip.readUInt16LE(at + 10),
			zip.readUInt32LE(at + 20),
			zip.readUInt32LE(at + 42)
		];
		const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
		const bytes = zip.subarray(from, from + size);
		texts.push((method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'));
	}
	expect(texts.length).toBeGreaterThan(4);
	return texts.join('\n');
}

describe('a workbook', () => {
	it('holds no formula, whatever people wrote', async () => {
		const words = fc
			.tuple(
				fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＠'),
				fc.string({ unit: 'binary', maxLength: 40 })
			)
			.map((both) => both.join(''));
		const rows = fc.sample(words, 500).map((word) => [text(word)]);
		const xml = await parts(rows);
		expect(xml).not.toMatch(/<f[ >/]/);
		expect(xml.match(/<c [^>]*t="(?:s|inlineStr)"/g)).toHaveLength(501);
	});

	it('stays a file that opens: signs that XML cannot hold are left out', async () => {
		const xml = await parts([[text('a\u0000b\u0008c\uFFFFd\uD800e')]]);
		expect(xml).not.toMatch(/[\u0000-\u0008\uFFFF]/);
		expect(xml).toContain('abcde');
	});

	it('gives words the room they need, up to a width that still fits a screen', async () => {
		const widthOf = async (words: string) =>
			Number(/<col min="1" max="1" width="(\d+)"/.exec(await parts([[text('kurz')], [text(words)]]))?.[1]);
		expect(await widthOf('Zusammenkommen, sich zurechtfinden')).toBeGreaterThanOrEqual(34);
		expect(await widthOf('lang '.repeat(500))).toBe(60);
	});

	it('is the same to the byte for the same data, whenever it is drawn', async () => {
		const drawn = async (at: string) => {
			vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) });
			const rows = [[text('Hochfeld'), cents(100)]];
			const both = [
				await xlsxOf('Liste', ['Kopf', 'Summe'], rows),
				await workbookOf([{ name: 'A', head: ['K'], rows }])
			];
			vi.useRealTimers();
			return both.map((file) => file.toString('hex'));
		};
		expect(await drawn('2027-01-20T10:00:00Z')).toEqual(await drawn('2031-11-05T17:33:21Z'));
	});

	it('is set in one font, and printed across', async () => {
		const xml = await parts([[text('Hochfeld'), cents(100)]]);
		expect(new Set(xml.match(/<name val="[^"]*"/g))).toEqual(new Set(['<name val="Arial"']));
		expect(xml.match(/<font>/g)).toHaveLength(xml.match(/<name val=/g)?.length ?? 0);
		expect(xml).toContain('orientation="landscape"');
	});

	it('keeps sums and counts as numbers and days as dates', async () => {
		const xml = await parts([[cents(123_450), number(7), day('2027-02-15'), empty]]);
		expect(xml).toContain('<v>1234.5</v>');
		expect(xml).toContain('<v>7</v>');
		// Days since 1900, as spreadsheets count them.
		expect(xml).toContain('<v>46433</v>');
	});
});
