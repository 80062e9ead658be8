import { describe, expect, it } from 'vitest';
import { drawable } from './drawable';
import { readFonts } from './fonts';

const { cover } = readFonts();

describe('what people wrote, on paper', () => {
	it.each([
		'Größe, Maß & „Anführung“ – 12 €',
		'Çiğ köfte, İstanbul, ığşöü',
		'Ми сусіди. Мы соседи. Ние сме съседи.',
		'مهرجان الحي ٢٠٢٧',
		'می‌خواهیم همسایه‌ها را بشناسیم',
		'Ștefan și prietenii, Łódź',
		'#panic() $x^2$ *fett* _kursiv_ `code` \\ [x] <label> {{7*7}} ${1} "q" \'q\' // /* */ @ref = - +'
	])('is kept letter by letter: %s', (text) => {
		expect(drawable(text, cover)).toMatchObject({ text, hasGaps: false });
	});

	it('shows a gap, one for each sign people see, where no font has it', () => {
		expect(drawable('Fest 🎉 mit 👨‍👩‍👧 und 你', cover)).toMatchObject({
			text: 'Fest \uFFFD mit \uFFFD und \uFFFD',
			hasGaps: true
		});
	});

	it('loses what could make it read differently than it is stored', () => {
		expect(drawable('1\u202E000\u202C €\u0001\u0085neu\r\nZeile', cover)).toMatchObject({
			text: '1000 €\nneu\nZeile',
			hasGaps: false
		});
	});

	it('knows which way it runs by its first letter', () => {
		expect(drawable('12 مهرجان', cover).isRtl).toBe(true);
		expect(drawable('Fest مهرجان', cover).isRtl).toBe(false);
	});

	it('is marked with the language that was said, German only where it can be', () => {
		expect(drawable('Merhaba', cover, 'tr').lang).toBe('tr');
		expect(drawable('Hallo, 3!', cover).lang).toBe('de');
		expect(drawable('مرحبا', cover).lang).toBe('und');
		expect(drawable('Bonjour', cover, 'other').lang).toBe('und');
	});

	it('breaks words that are longer than a line', () => {
		const { text } = drawable('x'.repeat(100), cover);
		expect(Math.max(...text.split('\u200B').map((part) => part.length))).toBeLessThanOrEqual(32);
		expect(text.replaceAll('\u200B', '')).toBe('x'.repeat(100));
	});
});
