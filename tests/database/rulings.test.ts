import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, type Row, service, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	allowPayouts,
	approved,
	notifyChange,
	type Office,
	office,
	order,
	otherIban,
	pay,
	recordReturn,
	release,
	releaseAs,
	requestPayout,
	setPayer,
	stateOf
} from './support/grants.ts';
import { hash } from './support/files.ts';
import { decide, letterOf } from './support/letters.ts';
import { one, signUp, signUpStaff } from './support/people.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'rulings';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 9);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const paid = async (cents = 100_000) => {
	const application = await accepted(database, people, { round });
	await pay(database, people, application, cents, '2027-01-20');
	return application;
};
type Ruling = {
	readonly subject?: string | null;
	readonly cents?: number;
	readonly person?: Person;
	readonly due?: string | null;
	readonly ruling?: string;
	readonly reason?: string;
};
const propose = async (
	{ id }: Applied,
	kind: string,
	{
		subject = null,
		cents = 0,
		person = people.clerk,
		due = '2027-03-31',
		ruling = randomUUID(),
		reason = 'Zweck verfehlt.'
	}: Ruling = {}
) => {
	const day = kind === 'revocation' ? due : null;
	await signFirst(database, person, 'propose_ruling', [id, ruling, kind, subject, cents, reason, day]);
	return ruling;
};
const sign = (ruling: string, person: Person = people.decider) => countersign(database, person, ruling);
const claim = async ({ id }: Applied, cents: number) => {
	const claimed = randomUUID();
	await signFirst(database, people.clerk, 'claim_recovery', [
		id,
		claimed,
		'unspent',
		'Rest.',
		cents,
		'2027-02-28'
	]);
	await countersign(database, people.decider, claimed);
	return claimed;
};
const budget = async () =>
	(await database.call(people.clerk, 'round_budget', [roundId])) as Record<string, number>;
const owed = async ({ id }: Applied) =>
	((await database.call(people.clerk, 'case_grant', [id]))['recoveries'] as Row[]).map(
		({ owed_cents }) => owed_cents
	);

