import { describe, expect, it } from 'vitest';
import { isWithinTolerance, planShift } from './change';

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

describe('a wished plan', () => {
	const lines = (hall: number) => [
		{ id: 'hall', label: 'Saal', approved_cents: hall },
		{ id: 'tea', label: null, approved_cents: 5_000 }
	];
	const versions = [
		{ since: '2027-03-10T10:00:00+00:00', lines: lines(100) },
		{ since: '2027-01-20T10:00:00Z', lines: lines(60_000) }
	];

	it('stands beside the plan that held when it was told, also once it holds itself', () => {
		expect(planShift([{ id: 'hall', cents: 100 }], versions, '2027-03-01T09:00:00Z')).toEqual({
			lines: [{ id: 'hall', label: 'Saal', fromCents: 60_000, toCents: 100 }],
			fromCents: 65_000,
			toCents: 5_100
		});
		expect(planShift([{ id: 'tea', cents: 0 }], versions, '2027-04-01T09:00:00Z')).toMatchObject({
			lines: [{ fromCents: 5_000, toCents: 0 }],
			fromCents: 5_100,
			toCents: 100
		});
	});
});
