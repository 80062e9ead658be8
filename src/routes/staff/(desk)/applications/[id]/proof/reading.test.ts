import { expect, it } from 'vitest';
import type { CaseProof } from '$lib/server/supabase/proofs';
import { withNamedLines } from './reading';

const proof = (lines: NonNullable<CaseProof['facts']>['lines']): CaseProof => ({
	facts: {
		amount_cents: 0,
		paid_cents: 0,
		period_from: '2027-04-01',
		period_until: '2027-11-30',
		lines,
		planned_income_cents: 0,
		due_on: '2028-01-25',
		financing: 'shortfall',
		tolerance_percent: 20
	},
	submission: null,
	pictures: [],
	alike: {},
	sample: [],
	check: null,
	sums: null,
	queries: [],
	versions: [],
	unclaimed_cents: 0,
	today: '2027-12-01'
});

it('calls a line as its group did, else as the call names that kind of cost', () => {
	const round = { cost_categories: [{ code: 'rent', label: 'Miete', hint: null }] };
	const lines = [
		{ id: 'aaaaaaaa', label: 'Saal', category: 'rent', cents: 1 },
		{ id: 'bbbbbbbb', label: null, category: 'rent', cents: 1 },
		{ id: 'cccccccc', label: null, category: 'gone', cents: 1 }
	];
	const named = withNamedLines(proof(lines), round);
	expect(named.facts?.lines.map(({ label }) => label)).toEqual(['Saal', 'Miete', 'gone']);
});