describe('revoking a grant', () => {
	it('takes two people, writes the letter, claims what is outside and ends in recovery', async () => {
		const application = await paid(40_000);
		const before = await budget();
		const ruling = await propose(application, 'revocation', { person: people.decider });
		expect(await refusalOf(sign(ruling))).toMatchObject({ message: 'same_person' });
		expect(await refusalOf(sign(ruling, people.clerk))).toMatchObject({ message: 'not_allowed' });
		const preview = await database.call(people.clerk, 'preview_grant_letter', [ruling]);
		expect(preview).toMatchObject({ kind: 'revoked', facts: { amount_cents: 0, claimed_cents: 40_000 } });
		await sign(ruling, await signUpStaff(database, 'decider'));
		expect(await stateOf(database, application)).toBe('recovery');
		expect((await letterOf(database, application.id, 'revoked'))['facts']).toMatchObject({
			claimed_cents: 40_000,
			due_on: '2027-03-31'
		});
		expect(await owed(application)).toEqual([40_000]);
		// 600 euros were not paid yet and are free at once.
		expect((await budget())['free_cents']).toBe(Number(before['free_cents']) + 60_000);
	});

	it('in part leaves the rest in force and gives back what was asked for', async () => {
		const application = await paid(40_000);
		const payout = await requestPayout(database, application, 60_000);
		await sign(await propose(application, 'revocation', { cents: 50_000, due: null }));
		expect(await stateOf(database, application)).toBe('paid');
		expect(await owed(application)).toEqual([]);
		expect(await one(database, `select state from public.payouts where id = $1`, [payout])).toEqual({
			state: 'refused'
		});
		expect(await refusalOf(requestPayout(database, application, 10_001))).toMatchObject({
			message: 'amount_invalid'
		});
		await requestPayout(database, application, 10_000);
	});

	it('closes a grant of which nothing was paid', async () => {
		const application = await approved(database, people, { round });
		await sign(await propose(application, 'revocation', { due: null }));
		expect(await stateOf(database, application)).toBe('closed');
		expect(await refusalOf(accept(database, application))).toMatchObject({ message: 'not_in_state' });
	});

	it('is for less than the grant holds, with a reason and a day, and never while money is on its way', async () => {
		const application = await paid(40_000);
		for (const [wish, message] of [
			[{ cents: 100_000 }, 'amount_invalid'],
			[{ cents: -1 }, 'amount_invalid'],
			[{ due: null }, 'due_day_missing'],
			[{ due: '2027-01-19' }, 'due_day_past'],
			[{ reason: ' ' }, 'reason_required'],
			[{ person: people.admin }, 'not_allowed'],
			[{ person: application.applicant }, 'not_allowed']
		] as const)
			expect(await refusalOf(propose(application, 'revocation', wish))).toMatchObject({ message });
		await release(database, people, await requestPayout(database, application, 60_000));
		const ruling = await propose(application, 'revocation');
		expect(await refusalOf(propose(application, 'revocation'))).toMatchObject({ message: 'already_decided' });
		await order(database, people, roundId);
		expect(await refusalOf(sign(ruling))).toMatchObject({ message: 'payment_under_way' });
		await database.call(people.clerk, 'discard_ruling', [ruling]);
		expect(await refusalOf(sign(ruling))).toMatchObject({ message: 'already_decided' });
	});

	it('is nothing for who is partial, and stays as it was signed', async () => {
		const application = await paid();
		const clerk = await signUpStaff(database, 'clerk');
		const ruling = await propose(application, 'revocation', { person: clerk });
		await database.call(clerk, 'declare_conflict', [application.id, 'Nachbarn']);
		expect(await refusalOf(sign(ruling))).toMatchObject({ message: 'conflict_of_interest' });
		const forged = (sql: string) => database.owner(`${sql} where id = '${ruling}'`);
		for (const sql of [
			`update public.grant_rulings set amount_cents = 1`,
			`update public.grant_rulings set reason = 'anders'`,
			`delete from public.grant_rulings`
		])
			expect((await refusalOf(forged(sql))).code).toBe('42501');
		const same = `update public.grant_rulings set second_signed_by = first_signed_by, second_signed_at = now()`;
		expect(['23514', 'PT409']).toContain((await refusalOf(forged(same))).code);
		const reads = (person: Person) =>
			database.as(person, `select from public.grant_rulings where id = $1`, [ruling]);
		expect([(await reads(application.applicant)).length, (await reads(people.clerk)).length]).toEqual([0, 1]);
	});

	it('is never signed twice by one person, at the table neither', async () => {
		const application = await paid();
		const ruling = await propose(application, 'revocation');
		const forged = database.owner(
			`update public.grant_rulings set second_signed_by = first_signed_by, second_signed_at = now() where id = $1`,
			[ruling]
		);
		expect((await refusalOf(forged)).code).toBe('23514');
	});
});

describe('waiving a claim', () => {
	it('lets go of what two people sign for, so that the case can be closed; the money stays spent', async () => {
		const application = await paid();
		await sign(await propose(application, 'revocation'));
		const [claimed] = (await database.owner(`select id from public.recoveries where application_id = $1`, [
			application.id
		])) as [{ id: string }];
		const before = await budget();
		const waive = (cents: number) => propose(application, 'waiver', { subject: claimed.id, cents });
		for (const cents of [0, 100_001])
			expect(await refusalOf(waive(cents))).toMatchObject({ message: 'amount_invalid' });
		await recordReturn(database, people, application, 30_000, { recovery: claimed.id });
		const ruling = await waive(70_000);
		expect(await owed(application)).toEqual([70_000]);
		await sign(ruling);
		expect(await owed(application)).toEqual([0]);
		await database.call(people.clerk, 'transition_application', [application.id, 'closed']);
		expect((await budget())['free_cents']).toBe(Number(before['free_cents']) + 30_000);
		const news = await database.owner(
			`select from public.notifications where event = 'claim_waived' and application_id = $1`,
			[application.id]
		);
		expect(news).toHaveLength(1);
	});

	it('is not possible for a claim of somebody else, and not to be claimed anew', async () => {
		const application = await paid();
		const claimed = await claim(application, 60_000);
		expect(await refusalOf(propose(await paid(), 'waiver', { subject: claimed, cents: 1 }))).toMatchObject({
			message: 'not_found'
		});
		await sign(await propose(application, 'waiver', { subject: claimed, cents: 60_000 }));
		expect(await refusalOf(claim(application, 40_001))).toMatchObject({ message: 'amount_invalid' });
		await claim(application, 40_000);
	});
});

