import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeFields } from './application.sample';
import { planOf } from './plan';

describe('the sums of the plan', () => {
	it('adds costs, income and grant', () => {
		expect(planOf(completeFields)).toEqual({
			costsCents: 160_000,
			incomeCents: 10_000,
			requestedCents: 150_000,
			fundingCents: 160_000,
			differenceCents: 0,
			isComplete: true,
			hasUnreadable: false
		});
	});

	it('is incomplete without costs, and counts what it does not understand as nothing', () => {
		expect(planOf({}).isComplete).toBe(false);
		const plan = planOf({ ...completeFields, 'cost_lines.aaaaaaaa.amount_cents': '12 oder 13' });
		expect(plan).toMatchObject({
			costsCents: 40_000,
			differenceCents: -120_000,
			isComplete: false,
			hasUnreadable: true
		});
	});

	it('says when an amount is missing in the sums because it is not understood, wherever it stands', () => {
		const unreadable = (path: string) => planOf({ ...completeFields, [path]: '50 Dollar' }).hasUnreadable;
		expect(unreadable('requested_cents')).toBe(true);
		expect(unreadable('income_lines.cccccccc.amount_cents')).toBe(true);
		expect(planOf({ 'cost_lines.aaaaaaaa.position': 1 }).hasUnreadable).toBe(false);
	});

	it('stays exact however many cents are added', () => {
		const amounts = fc.array(fc.integer({ min: 1, max: 999_999_999 }), { maxLength: 40 });
		fc.assert(
			fc.property(amounts, amounts, (costs, incomes) => {
				const rows = (list: string, cents: readonly number[]) =>
					cents.map((amount, at) => [`${list}.${String(at).padStart(8, '0')}.amount_cents`, amount] as const);
				const plan = planOf(
					Object.fromEntries([...rows('cost_lines', costs), ...rows('income_lines', incomes)])
				);
				const sum = (cents: readonly number[]) =>
					Number(cents.reduce((total, amount) => total + BigInt(amount), 0n));
				expect(plan.costsCents).toBe(sum(costs));
				expect(plan.differenceCents).toBe(sum(costs) - sum(incomes));
			})
		);
	});
});
