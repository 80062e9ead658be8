import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	notifyChange,
	office,
	type Office,
	order,
	pay,
	recordReturn,
	release,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { letterOf } from './support/letters.ts';
import { judge, paidGrant, sentProof, signCheck, whole, wholeProof } from './support/proofs.ts';
import { countersign as signSecond, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'no-cent-twice';
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
/** 1,100 of the 1,200 euros were spent; 200 of them are the group’s own, so 900 of the grant. */
const cheaper = { ...wholeProof, 'receipts.rrrrrrr2.amount_cents': 30_000 };
const less = { rrrrrrr1: whole(80_000), rrrrrrr2: whole(30_000) };
const grounds = { reason: 'Weniger Kosten als geplant.', due: '2027-12-01' };

const sumsOf = async ({ id }: Applied) =>
	(await database.call(people.clerk, 'case_proof', [id]))['sums'] as Row;
const book = async (
	{ id }: Applied,
	cents: number,
	wish: { on?: string; claim?: string; interest?: number } = {}
) => {
	const back = randomUUID();
	await database.call(people.clerk, 'record_return', [
		id,
		back,
		cents,
		wish.interest ?? 0,
		wish.on ?? '2027-03-01',
		wish.claim ?? null
	]);
	return back;
};
const confirm = (back: string) => database.call(people.decider, 'confirm_return', [back]);
const propose = async ({ id }: Applied, cents: number, from: string | null = null) => {
	const claim = randomUUID();
	await signFirst(database, people.clerk, 'claim_recovery', [
		id,
		claim,
		'not_for_purpose',
		'Nicht für das Projekt.',
		cents,
		'2027-12-31',
		from
	]);
	return claim;
};
const countersign = (claim: string) => signSecond(database, people.decider, claim);
const countersignCheck = (submission: string) => signSecond(database, people.decider, submission);
/** Everything that is claimed and still open. */
const owed = async ({ id }: Applied) => {
	const [row] = await database.owner(
		`select coalesce(sum(private.owed_cents(r)), 0)::int as cents from public.recoveries r
		where r.application_id = $1 and r.second_signed_at is not null`,
		[id]
	);
	return Number(row?.['cents']);
};

describe('money that came back and waits for its second person', () => {
	it('holds up both signatures under a proof, and is not claimed besides', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application, cheaper);
		await judge(database, people.clerk, submission, less);
		const early = await book(application, 1_000);
		expect(await messageOf(signCheck(database, people.clerk, submission, grounds))).toBe('claim_open');
		await database.call(people.clerk, 'discard_return', [early]);
		await signCheck(database, people.clerk, submission, grounds);
		const back = await book(application, 10_000);
		expect(await messageOf(countersignCheck(submission))).toBe('claim_open');
		await confirm(back);
		expect(await messageOf(countersignCheck(submission))).toBe('case_moved_on');
		await database.call(people.clerk, 'unsign_proof_check', [submission]);
		await signCheck(database, people.clerk, submission);
		expect([await stateOf(database, application), await owed(application)]).toEqual(['closed', 0]);
	});

	it('holds up the second signature under a claim', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await propose(application, 30_000);
		const back = await book(application, 30_000);
		expect(await messageOf(countersign(claim))).toBe('claim_open');
		await database.call(people.clerk, 'discard_return', [back]);
		await countersign(claim);
	});

	it('is not confirmed as unasked once it was claimed', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await propose(application, 30_000);
		const back = await book(application, 30_000);
		// As it may stand in a database from before.
		await database.owner(
			`update public.recoveries set second_signed_by = $2, second_signed_at = private.now() + interval '1 minute' where id = $1`,
			[claim, people.decider.id]
		);
		expect(await messageOf(confirm(back))).toBe('case_moved_on');
	});

	it('holds up the end of a case', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application, cheaper);
		await judge(database, people.clerk, submission, less);
		await signCheck(database, people.clerk, submission, grounds);
		await countersignCheck(submission);
		const [claim] = await database.owner('select id from public.recoveries where application_id = $1', [
			application.id
		]);
		await recordReturn(database, people, application, 10_000, {
			on: '2027-10-01',
			recovery: String(claim?.['id'])
		});
		await book(application, 1_000, { on: '2027-10-01' });
		const close = () => database.call(people.clerk, 'transition_application', [application.id, 'closed']);
		expect(await messageOf(close())).toBe('claim_open');
	});

	it('leaves room for what comes unasked beside a claim', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await propose(application, 30_000);
		await countersign(claim);
		await confirm(await book(application, 10_000, { claim }));
		const waiting = await book(application, 20_000, { claim });
		const unasked = await book(application, 70_000);
		expect(await messageOf(book(application, 1))).toBe('more_than_owed');
		await confirm(waiting);
		await confirm(unasked);
		expect(await owed(application)).toBe(0);
	});
});