describe('a return booked wrongly', () => {
	it('is discarded by anybody before it counts, and reversed by two people after', async () => {
		const application = await paid();
		const claimed = await claim(application, 50_000);
		const before = await budget();
		const booked = randomUUID();
		await database.call(people.clerk, 'record_return', [
			application.id,
			booked,
			50_000,
			0,
			'2027-01-20',
			claimed
		]);
		await database.call(people.clerk, 'discard_return', [booked]);
		expect(await owed(application)).toEqual([50_000]);
		const back = await recordReturn(database, people, application, 50_000, { recovery: claimed });
		expect(await owed(application)).toEqual([0]);
		const ruling = await propose(application, 'correction', { subject: back });
		expect(await owed(application)).toEqual([0]);
		await sign(ruling);
		expect(await owed(application)).toEqual([50_000]);
		expect(await budget()).toEqual(before);
		await recordReturn(database, people, application, 50_000, { recovery: claimed });
		expect(await refusalOf(propose(application, 'correction', { subject: back }))).toMatchObject({
			message: 'not_found'
		});
		for (const sql of [
			`update public.money_returns set reversed_at = null where id = '${back}'`,
			`update public.money_returns set discarded_at = null, discarded_by = null where id = '${booked}'`,
			`update public.money_returns set amount_cents = 1`
		])
			expect((await refusalOf(database.owner(sql))).code).toBe('42501');
	});

	it('is not booked twice while the first waits', async () => {
		const application = await paid();
		const claimed = await claim(application, 50_000);
		const book = (cents: number, recovery: string | null = null) =>
			database.call(people.clerk, 'record_return', [
				application.id,
				randomUUID(),
				cents,
				0,
				'2027-01-20',
				recovery
			]);
		await book(50_000, claimed);
		expect(await refusalOf(book(1, claimed))).toMatchObject({ message: 'more_than_owed' });
		expect(await refusalOf(propose(application, 'waiver', { subject: claimed, cents: 1 }))).toMatchObject({
			message: 'amount_invalid'
		});
	});
});

describe('a payout', () => {
	it('is released for the account that was seen, not for one given meanwhile', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		const accounts = await database.owner(
			`select id from public.bank_accounts where application_id = $1 order by number`,
			[application.id]
		);
		await database.call(application.applicant, 'give_bank_account', [
			application.id,
			randomUUID(),
			otherIban,
			'Hochfeld',
			false
		]);
		const [newest] = await database.owner(
			`select id from public.bank_accounts where application_id = $1 order by number desc limit 1`,
			[application.id]
		);
		await database.call(people.clerk, 'judge_bank_account', [newest?.['id'], true, 'Rückruf']);
		const seen = database.call(people.clerk, 'release_payout', [payout, 'requested', accounts[0]?.['id']]);
		expect(await refusalOf(seen)).toMatchObject({ message: 'case_moved_on' });
		await release(database, people, payout);
	});

	it('is taken back by its group until it is released, and then asked for anew', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		const back = (person: Person = application.applicant) =>
			database.call(person, 'withdraw_payout', [payout]);
		for (const person of [people.clerk, await signUp(database)])
			expect(await refusalOf(back(person))).toMatchObject({ message: 'not_found' });
		await releaseAs(database, people.clerk, payout, 'requested');
		await back();
		await back();
		const again = await requestPayout(database, application, 100_000);
		await release(database, people, again);
		const late = database.call(application.applicant, 'withdraw_payout', [again]);
		expect(await refusalOf(late)).toMatchObject({ message: 'not_in_state' });
		const forged = `update public.payouts set withdrawn_by = requested_by, withdrawn_at = now(), account_id = null,
			first_released_by = null, first_released_at = null, second_released_by = null, second_released_at = null where id = '${again}'`;
		expect((await refusalOf(database.owner(forged))).code).toBe('42501');
		await notifyChange(database, application, 'cancellation');
	});
});

