import { describe, expect, it } from 'vitest';
import { isWithinTolerance } from './change';

const plan = [
	{ id: 'food', cents: 80_000 },
	{ id: 'drinks', cents: 40_000 }
];

describe('a shift in the plan', () => {
	it.each([
		[96_000, 24_000, true],
		[96_001, 23_999, false],
		[72_000, 48_000, true],
		[71_999, 48_001, false],
		[80_000, 39_999, false]
	])('to %i and %i is within a fifth: %s', (food, drinks, expected) => {
		const wished = [
			{ id: 'food', cents: food },
			{ id: 'drinks', cents: drinks }
		];
		expect(isWithinTolerance(plan, wished, 20)).toBe(expected);
	});

	it('leaves lines nobody names as they are', () => {
		expect(isWithinTolerance(plan, [], 0)).toBe(true);
		expect(isWithinTolerance(plan, [{ id: 'food', cents: 79_999 }], 20)).toBe(false);
	});
});
