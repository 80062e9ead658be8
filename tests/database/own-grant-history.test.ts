import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyRound, inTime } from './support/applications.ts';
import { anonymous, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	allowPayouts,
	iban,
	notifyChange,
	office,
	type Office,
	otherIban,
	recordReturn,
	setPayer
} from './support/grants.ts';
import { one, signUp } from './support/people.ts';
import { paidGrant } from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

/** What the export of one's own data holds of a grant beyond how it stands today. */
let database: TestDatabase;
let people: Office;
const round = 'own-history';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	const roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

async function eventful() {
	const application = await paidGrant(database, people, round);
	const { id, applicant } = application;
	const change = randomUUID();
	await notifyChange(database, application, 'further_grant', { grantor: 'Stiftung', cents: 5_000 }, change);
	await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', null, null]);
	await database.call(applicant, 'give_bank_account', [id, randomUUID(), otherIban, 'Neue Kasse', false]);
	await recordReturn(database, people, application, 2_500, { on: '2027-03-01' });
	return application;
}

describe('how a grant came to stand as it does', () => {
	it('is told whole: earlier accounts and plans, words of requests, changes, what came back', async () => {
		const { id, applicant } = await eventful();
		const told = await database.call(applicant, 'own_grant_history', [id]);
		expect(told).toMatchObject({
			accounts: [
				{ number: 1, iban },
				{ number: 2, iban: otherIban, holder: 'Neue Kasse', confirmed_at: null }
			],
			terms: [
				{ version: 1, plan: { incomes_cents: 20_000 } },
				{ version: 2, plan: { further_grants: [{ grantor: 'Stiftung', cents: 5_000 }] } }
			],
			payouts: [{ number: 1, words: 'Miete', paid_on: '2027-03-01', account_number: 1 }],
			changes: [{ kind: 'further_grant', wish: { cents: 5_000 }, outcome: 'agreed' }],
			returns: [{ amount_cents: 2_500, received_on: '2027-03-01', claim_number: null }],
			rulings: []
		});
		for (const { id: person } of [people.clerk, people.decider, people.admin])
			expect(JSON.stringify(told)).not.toContain(String(person));
	});

	it('tells of claims by their number, of rulings what they are about, and when it was accepted', async () => {
		const application = await paidGrant(database, people, round);
		const { id, applicant } = application;
		const [claim, waiver] = [randomUUID(), randomUUID()];
		const words = ['unspent', 'Nicht gebraucht.', 30_000, '2027-12-31', '2027-03-01'];
		await signFirst(database, people.clerk, 'claim_recovery', [id, claim, ...words]);
		await signFirst(database, people.clerk, 'claim_recovery', [id, randomUUID(), ...words]);
		await countersign(database, people.decider, claim);
		await signFirst(database, people.clerk, 'propose_ruling', [
			id,
			waiver,
			'waiver',
			claim,
			1_000,
			'Bagatelle.'
		]);
		await countersign(database, people.decider, waiver);
		await recordReturn(database, people, application, 2_500, { on: '2027-03-01', recovery: claim });
		const told = await database.call(applicant, 'own_grant_history', [id]);
		expect(told).toMatchObject({
			acceptances: [{ is_received_by_me: true, waived_at: expect.any(String) as string }],
			claims: [
				{ number: 1, cause: 'unspent', amount_cents: 30_000, owed_cents: 26_500, interest_from: '2027-03-01' }
			],
			returns: [{ amount_cents: 2_500, claim_number: 1 }],
			rulings: [{ kind: 'waiver', claim_number: 1, payout_number: null, return_received_on: null }]
		});
	});

	it('is for its people alone, and whoever only reads sees the end of an account others gave', async () => {
		const { id } = await eventful();
		for (const person of [await signUp(database), people.clerk])
			expect(await refusalOf(database.call(person, 'own_grant_history', [id]))).toMatchObject({
				message: 'not_found'
			});
		expect((await refusalOf(database.call(anonymous, 'own_grant_history', [id]))).code).toBe('42501');
		const reader = await signUp(database);
		await database.owner(
			`insert into public.organisation_members (organisation_id, user_id, role)
			select organisation_id, $2, 'reader' from public.applications where id = $1`,
			[id, reader.id]
		);
		const told = await database.call(reader, 'own_grant_history', [id]);
		expect(told).toMatchObject({ accounts: [{ iban: `••••${iban.slice(-4)}` }, {}] });
		expect(JSON.stringify(told)).not.toContain(otherIban);
	});

	it('names the mails that were written to the person, and to nobody else', async () => {
		const { id, applicant } = await paidGrant(database, people, round);
		const own = (await database.call(applicant, 'own_mails', [])) as unknown as readonly Row[];
		const { reference_number: number } = await one(
			database,
			'select reference_number from public.applications where id = $1',
			[id]
		);
		expect(own.filter(({ event }) => event === 'payout_paid')).toEqual([
			expect.objectContaining({ reference_number: number, sent_at: null })
		]);
		expect(await database.call(await signUp(database), 'own_mails', [])).toEqual([]);
	});

	it('names the devices of the person that are told of news, without their address', async () => {
		const person = await signUp(database);
		await database.call(person, 'keep_push_subscription', ['https://push.example.org/secret/1']);
		await database.call(await signUp(database), 'keep_push_subscription', [
			'https://push.example.org/other/2'
		]);
		expect(await database.call(person, 'own_push_subscriptions', [])).toEqual([
			{ service: 'push.example.org', since: expect.any(String) as string }
		]);
	});
});
