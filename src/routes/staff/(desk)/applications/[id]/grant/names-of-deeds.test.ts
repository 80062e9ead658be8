import { describe, expect, it } from 'vitest';
import type { CaseGrant, DeedTimes } from '$lib/server/supabase/grants';
import { namesOfDeeds } from './names-of-deeds';

const none: DeedTimes = {
	grant_changes: new Map(),
	recoveries: new Map(),
	grant_rulings: new Map(),
	payouts: new Map(),
	money_returns: new Map()
};
const id = '11111111-1111-4111-8111-111111111111';
const grant = {
	payouts: [{ id, first_released_by: 'Ayla', second_released_by: 'Bernd', back_noted_by: 'Carla' }],
	changes: [{ id, first_signed_by: 'Dora', second_signed_by: null }],
	recoveries: [],
	rulings: [],
	returns: [],
	accounts: [{ id, confirmed_by: 'Emil', refused_by: null, confirmed_at: '2027-05-01', refused_at: null }]
} as unknown as CaseGrant;

describe('the names under what happened to a grant', () => {
	it('are those of each kind, also where the group gave its change and its account the id of a payout', () => {
		const names = namesOfDeeds(grant, none, (person) => person);
		expect(names.payouts[id]).toEqual({ first: 'Ayla', second: 'Bernd', back: 'Carla' });
		expect(names.changes[id]).toEqual({ first: 'Dora', second: null });
		expect(names.accounts[id]).toEqual({ first: 'Emil' });
	});

	it('are those people had when they signed this, not something else with the same id', () => {
		const at = (first: string) => new Map([[id, { id, first_at: first, second_at: null, back_at: null }]]);
		const times = { ...none, payouts: at('2027-05-01'), grant_changes: at('2027-06-01') };
		const names = namesOfDeeds(
			grant,
			times,
			(person, moment) => person && `${person} ${moment ?? ''}`.trim()
		);
		expect(names.payouts[id]?.first).toBe('Ayla 2027-05-01');
		expect(names.changes[id]?.first).toBe('Dora 2027-06-01');
	});
});
