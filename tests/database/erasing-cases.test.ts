import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime, readyForDecision } from './support/applications.ts';
import { service, TestDatabase } from './support/database.ts';
import { accept, approved, type Office, office } from './support/grants.ts';
import { decide, printed } from './support/letters.ts';
import { one, signUp } from './support/people.ts';

let database: TestDatabase;
let people: Office;
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	// What nobody thought of when it was made: it names a case, and nothing takes it along.
	await database.owner(`create table private.stubborn (about uuid references public.applications (id))`);
	await database.owner(`create table private.clinging (to_whom uuid references auth.users (id))`);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const erase = async (atOnce = 100) =>
	Number((await database.as(service, `select public.erase_due(${atOnce}) as n`))[0]?.['n']);
const eraseAccounts = async () =>
	Number((await database.as(service, `select public.erase_accounts() as n`))[0]?.['n']);
const isThere = async ({ id }: Pick<Applied, 'id'>) =>
	(await database.owner(`select from public.applications where id = $1`, [id])).length === 1;
const hasAccount = async ({ id }: { readonly id: string }) =>
	(await database.owner(`select from auth.users where id = $1`, [id])).length === 1;
const failed = async () => (await database.call(people.admin, 'desk_retention', []))['failed'];

async function rejected(): Promise<Applied> {
	const application = await readyForDecision(database, people.clerk);
	await decide(database, people, application.id, { outcome: 'rejected', cents: null, reason: 'Zu spät.' });
	await printed(database, application.id, 'rejected');
	return application;
}

describe('a case that cannot be erased', () => {
	it('stands in nobody’s way, is shown to the office and the machine’s watch, and is tried again every day', async () => {
		const [stuck, next] = [await rejected(), await rejected()];
		await database.owner(`insert into private.stubborn values ($1)`, [stuck.id]);
		await database.setClock('2029-01-19T12:00:00+01:00');
		// One at a time: whichever comes first, the other's turn comes.
		await erase(1);
		await erase(1);
		expect([await isThere(stuck), await isThere(next)]).toEqual([true, false]);
		const { reference_number } = await one(
			database,
			'select reference_number from public.applications where id = $1',
			[stuck.id]
		);
		const found = {
			kind: 'case',
			application_id: stuck.id,
			reference_number,
			code: '23503',
			attempts: 1,
			failed_at: expect.any(String) as string
		};
		expect(await failed()).toMatchObject([found]);
		expect(await database.call(service, 'erasure_failures', [])).toMatchObject([
			{ code: '23503', place: 'stubborn_about_fkey', attempts: 1 }
		]);
		await erase();
		expect(await failed()).toMatchObject([{ attempts: 1 }]);
		await database.setClock('2029-01-20T12:00:00+01:00');
		await erase();
		expect(await failed()).toMatchObject([{ attempts: 2 }]);
		await database.owner(`delete from private.stubborn`);
		await database.setClock('2029-01-21T12:00:00+01:00');
		expect(await erase()).toBe(1);
		expect(await isThere(stuck)).toBe(false);
		expect(await failed()).toEqual([]);
		expect(await database.call(service, 'erasure_failures', [])).toEqual([]);
	});
});

describe('an account that cannot be deleted', () => {
	it('stands in nobody’s way, and whose it is stays with the machine', async () => {
		const [stuck, next] = [await signUp(database), await signUp(database)];
		await database.owner(`insert into private.clinging values ($1)`, [stuck.id]);
		for (const person of [stuck, next]) await database.call(person, 'ask_for_erasure', []);
		await eraseAccounts();
		expect([await hasAccount(stuck), await hasAccount(next)]).toEqual([true, false]);
		expect(await failed()).toMatchObject([{ kind: 'account', application_id: null, attempts: 1 }]);
		expect(JSON.stringify(await failed())).not.toContain(stuck.id);
		await database.owner(`delete from private.clinging`);
		expect(await eraseAccounts()).toBe(0);
		await database.setClock('2027-01-21T12:00:00+01:00');
		expect(await eraseAccounts()).toBe(1);
		expect(await failed()).toEqual([]);
	});
});

describe('a grant that nobody ever accepted', () => {
	it('is kept two years after the last day it was for, and its figures after that', async () => {
		const roundId = await copyRound(database, 'never-accepted', 1_000_000);
		const round = 'never-accepted';
		const [silent, taken] = [
			await approved(database, people, { round }),
			await approved(database, people, { round })
		];
		await accept(database, taken, { waives: false });
		const { last } = await one(database, `select (private.terms_in_force($1)).period_until::text as last`, [
			silent.id
		]);
		expect(last).toBe('2027-09-30');
		const told = await database.call(silent.applicant, 'my_retention', []);
		expect(told['applications']).toMatchObject([
			{ why: 'unaccepted', due_on: '2029-09-29', asked_on: '2027-11-29' }
		]);
		const budget = await database.call(people.clerk, 'round_budget', [roundId]);
		await database.setClock('2029-09-28T12:00:00+02:00');
		await erase();
		expect(await isThere(silent)).toBe(true);
		expect((await database.call(people.clerk, 'desk_retention', []))['due']).toContainEqual(
			expect.objectContaining({ application_id: silent.id, kind: 'unaccepted', due_on: '2029-09-29' })
		);
		await database.setClock('2029-09-29T12:00:00+02:00');
		await erase();
		expect([await isThere(silent), await isThere(taken)]).toEqual([false, true]);
		const now = await database.call(people.clerk, 'round_budget', [roundId]);
		for (const key of ['requested_cents', 'free_cents', 'approved_cents', 'paid_cents'])
			expect([key, now[key]]).toEqual([key, budget[key]]);
		const [entry] = await database.owner(
			`select detail from public.audit_log where action = 'application_erased' and entity_id = $1`,
			[silent.id]
		);
		expect(entry?.['detail']).toMatchObject({ kind: 'unaccepted', state: 'approved' });
	});

	it('goes earlier where its people ask, has a period of its own, and is kept while it is held', async () => {
		await copyRound(database, 'never-asked', 1_000_000);
		const [asked, held] = [
			await approved(database, people, { round: 'never-asked' }),
			await approved(database, people, { round: 'never-asked' })
		];
		await database.call(asked.applicant, 'ask_for_erasure', []);
		await database.call(people.decider, 'set_legal_hold', [held.id, 'Rechnungsprüfung']);
		await database.call(people.admin, 'set_retention_period', ['unaccepted', 100]);
		await database.setClock('2027-11-28T12:00:00+01:00');
		await erase();
		expect(await isThere(asked)).toBe(true);
		await database.setClock('2027-11-29T12:00:00+01:00');
		await erase();
		expect(await isThere(asked)).toBe(false);
		await database.setClock('2028-01-09T12:00:00+01:00');
		await erase();
		expect(await isThere(held)).toBe(true);
		await database.call(people.admin, 'lift_legal_hold', [held.id, 'Geprüft.']);
		await erase();
		expect(await isThere(held)).toBe(false);
	});
});
