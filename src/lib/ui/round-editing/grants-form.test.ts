import { describe, expect, it } from 'vitest';
import { enteredPayer, filledGrants, grantsSchema, payerFieldOf, readGrants } from './grants-form';

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
	payer_bic: '',
	payer_drawn: '',
	payer_seen: ''
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
		[{ base_rates: '1,27' }, 'base_rates'],
		[{ payer_iban: 'DE02120300000000202051' }, 'payer_name'],
		[{ payer_name: 'Stadt Duisburg' }, 'payer_iban']
	])('is sent back where it is not understood: %j', (changes, field) => {
		expect(readGrants({ ...form, ...changes })).toMatchObject({ problems: [{ field }] });
	});
});

describe('the account a round pays from', () => {
	const holding = { name: 'Stadt Duisburg', iban: 'DE75512108001245126199', bic: null };
	const other = { id: 'p', name: 'Stadt Duisburg', iban: 'DE02120300000000202051', bic: null };
	const round = { revision: 1, settings: {} } as Parameters<typeof filledGrants>[0];

	it('is entered only where the form says another one than it was drawn with', () => {
		const drawn = filledGrants(round, holding, null);
		expect(enteredPayer(drawn)).toBeNull();
		expect(
			enteredPayer({ ...drawn, tolerance_percent: '25', payer_iban: 'de75 5121 0800 1245 1261 99' })
		).toBeNull();
		expect(enteredPayer({ ...drawn, payer_iban: other.iban })).toEqual({
			name: 'Stadt Duisburg',
			iban: other.iban,
			bic: ''
		});
		expect(enteredPayer(filledGrants(round, null, null))).toBeNull();
	});

	it('names the proposal that was seen, and back to the one that holds is another one than drawn', () => {
		const drawn = filledGrants(round, holding, other);
		expect(drawn).toMatchObject({ payer_seen: 'p', payer_iban: other.iban });
		expect(enteredPayer(drawn)).toBeNull();
		expect(enteredPayer({ ...drawn, payer_iban: holding.iban })).toMatchObject({ iban: holding.iban });
	});

	it('is told wrong where it is', () => {
		expect(payerFieldOf('holder_not_latin')).toBe('payer_name');
		expect(payerFieldOf('iban_invalid')).toBe('payer_iban');
		expect(payerFieldOf('payload_invalid')).toBe('payer_bic');
		expect(payerFieldOf('round_moved_on')).toBeNull();
	});
});
