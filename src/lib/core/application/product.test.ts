import { describe, expect, it } from 'vitest';
import { isWorkedOut, withProducts } from './product';

const line = (column: string) => `cost_lines.aaaaaaaa.${column}`;
const amount = line('amount_cents');

describe('quantity × price', () => {
	it('brings the amount with it as soon as both are numbers, whichever comes last', () => {
		const priced = { [line('unit_cents')]: 2_050 };
		expect(withProducts(priced, { [line('quantity')]: 3 })).toEqual({
			...priced,
			[line('quantity')]: 3,
			[amount]: 6_150
		});
		const counted = { [line('quantity')]: 3 };
		expect(withProducts(counted, { [line('unit_cents')]: 2_050 })[amount]).toBe(6_150);
	});

	it('leaves the typed amount alone while one of the two is missing or not understood', () => {
		const typed = { [amount]: 5_000, [line('quantity')]: 3 };
		for (const unit of [null, 'zwanzig', '20,5,5'])
			expect(withProducts(typed, { [line('unit_cents')]: unit })).toEqual({ [line('unit_cents')]: unit });
		expect(withProducts(typed, { [line('label')]: 'Zelte' })).toEqual({ [line('label')]: 'Zelte' });
	});

	it('takes away what it has worked out when one of the two is not understood any more', () => {
		const worked = { [line('quantity')]: 2, [line('unit_cents')]: 3_000, [amount]: 6_000 };
		expect(withProducts(worked, { [line('quantity')]: '2,5' })).toEqual({
			[line('quantity')]: '2,5',
			[amount]: null
		});
		expect(withProducts({ ...worked, [amount]: 7_500 }, { [line('quantity')]: '2,5' })).toEqual({
			[line('quantity')]: '2,5'
		});
		// Left empty, what stands there is the amount.
		expect(withProducts(worked, { [line('quantity')]: null })).toEqual({ [line('quantity')]: null });
	});

	it('keeps one line out of the other, and income lines out of it', () => {
		const other = 'income_lines.bbbbbbbb.quantity';
		const changes = { [line('quantity')]: 2, [other]: 4 };
		expect(
			withProducts({ [line('unit_cents')]: 100, 'income_lines.bbbbbbbb.unit_cents': 100 }, changes)
		).toEqual({
			...changes,
			[line('unit_cents')]: 100,
			[amount]: 200
		});
	});

	it('says an amount is worked out only while it is the product', () => {
		const fields = { [line('quantity')]: 3, [line('unit_cents')]: 2_050, [amount]: 6_150 };
		expect(isWorkedOut(fields, amount)).toBe(true);
		expect(isWorkedOut({ ...fields, [amount]: 6_151 }, amount)).toBe(false);
		expect(isWorkedOut({ [amount]: 6_150 }, amount)).toBe(false);
		expect(isWorkedOut(fields, line('quantity'))).toBe(false);
	});
});
