import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsReason } from './check';
import { placesOf, scoreOf } from './scores';
import { proposedCents, spendDown, spreadOver } from './what-if';

describe('how far the pot goes', () => {
	const row = (id: string, amountCents: number, isOpen = true) => ({ id, amountCents, isOpen });

	it('is given in the order of the list, past what does not fit', () => {
		expect(
			spendDown([row('a', 60), row('b', 50), row('c', 40), row('d', 0), row('e', 9, false)], 100)
		).toEqual([
			{ id: 'a', fits: true, leftCents: 40 },
			{ id: 'b', fits: false, leftCents: 40 },
			{ id: 'c', fits: true, leftCents: 0 },
			{ id: 'd', fits: null, leftCents: 0 },
			{ id: 'e', fits: null, leftCents: 0 }
		]);
	});

	it('is asked only for what a grant that is decided anew does not hold yet', () => {
		expect(
			spendDown([{ ...row('a', 60), heldCents: 50 }, { ...row('b', 30), heldCents: 40 }, row('c', 90)], 100)
		).toEqual([
			{ id: 'a', fits: true, leftCents: 90 },
			{ id: 'b', fits: true, leftCents: 90 },
			{ id: 'c', fits: true, leftCents: 0 }
		]);
	});

	it('is reckoned with what is signed first, else with what is recommended or asked for, to the cap', () => {
		const asked = { requested_cents: 150_000, recommended_cents: null, first_signature: null };
		expect(proposedCents(asked, 100_000)).toBe(100_000);
		const recommended = { ...asked, recommended_cents: 90_000 };
		expect(proposedCents(recommended, 100_000)).toBe(90_000);
		const signed = (amount_cents: number | null) => ({ ...recommended, first_signature: { amount_cents } });
		expect(proposedCents(signed(48_500), 100_000)).toBe(48_500);
		expect(proposedCents(signed(null), 100_000)).toBe(0);
	});

	it('never gives more than there is', () => {
		const amounts = fc.array(fc.integer({ min: 0, max: 250_000 }));
		fc.assert(
			fc.property(amounts, fc.integer({ min: 0, max: 5_800_000 }), (cents, pot) => {
				const tried = spendDown(
					cents.map((amount, index) => row(String(index), amount)),
					pot
				);
				const given = tried.reduce((sum, { fits }, index) => sum + (fits ? (cents[index] ?? 0) : 0), 0);
				return given <= pot && (tried.at(-1)?.leftCents ?? pot) === pot - given;
			})
		);
	});

	it('is seen over districts, where one application may count in several', () => {
		expect(
			spreadOver(
				[
					{ codes: ['mitte', 'sued', 'other'], cents: 100 },
					{ codes: ['mitte'], cents: 0 },
					{ codes: [], cents: 5 }
				],
				// As they are called: Süd, Übriges.
				(one) => (one === 'sued' ? -1 : 1)
			)
		).toEqual([
			{ code: 'mitte', count: 2, reached: 1, cents: 100 },
			{ code: 'sued', count: 1, reached: 1, cents: 100 },
			{ code: 'other', count: 1, reached: 1, cents: 100 }
		]);
	});
});

describe('the result of an assessment', () => {
	const criteria = [
		{ code: 'heart', label: '', weight: 3 },
		{ code: 'money', label: '', weight: 1 }
	];
	const given = (heart: number | null, money: number | null) => ({
		heart: { points: heart, reason: '' },
		money: { points: money, reason: '' }
	});

	it.each([
		[3, 3, 100],
		[0, 0, 0],
		[3, 1, 83.3],
		[1, 3, 50]
	])('of %d and %d points is %d', (heart, money, score) => {
		expect(scoreOf(given(heart, money), criteria)).toBe(score);
	});

	it('is none while points are missing, or where nothing is assessed', () => {
		expect(scoreOf(given(3, null), criteria)).toBeNull();
		expect(scoreOf({}, [])).toBeNull();
	});
});

describe('a judgement of the formal check', () => {
	it('owes a reason unless program and person agree that all is well', () => {
		expect(needsReason('ok', 'met')).toBe(false);
		for (const [finding, judgement] of [
			['ok', 'not_met'],
			['ok', 'not_applicable'],
			['look', 'met'],
			['problem', 'met']
		] as const)
			expect(needsReason(finding, judgement)).toBe(true);
	});
});

describe('places', () => {
	it('are shared by equal scores, and nobody without a score has one', () => {
		const scores = { a: 90, b: 67.8, c: 67.8, d: 67.8, e: 50, f: null, g: null };
		const ranked = Object.entries(scores).map(([id, score]) => ({ id, score }));
		expect(Object.fromEntries(placesOf(ranked))).toEqual({ a: 1, b: 2, c: 2, d: 2, e: 5 });
	});
});
