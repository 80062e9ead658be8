import { describe, expect, it } from 'vitest';
import { hasControlCharacters, isBlank, isLongerThan, isStorable, storableText } from './text';

describe('texts', () => {
	it('takes spaces, line ends, bidi and zero-width marks alone for blank', () => {
		for (const text of ['', '  ', '\n\t', '\u200b', '\u202e\u00a0', '\ufeff'])
			expect(isBlank(text)).toBe(true);
		expect(isBlank(' x ')).toBe(false);
	});

	it('counts an emoji as one character and a family of emoji by its parts', () => {
		expect(isLongerThan('😀'.repeat(10), 10)).toBe(false);
		expect(isLongerThan('😀'.repeat(11), 10)).toBe(true);
		expect(isLongerThan('👩‍👩‍👧', 4)).toBe(true);
	});

	it('finds NUL, escape and lone surrogates, and leaves tabs, line ends and Arabic marks alone', () => {
		for (const text of ['a\u0000', '\u001b[31m', '\u007f', 'x\ud83d', '\udc00']) {
			expect(hasControlCharacters(text)).toBe(true);
		}
		for (const text of ['a\tb\r\nc', 'مرحبا\u200f', '😀', "O'Neill <b>{{7*7}}</b>"])
			expect(hasControlCharacters(text)).toBe(false);
	});

	it('replaces only what the database could not hold', () => {
		expect(storableText('a\u0000b\ud83d c 😀 \u001b')).toBe('a\ufffdb\ufffd c 😀 \u001b');
		expect(isStorable('😀')).toBe(true);
		expect(isStorable('\ud83d')).toBe(false);
	});
});
