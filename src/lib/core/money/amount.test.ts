import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCents, maxAmountCents, parseAmount } from './amount';

describe('amounts as people type them', () => {
	it.each([
		['1.234,56', 123_456],
		['1,234.56', 123_456],
		['1 234,56', 123_456],
		['1\u00a0234,56', 123_456],
		['1\u202f234,56', 123_456],
		["1'234.50", 123_450],
		['1’234.50', 123_450],
		['1234', 123_400],
		['12,5', 1_250],
		['12.5', 1_250],
		['0,05', 5],
		['€ 12', 1_200],
		['€12', 1_200],
		['12 EUR', 1_200],
		['12,50€', 1_250],
		['50 Euro', 5_000],
		['50 euros', 5_000],
		['EURO 50', 5_000],
		['50 avro', 5_000],
		['١٢٫٥٠ يورو', 1_250],
		['12,- Euro', 1_200],
		['12,-', 1_200],
		['12,–', 1_200],
		['12.-', 1_200],
		['12,--', 1_200],
		['12,-- €', 1_200],
		[',50', 50],
		['.5 €', 50],
		['١٢،٥٠', 1_250],
		['١،٢٣٤٫٥٠', 123_450],
		['۱۲/۵۰', 1_250],
		['۱٬۲۳۴/۵', 123_450],
		['1.234', 123_400],
		['1,234', 123_400],
		['1.234.567', 123_456_700],
		['١٢٣٤', 123_400],
		['١٬٢٣٤٫٥٠', 123_450],
		['۱٬۲۳۴٫۵', 123_450],
		['\u200e12,50\u200f', 1_250],
		['\u202e12\u202c', 1_200],
		['007', 700],
		['0', 0],
		['9.999.999,99', maxAmountCents]
	])('understands %s', (typed, cents) => {
		expect(parseAmount(typed)).toBe(cents);
	});

	it.each([
		'',
		' ',
		'€',
		'1e9',
		'-0',
		'-5',
		'−5',
		'+5',
		'NaN',
		'Infinity',
		'0x10',
		'zwölf',
		'12 USD',
		'50 Dollar',
		'50 TL',
		'50 Eurocent',
		'Euro',
		'1,23,456',
		'1.23.4',
		'1,234,56',
		'1.234.56',
		'12,345,6',
		'0.500',
		'0,500',
		'12,',
		',500',
		',-',
		'12/50',
		'۱۲/۵/۲۰',
		'1..2',
		'12,5,0',
		"1'23",
		'1 2',
		'½',
		'=1+1',
		'12\u000034',
		'1'.repeat(65)
	])('refuses %j rather than guessing', (typed) => {
		expect(parseAmount(typed)).toEqual({ code: 'not_an_amount' });
	});

	it('says when an amount is understood and too large', () => {
		for (const typed of ['10.000.000', '9999999999,99', '9'.repeat(60)]) {
			expect(parseAmount(typed)).toEqual({ code: 'amount_too_large' });
		}
	});

	it('reads back every amount in every notation it is written in', () => {
		const notations = (
			[
				['.', ','],
				[',', '.'],
				['،', '٫'],
				[' ', ','],
				['', '،'],
				["'", '.'],
				['٬', '٫'],
				['', ','],
				['', '.']
			] as const
		).map(([group, decimal]) => (cents: number) => {
			const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, group);
			return `${whole}${decimal}${String(cents % 100).padStart(2, '0')}`;
		});
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: maxAmountCents }),
				fc.constantFrom(...notations),
				(cents, written) => {
					expect(parseAmount(written(cents))).toBe(cents);
				}
			)
		);
	});

	const euros = '€ EUR Euro avro يورو أورو евро euro євро евро euros ewro یورو'.split(' ');

	it('reads the currency in every language of the interface, before and after the amount', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: maxAmountCents }),
				fc.constantFrom(...euros),
				fc.constantFrom(' ', '\u00a0', ''),
				(cents, word, space) => {
					const amount = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
					for (const written of [word, word.toUpperCase()]) {
						expect(parseAmount(`${amount}${space}${written}`)).toBe(cents);
						expect(parseAmount(`${written}${space}${amount}`)).toBe(cents);
					}
				}
			)
		);
	});

	it('never yields anything but whole cents or a code, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
				const parsed = parseAmount(typed);
				expect(isCents(parsed) || typeof parsed === 'object').toBe(true);
			})
		);
	});
});
