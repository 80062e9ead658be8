import { describe, expect, it } from 'vitest';
import { deedSchema } from './deed-form';

const empty = Object.fromEntries(
	[
		'subject',
		'seen',
		'account',
		'choice',
		'reason',
		'purpose',
		'amount',
		'interest',
		'excess',
		'on',
		'from',
		'intent',
		'letter'
	].map((field) => [field, ''])
);

describe('the days of a deed', () => {
	it.each(['2028-02-29', '2027-06-30', ''])('may be %j', (day) => {
		expect(deedSchema.safeParse({ ...empty, on: day, from: day }).success).toBe(true);
	});

	it.each(['2027-02-31', '2027-02-29', '2027-13-01', '31.02.2027', 'bald'])('are never %j', (day) => {
		for (const field of ['on', 'from'])
			expect(deedSchema.safeParse({ ...empty, [field]: day }).error?.issues).toMatchObject([
				{ path: [field], message: 'not_a_date' }
			]);
	});
});
