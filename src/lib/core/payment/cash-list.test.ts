import { describe, expect, it } from 'vitest';
import { cashList } from './cash-list';

describe('the list of an order for the cash office', () => {
	it('names what is to be paid, in its order, and nothing that came back', () => {
		const transfer = (number: number, bounced_on: string | null = null) => ({
			end_to_end_id: `KOFEI-2027-0001-${number}`,
			amount_cents: 10_000,
			name: 'Nachbarschaft Hochfeld',
			iban: 'DE89370400440532013000',
			reference_number: 'KOFEI-2027-0001',
			number,
			organisation_name: null,
			bounced_on
		});
		const order = { transfers: [transfer(1), transfer(2, '2027-01-22'), transfer(3)] };
		expect(cashList(order).map(({ number }) => number)).toEqual([1, 3]);
		expect(cashList({ transfers: [transfer(1, '2027-01-22')] })).toEqual([]);
	});
});
