import { describe, expect, it } from 'vitest';
import { sharesOf, shortfallCents, type BudgetSums } from './figures';

const sums: BudgetSums = {
	total_cents: 10_000,
	requested_cents: 9_000,
	in_review_cents: 4_000,
	reserved_cents: 1_500,
	approved_cents: 5_000,
	paid_cents: 0,
	free_cents: 5_000
};

describe('the budget bar', () => {
	it('fills up with approved, then reserved, then free', () => {
		expect(sharesOf(sums)).toEqual([
			{ part: 'approved', start: 0, width: 50 },
			{ part: 'reserved', start: 50, width: 15 },
			{ part: 'free', start: 65, width: 35 }
		]);
	});

	it('never runs over its end when more is signed once than is left', () => {
		const shares = sharesOf({ ...sums, reserved_cents: 99_000 });
		expect(shares.reduce((sum, share) => sum + share.width, 0)).toBeCloseTo(100);
		expect(shares.find(({ part }) => part === 'free')?.width).toBe(0);
	});

	it('stands empty for a round without money instead of dividing by zero', () => {
		const shares = sharesOf({ ...sums, total_cents: 0, approved_cents: 0, reserved_cents: 0, free_cents: 0 });
		expect(shares.every(({ width }) => Number.isFinite(width))).toBe(true);
	});
});

describe('the shortfall', () => {
	it('is nothing while what is in review fits', () => {
		expect(shortfallCents(sums)).toBe(0);
	});

	it('is what is in review beyond what is free', () => {
		expect(shortfallCents({ ...sums, in_review_cents: 7_500 })).toBe(2_500);
	});
});
