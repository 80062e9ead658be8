import { describe, expect, it } from 'vitest';
import { grantsSchema, readGrants } from './grants-form';

const form = grantsSchema.parse({
	revision: 1,
	delivery_days: '4',
	remedy_months: '1',
	most_payouts: '2',
	need_months: '2',
	tolerance_percent: '20',
	proof_days: '56',
	proof_remind_days: '14',
	sample_percent: '25',
	financing: 'shortfall',
	interest_points: '5,00',
	budget_year: '',
	base_rates: '2026-07-01 1,27\n2027-01-01 -0.88 %',
	payer_name: '',
	payer_iban: '',
	payer_bic: ''
});

describe('what a round says about its grants', () => {
	it('is read as numbers, rates in hundredths of a percent', () => {
		expect(readGrants(form)).toEqual({
			settings: {
				delivery_days: 4,
				remedy_months: 1,
				most_payouts: 2,
				need_months: 2,
				tolerance_percent: 20,
				proof_days: 56,
				proof_remind_days: 14,
				sample_percent: 25,
				financing: 'shortfall',
				interest_points: 500,
				budget_year: null,
				base_rates: [
					{ from: '2026-07-01', hundredths: 127 },
					{ from: '2027-01-01', hundredths: -88 }
				]
			}
		});
	});

	it.each([
		[{ most_payouts: '0' }, 'most_payouts'],
		[{ need_months: 'zwei' }, 'need_months'],
		[{ tolerance_percent: '101' }, 'tolerance_percent'],
		[{ interest_points: '5 %' }, 'interest_points'],
		[{ budget_year: '27' }, 'budget_year'],
		[{ base_rates: '2027-01-01 1,27\n2026-07-01 1,27' }, 'base_rates'],
		[{ base_rates: '1,27' }, 'base_rates']
	])('is sent back where it is not understood: %j', (changes, field) => {
		expect(readGrants({ ...form, ...changes })).toMatchObject({ problems: [{ field }] });
	});
});
