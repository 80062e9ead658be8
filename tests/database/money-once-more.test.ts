import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	office,
	type Office,
	order,
	otherIban,
	pay,
	release,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { judge, paidGrant, sentProof, signCheck, whole } from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'once-more';
const hash = '0'.repeat(64);
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const bounce = (payout: string, day: string) =>
	database.call(people.clerk, 'bounce_payout', [payout, day, 'Konto unbekannt.']);
const noted = (run: string, format: string) =>
	database.call(people.clerk, 'note_payment_file', [run, format, hash]);
const newAccount = ({ id, applicant }: Applied) =>
	database.call(applicant, 'give_bank_account', [
		id,
		randomUUID(),
		otherIban,
		'Nachbarschaft Hochfeld',
		false
	]);
const boundIn = async () => {
	const [row] = await database.owner(
		'select sum(bound_cents)::int as cents from private.grants_of_round($1)',
		[roundId]
	);
	return Number(row?.['cents']);
};

describe('a payment that came back', () => {
	it('is not ordered again by a file that is made first afterwards, nor cleared away while somebody else must look', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 60_000);
		await release(database, people, payout);
		const run = await order(database, people, roundId);
		await noted(run, 'csv');
		await newAccount(application);
		expect(await refusalOf(bounce(payout, '2027-01-20'))).toMatchObject({ message: 'run_disturbed' });
		await database.call(people.decider, 'confirm_payment_run', [run, 'Steht so.']);
		await bounce(payout, String((await database.owner('select private.today()::text as day'))[0]?.['day']));
		expect(await refusalOf(noted(run, 'pain.001'))).toMatchObject({ message: 'not_in_state' });
	});
});

describe('what was asked for before the proof arrived', () => {
	const half = { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) };
	const halfPaid = async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		await pay(database, people, application, 60_000, '2027-03-01');
		return application;
	};

	it('is paid or refused before the case is closed', async () => {
		const application = await halfPaid();
		const payout = await requestPayout(database, application, 40_000);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, half);
		expect(await refusalOf(signCheck(database, people.clerk, submission))).toMatchObject({
			message: 'payment_under_way'
		});
		await release(database, people, payout);
		const run = await order(database, people, roundId, { on: '2027-10-01' });
		await settleRun(database, people.clerk, run, '2027-10-01');
		await signCheck(database, people.clerk, submission);
		expect(await stateOf(database, application)).toBe('closed');
	});

	it('is free for others where nobody asked', async () => {
		const before = await boundIn();
		const application = await halfPaid();
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, half);
		await signCheck(database, people.clerk, submission, { reason: 'Nicht angefordert.' });
		expect(await stateOf(database, application)).toBe('closed');
		expect(await boundIn()).toBe(before + 60_000);
	});
});

describe('a claim that is open', () => {
	const claimed = async () => {
		const application = await paidGrant(database, people, round);
		const claim = randomUUID();
		await signFirst(database, people.clerk, 'claim_recovery', [
			application.id,
			claim,
			'not_for_purpose',
			'Nicht für das Projekt.',
			30_000,
			'2027-12-31',
			null
		]);
		await countersign(database, people.decider, claim);
		return application;
	};

	it('does not hold up the result of the proof', async () => {
		const application = await claimed();
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		await signCheck(database, people.clerk, submission);
		expect(await stateOf(database, application)).toBe('recovery');
	});

	it('stands on money the group has: its payment does not come back meanwhile', async () => {
		const application = await claimed();
		const { payouts } = (await database.call(people.clerk, 'case_grant', [application.id])) as {
			payouts: Row[];
		};
		expect(await refusalOf(bounce(String(payouts[0]?.['id']), '2027-03-01'))).toMatchObject({
			message: 'claim_open'
		});
	});
});
