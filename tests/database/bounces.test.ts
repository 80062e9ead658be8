import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	bounce,
	confirmAccount,
	iban,
	office,
	type Office,
	order,
	otherIban,
	pay,
	recordReturn,
	release,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { signUpStaff } from './support/people.ts';
import { cut, judge, paidGrant, sentProof, signCheck, whole } from './support/proofs.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'bounces';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const messageOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt)).message;
const all = { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) };
const payoutsOf = async ({ id }: Applied) =>
	(await database.owner(
		'select id, state, amount_cents::int, replaces from public.payouts where application_id = $1 order by number',
		[id]
	)) as { id: string; state: string; amount_cents: number; replaces: string | null }[];
const firstOf = async (application: Applied) => String((await payoutsOf(application))[0]?.id);
const lastOf = async (application: Applied) => String((await payoutsOf(application)).at(-1)?.id);
const note = (payout: string, on = '2027-03-01', person = people.clerk) =>
	database.call(person, 'bounce_payout', [payout, on, 'Konto erloschen.']);
const confirm = (payout: string, person = people.decider) =>
	database.call(person, 'confirm_bounce', [payout]);
const discard = (payout: string) => database.call(people.clerk, 'discard_bounce', [payout]);
const newAccount = ({ id, applicant }: Applied, to = otherIban, holder = 'Nachbarschaft Hochfeld') =>
	database.call(applicant, 'give_bank_account', [id, randomUUID(), to, holder, false]);
const read = ({ id, applicant }: Applied) =>
	database.call(applicant, 'read_grant', [id]) as Promise<Row & { payouts: Row[] }>;
const checked = async (application: Applied) => {
	const submission = await sentProof(database, application);
	await judge(database, people.clerk, submission, all);
	return submission;
};

describe('a payment that came back', () => {
	it('counts as paid until a second person has seen it, and can be discarded until then', async () => {
		const application = await paidGrant(database, people, round);
		const payout = await firstOf(application);
		await note(payout);
		expect(await payoutsOf(application)).toMatchObject([{ state: 'paid' }]);
		expect(await messageOf(note(payout))).toBe('case_moved_on');
		expect(await messageOf(confirm(payout, people.clerk))).toBe('same_person');
		expect(await messageOf(confirm(payout, people.admin))).toBe('not_allowed');
		const { bounces } = (await database.call(people.clerk, 'desk_payments', [roundId])) as { bounces: Row[] };
		expect(bounces).toMatchObject([{ id: payout, amount_cents: 100_000 }]);
		await discard(payout);
		expect(await messageOf(confirm(payout))).toBe('case_moved_on');
		await note(payout);
		await confirm(payout);
		expect(await messageOf(discard(payout))).toBe('case_moved_on');
		expect([await stateOf(database, application), await payoutsOf(application)]).toMatchObject([
			'accepted',
			[{ state: 'bounced' }]
		]);
	});

	it('is not made by the owner of the database alone either', async () => {
		const application = await paidGrant(database, people, round);
		const payout = await firstOf(application);
		const forged = database.owner(
			`update public.payouts set bounced_on = '2027-03-01', bounce_reason = 'x' where id = $1`,
			[payout]
		);
		expect((await refusalOf(forged)).code).toBe('42501');
	});

	it('came back no sooner than it was paid', async () => {
		const application = await paidGrant(database, people, round);
		expect(await messageOf(note(await firstOf(application), '2027-02-28'))).toBe('payload_invalid');
	});

	it('holds up the check of a proof while it waits', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { ...all, rrrrrrr1: cut(50_000) });
		const payout = await firstOf(application);
		await note(payout);
		const sign = () =>
			signCheck(database, people.clerk, submission, { reason: 'Gekürzt.', due: '2027-12-01' });
		expect(await messageOf(sign())).toBe('payment_under_way');
		await discard(payout);
		expect(await sign()).toEqual({ needs_second: true });
	});

	it('is not confirmed under a claim that was made meanwhile, nor over money that was sent back', async () => {
		const application = await paidGrant(database, people, round);
		const payout = await firstOf(application);
		await note(payout);
		await recordReturn(database, people, application, 1_000, { on: '2027-03-01' });
		expect(await messageOf(confirm(payout))).toBe('payload_invalid');
	});

	it('that never left is noted by one', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		const run = await order(database, people, roundId);
		await database.call(people.clerk, 'payment_order', [run]);
		await note(payout, '2027-01-20');
		expect(await payoutsOf(application)).toMatchObject([{ state: 'bounced' }]);
	});
});

