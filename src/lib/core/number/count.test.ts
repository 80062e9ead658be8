import { describe, expect, it } from 'vitest';
import { parseCount } from './count';

describe('counts of people', () => {
	it('understands whole numbers in every script, grouped or not', () => {
		for (const [typed, count] of [
			['80', 80],
			[' 007 ', 7],
			['1.200', 1200],
			['1,200', 1200],
			['1 200', 1200],
			['1\u202f200', 1200],
			['٨٠', 80],
			['۱۲۰', 120],
			['١٬٢٠٠', 1200],
			['\u200e12\u200f', 12],
			['0', 0]
		] as const) {
			expect(parseCount(typed)).toBe(count);
		}
	});

	it('says what is wrong with everything else', () => {
		expect(parseCount('12,5')).toEqual({ code: 'not_whole' });
		expect(parseCount('1.5')).toEqual({ code: 'not_whole' });
		expect(parseCount('-3')).toEqual({ code: 'below_one' });
		for (const typed of ['', 'viele', '1e3', '12a', 'NaN', '1..2', '999999999999', '9'.repeat(100_000)]) {
			expect(parseCount(typed)).toEqual({ code: 'not_a_number' });
		}
	});
});
