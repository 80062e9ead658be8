import { describe, expect, it } from 'vitest';
import { planShift } from './plan-shift';

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
