import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { TestDatabase } from './support/database.ts';
import {
	accept,
	allowPayouts,
	approved,
	confirmAccount,
	office,
	type Office,
	otherIban,
	recordReturn,
	setPayer,
	stateOf
} from './support/grants.ts';
import { one } from './support/people.ts';
import { judge, paidGrant, sentProof, signCheck, whole, wholeProof } from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
const round = 'told-of-the-end';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	const roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

/** What the outbox holds since the last time it was asked, in the order it was written in. */
async function told({ id, applicant }: Applied): Promise<readonly unknown[]> {
	const rows = await database.owner(
		`delete from public.notifications where application_id = $1 and recipient_id = $2 returning event`,
		[id, applicant.id]
	);
	return rows.map(({ event }) => event);
}

const close = ({ id }: Applied) =>
	database.call(people.clerk, 'transition_application', [id, 'closed', null]);

describe('a case whose money came back', () => {
	it('is told to its group when the money is here and when it is closed, once each, and again once it was opened again', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application, {
			...wholeProof,
			'receipts.rrrrrrr2.amount_cents': 30_000
		});
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(30_000) });
		const grounds = { reason: 'Weniger Kosten als geplant.', due: '2027-12-01' };
		await signCheck(database, people.clerk, submission, grounds);
		await countersign(database, people.decider, submission);
		expect(await stateOf(database, application)).toBe('recovery');
		await told(application);

		const { id: recovery } = await one(
			database,
			'select id from public.recoveries where application_id = $1',
			[application.id]
		);
		const back = await recordReturn(database, people, application, 10_000, {
			on: '2027-10-01',
			recovery: String(recovery)
		});
		expect(await told(application)).toEqual(['money_returned']);
		await close(application);
		expect(await told(application)).toEqual(['state_closed']);

		const { ruling } = await one(database, 'select gen_random_uuid()::text as ruling', []);
		await signFirst(database, people.clerk, 'propose_ruling', [
			application.id,
			ruling,
			'correction',
			back,
			10_000,
			'Gehört zu einem anderen Fall.',
			null
		]);
		await countersign(database, people.decider, String(ruling));
		expect(await told(application)).toEqual(['state_recovery']);
		await recordReturn(database, people, application, 10_000, {
			on: '2027-10-01',
			recovery: String(recovery)
		});
		await close(application);
		expect(await told(application)).toEqual(['money_returned', 'state_closed']);
	});
});

describe('a case that a letter closes', () => {
	it('is told by that letter alone', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await told(application);
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		await signCheck(database, people.clerk, submission);
		expect(await stateOf(database, application)).toBe('closed');
		expect(await told(application)).toEqual([]);
		const { letters } = await one(
			database,
			`select count(*)::int as letters from public.letters where application_id = $1 and kind = 'proof_checked'`,
			[application.id]
		);
		expect(letters).toBe(1);
	});
});

describe('an account that the office asked about', () => {
	it('is told to be right, or wrong, once', async () => {
		const application = await approved(database, people, { round });
		await accept(database, application);
		await told(application);
		await confirmAccount(database, people, application);
		expect(await told(application)).toEqual(['bank_confirmed']);
		const account = '00000000-0000-4000-8000-0000000000aa';
		const given = [application.id, account, otherIban, 'Nachbarschaft Hochfeld', false];
		await database.call(application.applicant, 'give_bank_account', given);
		await told(application);
		await database.call(people.clerk, 'judge_bank_account', [account, false, 'Niemand kannte es.']);
		expect(await told(application)).toEqual(['bank_refused']);
	});
});