describe('a claim that waits for its second signature', () => {
	it('holds up the signatures under a proof, which would claim the same', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application, cheaper);
		await judge(database, people.clerk, submission, less);
		const early = await propose(application, 10_000);
		expect(await messageOf(signCheck(database, people.clerk, submission, grounds))).toBe('claim_open');
		await database.call(people.clerk, 'discard_recovery', [early]);
		await signCheck(database, people.clerk, submission, grounds);
		const late = await propose(application, 10_000);
		expect(await messageOf(countersignCheck(submission))).toBe('claim_open');
		await database.call(people.clerk, 'discard_recovery', [late]);
		await countersignCheck(submission);
		expect(await owed(application)).toBe(10_000);
	});

	it('claims no more than what is beyond a grant that became smaller since', async () => {
		const application = await paidGrant(database, people, round);
		const old = await propose(application, 30_000);
		await database.setClock('2027-03-02T12:00:00+01:00');
		const change = randomUUID();
		await notifyChange(database, application, 'cancellation', {}, change);
		await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', 'Kleiner.', 70_000]);
		await signSecond(database, people.decider, change);
		const fresh = await propose(application, 30_000);
		await countersign(fresh);
		expect(await messageOf(countersign(old))).toBe('case_moved_on');
	});
});

describe('what a group keeps', () => {
	it('is told without what it gave back, which is not paid again', async () => {
		const application = await paidGrant(database, people, round);
		await recordReturn(database, people, application, 30_000, { on: '2027-03-01' });
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, all);
		expect(await sumsOf(application)).toMatchObject({ grant_cents: 70_000, claim_cents: 0, unpaid_cents: 0 });
		await signCheck(database, people.clerk, submission);
		expect((await letterOf(database, application.id, 'proof_checked'))['facts']).toMatchObject({
			amount_cents: 70_000,
			paid_cents: 100_000,
			returned_cents: 30_000,
			unpaid_cents: 0
		});
		const [bound] = await database.owner(
			'select amount_cents::int, bound_cents::int from private.grants_of_round($1) where application_id = $2',
			[roundId, application.id]
		);
		expect(bound).toMatchObject({ amount_cents: 70_000, bound_cents: 70_000 });
		await recordReturn(database, people, application, 5_000, { on: '2027-10-01' });
		const [figures] = await database.owner('select private.proof_figures_of($1) as told', [application.id]);
		expect(figures).toMatchObject({ told: { grant_cents: 65_000 } });
	});

	it('says why where it is less than its costs would allow', async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		await pay(database, people, application, 60_000, '2027-03-01');
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, all);
		expect(await sumsOf(application)).toMatchObject({ grant_cents: 60_000, unpaid_cents: 40_000 });
		expect(await messageOf(signCheck(database, people.clerk, submission))).toBe('reason_required');
		await signCheck(database, people.clerk, submission, { reason: 'Nicht angefordert.' });
		expect(await database.call(application.applicant, 'read_grant', [application.id])).toMatchObject({
			terms: { amount_cents: 60_000 },
			unpaid_cents: 40_000
		});
	});
});

describe('interest that came in', () => {
	it('is at most what had run up on the day the money was there', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await propose(application, 60_000, '2027-03-01');
		await countersign(claim);
		const upTo = async (day: string) =>
			Number(
				(
					await database.owner(
						'select private.claim_interest(r, $2::date, private.settings_of_grant(r.application_id))::int as cents from public.recoveries r where id = $1',
						[claim, day]
					)
				)[0]?.['cents']
			);
		await database.setClock('2027-09-30T12:00:00+02:00');
		const [then, now] = [await upTo('2027-06-30'), await upTo('2027-09-30')];
		expect(now).toBeGreaterThan(then);
		const on = '2027-06-30';
		expect(await messageOf(book(application, 60_000, { on, claim, interest: then + 1 }))).toBe(
			'more_than_owed'
		);
		await confirm(await book(application, 60_000, { on, claim, interest: then }));
	});
});

describe('a run that was paid early', () => {
	it('is noted as of the day it was, if that is at most five days before its own', async () => {
		const application = await accepted(database, people, { round });
		await release(database, people, await requestPayout(database, application, 60_000));
		const run = await order(database, people, roundId, { on: '2027-01-27' });
		await database.setClock('2027-01-27T12:00:00+01:00');
		const settle = (on: string) => settleRun(database, people.clerk, run, on);
		expect(await refusalOf(settle('2027-01-21'))).toMatchObject({
			message: 'before_execution',
			detail: '{"day": "2027-01-22"}'
		});
		await settle('2027-01-26');
		expect(await stateOf(database, application)).toBe('paid');
	});
});
