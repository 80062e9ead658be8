import { afterAll, beforeAll, expect, it } from 'vitest';
import { patience, TestDatabase } from './support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
}, patience.timeout);
afterAll(() => database.stop());

it('begins with nobody: migrations and seed make no account, no right and no invitation', async () => {
	for (const table of [
		'auth.users',
		'public.staff_members',
		'public.staff_invitations',
		'public.organisation_members'
	])
		expect(await database.owner(`select 1 from ${table}`), table).toEqual([]);
	expect((await database.owner('select 1 from public.funding_rounds')).length).toBeGreaterThan(0);
});
