import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeFields } from './application.sample';
import { sampleRound } from '../round/round.sample';
import { officialPlanOf, planOf } from './plan';

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

describe('the plan in the order of the Land', () => {
	it('sets donations and fees off, keeps public money apart, and counts the rest as own share', () => {
		const fields = {
			requested_cents: 50_000,
			'cost_lines.aaaaaaaa.category': 'materials',
			'cost_lines.aaaaaaaa.amount_cents': 80_000,
			'cost_lines.bbbbbbbb.category': 'alcohol',
			'cost_lines.bbbbbbbb.amount_cents': 5_000,
			'income_lines.cccccccc.kind': 'participant_fees',
			'income_lines.cccccccc.amount_cents': 10_000,
			'income_lines.dddddddd.kind': 'public_grant',
			'income_lines.dddddddd.amount_cents': 20_000,
			'income_lines.eeeeeeee.kind': 'own_money',
			'income_lines.eeeeeeee.amount_cents': 5_000
		};
		expect(officialPlanOf(fields, sampleRound)).toEqual({
			totalCents: 85_000,
			eligibleCents: 80_000,
			thirdPartyCents: 10_000,
			eligibleRestCents: 70_000,
			requestedCents: 50_000,
			otherGrantsCents: 20_000,
			ownShareCents: 5_000
		});
	});
});