describe('a payment that came back after the proof was sent', () => {
	it('waits for another account, is paid there, and only then the check ends', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await checked(application);
		await bounce(database, people, await firstOf(application), '2027-10-01');
		expect(await payoutsOf(application)).toMatchObject([
			{ state: 'bounced' },
			{ state: 'requested', amount_cents: 100_000, replaces: await firstOf(application) }
		]);
		expect(await read(application)).toMatchObject({
			may_give_account: true,
			payouts: [{ is_paid_again: true }, { is_paid_again: false, may_be_withdrawn: false }]
		});
		expect(await messageOf(signCheck(database, people.clerk, submission))).toBe('payment_under_way');
		const again = await lastOf(application);
		expect(await messageOf(release(database, people, again))).toBe('payout_blocked');
		await newAccount(application);
		const { accounts } = (await database.call(people.clerk, 'desk_payments', [roundId])) as {
			accounts: Row[];
		};
		expect(accounts).toMatchObject([{ application_id: application.id }]);
		await confirmAccount(database, people, application);
		await release(database, people, again);
		const run = await order(database, people, roundId, { on: '2027-10-01' });
		await settleRun(database, people.clerk, run, '2027-10-01');
		await signCheck(database, people.clerk, submission);
		expect(await stateOf(database, application)).toBe('closed');
	});

	it('is paid even to a case that was closed, to the same account if the group gives it again', async () => {
		const application = await paidGrant(database, people, round);
		await signCheck(database, people.clerk, await checked(application));
		expect(await stateOf(database, application)).toBe('closed');
		await bounce(database, people, await firstOf(application), '2027-10-01');
		const again = await lastOf(application);
		const refusal = await refusalOf(release(database, people, again));
		expect(refusal).toMatchObject({ message: 'payout_blocked', detail: '["account_bounced"]' });
		await database.setClock('2027-10-02T12:00:00+02:00');
		await newAccount(application, iban);
		await release(database, people, again);
		const run = await order(database, people, roundId, { on: '2027-10-02' });
		await settleRun(database, people.clerk, run, '2027-10-02');
		expect([await stateOf(database, application), (await payoutsOf(application)).at(-1)?.state]).toEqual([
			'closed',
			'paid'
		]);
		expect(await messageOf(newAccount(application))).toBe('not_in_state');
		expect(await read(application)).toMatchObject({ may_give_account: false });
	});

	it('of which a part was given back is paid again as far as the group keeps it', async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		for (const cents of [60_000, 40_000]) {
			await release(database, people, await requestPayout(database, application, cents));
			const run = await order(database, people, roundId);
			await settleRun(database, people.clerk, run, '2027-03-01');
		}
		await recordReturn(database, people, application, 10_000, { on: '2027-03-01' });
		await signCheck(database, people.clerk, await checked(application));
		await bounce(database, people, await lastOf(application), '2027-10-01');
		expect((await payoutsOf(application)).at(-1)).toMatchObject({ amount_cents: 40_000, state: 'requested' });
		await database.setClock('2027-10-02T12:00:00+02:00');
		await newAccount(application);
		await confirmAccount(database, people, application);
		await release(database, people, await lastOf(application));
	});
});

describe('a request whose proof is sent', () => {
	const asked = async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		await pay(database, people, application, 60_000, '2027-03-01');
		await database.setClock('2027-09-25T12:00:00+02:00');
		const payout = await requestPayout(database, application, 40_000, { needed: '2027-10-15' });
		await checked(application);
		return { application, payout };
	};

	it('can still be given another account', async () => {
		const { application } = await asked();
		await newAccount(application);
		const { accounts } = (await database.call(people.clerk, 'desk_payments', [roundId])) as {
			accounts: Row[];
		};
		expect(accounts.map((one) => one['application_id'])).toContain(application.id);
	});

	it('is not taken back: it could not be made again', async () => {
		const { application, payout } = await asked();
		expect(await messageOf(database.call(application.applicant, 'withdraw_payout', [payout]))).toBe(
			'not_in_state'
		);
		expect((await read(application)).payouts).toMatchObject([
			{ state: 'paid' },
			{ state: 'requested', may_be_withdrawn: false }
		]);
	});

	it('takes no account where nothing waits to be paid', async () => {
		const application = await paidGrant(database, people, round);
		await checked(application);
		expect(await messageOf(newAccount(application))).toBe('not_in_state');
	});
});

it('a holder that is too long for a payment file is told as such', async () => {
	const application = await accepted(database, people, { round });
	const named = (letters: number) => newAccount(application, otherIban, 'N'.repeat(letters));
	expect(await messageOf(named(71))).toBe('holder_too_long');
	await named(70);
});

it('nobody takes part in a bounce of a grant they are partial to', async () => {
	const application = await paidGrant(database, people, round);
	const payout = await firstOf(application);
	await note(payout);
	const clerk = await signUpStaff(database, 'clerk');
	await database.call(clerk, 'declare_conflict', [application.id, 'Nachbarn']);
	expect(await messageOf(confirm(payout, clerk))).toBe('conflict_of_interest');
});