async function newestLetter({ id }: Applied) {
	const [letter] = await database.owner(
		`select id from public.letters where application_id = $1 and kind = 'approved' order by written_at desc limit 1`,
		[id]
	);
	return letter?.['id'];
}

describe('the terms of a grant', () => {
	it('stay those it was decided under, whatever the round says later', async () => {
		const name = 'terms-of-then';
		const own = await copyRound(database, name, 1_000_000);
		await allowPayouts(database, own, 2);
		await setPayer(database, people, own);
		const application = await accepted(database, people, { round: name });
		await allowPayouts(database, own, 1);
		const later = await accepted(database, people, { round: name });
		await requestPayout(database, application, 60_000);
		await requestPayout(database, application, 40_000);
		expect(await refusalOf(requestPayout(database, later, 60_000))).toMatchObject({
			message: 'amount_invalid'
		});
		const told = await database.call(application.applicant, 'read_grant', [application.id]);
		expect(told).toMatchObject({ terms_of_round: { most_payouts: 2 }, payouts_left: 0 });
	});

	it('let a raised grant be asked for where all of it was paid in one sum before', async () => {
		const name = 'raised';
		const own = await copyRound(database, name, 1_000_000);
		await allowPayouts(database, own, 1);
		await setPayer(database, people, own);
		const application = await accepted(database, people, { round: name, cents: 90_000 });
		await pay(database, people, application, 90_000, '2027-01-20');
		// No such step is offered yet; whoever adds it must not lock the rest away.
		await database.owner(
			`insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public)
			values ('paid', 'decision', 'decider', true, false)`
		);
		await database.call(people.decider, 'transition_application', [application.id, 'decision', 'Mehr Geld']);
		await database.setClock('2027-02-01T12:00:00+01:00');
		await decide(database, people, application.id, { cents: 100_000, reason: 'Mehr Bedarf.' });
		await database.call(service, 'keep_letter', [await newestLetter(application), hash('pdf'), 1234]);
		await accept(database, application);
		await pay(database, people, application, 10_000, '2027-02-01');
	});

	it('count in a new decision as what they bind, so that the pot is not exceeded', async () => {
		const name = 'pot';
		await copyRound(database, name, 250_000);
		const first = await approved(database, people, { round: name });
		await sign(await propose(first, 'revocation', { cents: 50_000, due: null }));
		for (const cents of [100_000, 100_000]) await approved(database, people, { round: name, cents });
		await database.call(people.decider, 'transition_application', [first.id, 'decision', 'Neue Lage']);
		expect(
			await refusalOf(decide(database, people, first.id, { cents: 100_000, reason: 'Mehr Bedarf.' }))
		).toMatchObject({
			message: 'budget_exceeded',
			detail: '{"free_cents": 50000}'
		});
	});
});

describe('claims that are due', () => {
	it('are reminded of a week before, and once when the day is over', async () => {
		const application = await paid();
		const claimed = await claim(application, 50_000);
		const remind = async (moment: string) => {
			await database.setClock(moment);
			await database.as({ id: null, role: 'service_role' }, `select public.queue_claim_reminders()`);
			const told = await database.owner(
				`select event from public.notifications where subject_id = $1 order by event`,
				[claimed]
			);
			return told.map(({ event }) => event);
		};
		expect(await remind('2027-02-20T12:00:00+01:00')).toEqual([]);
		expect(await remind('2027-02-21T12:00:00+01:00')).toEqual(['claim_due']);
		expect(await remind('2027-02-28T23:59:00+01:00')).toEqual(['claim_due']);
		expect(await remind('2027-03-01T00:01:00+01:00')).toEqual(['claim_due', 'claim_overdue']);
		expect(await remind('2027-04-01T00:01:00+01:00')).toEqual(['claim_due', 'claim_overdue']);
		await database.setClock(inTime);
		const other = await paid();
		await database.setClock('2027-01-21T12:00:00+01:00');
		const settled = await claim(other, 10_000);
		await recordReturn(database, people, other, 10_000, { recovery: settled, on: '2027-01-21' });
		await remind('2027-03-02T00:01:00+01:00');
		expect(await database.owner(`select from public.notifications where subject_id = $1`, [settled])).toEqual(
			[]
		);
	});
});
