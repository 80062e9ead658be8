import { describe, expect, it } from 'vitest';
import { languages } from './locales';
import { byNameIn, inOrderOf } from './order';

describe('the order of a list', () => {
	it('is that of the reader’s language', () => {
		expect(['Zahlung', 'Änderung', 'Absage'].sort(inOrderOf('de'))).toEqual([
			'Absage',
			'Änderung',
			'Zahlung'
		]);
		expect(['dans', 'çay', 'cam', 'ışık', 'iş'].sort(inOrderOf('tr'))).toEqual([
			'cam',
			'çay',
			'dans',
			'ışık',
			'iş'
		]);
		expect(['łąka', 'mama', 'las', 'lód'].sort(inOrderOf('pl'))).toEqual(['las', 'lód', 'łąka', 'mama']);
	});

	it('is that of names as well', () => {
		const named = ['Zeynep', 'Özge Demir', 'olga'].map((name) => ({ name }));
		expect(named.sort(byNameIn('de')).map(({ name }) => name)).toEqual(['olga', 'Özge Demir', 'Zeynep']);
	});

	it('counts numbers in a text as numbers, in every language', () => {
		for (const { code } of languages)
			expect(['10', '9', '2'].sort(inOrderOf(code))).toEqual(['2', '9', '10']);
	});
});
