import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	bounce,
	confirmAccount,
	office,
	type Office,
	order,
	otherIban,
	recordReturn,
	release,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { cut, judge, paidGrant, sentProof, signCheck, whole } from './support/proofs.ts';
import { countersign as signSecond, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'money-in-its-place';
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

type Booking = {
	readonly on?: string;
	readonly claim?: string;
	readonly interest?: number;
	readonly excess?: number;
	readonly note?: string | null;
};
const book = async ({ id }: Applied, cents: number, wish: Booking = {}) => {
	const {
		on = '2027-03-01',
		claim = null,
		interest = 0,
		excess = 0,
		note = 'Geht über die Stadtkasse zurück.'
	} = wish;
	const back = randomUUID();
	await database.call(people.clerk, 'record_return', [id, back, cents, interest, on, claim, excess, note]);
	return back;
};
const confirm = (back: string) => database.call(people.decider, 'confirm_return', [back]);
const claimed = async ({ id }: Applied, cents: number, from: string | null = null) => {
	const claim = randomUUID();
	const words = ['not_for_purpose', 'Nicht für das Projekt.', cents, '2027-12-31', from];
	await signFirst(database, people.clerk, 'claim_recovery', [id, claim, ...words]);
	await signSecond(database, people.decider, claim);
	return claim;
};
const rule = async ({ id }: Applied, kind: string, subject: string, cents = 0) => {
	const ruling = randomUUID();
	const words = [kind, subject, cents, 'Es kam nie ein Konto.', null, null];
	await signFirst(database, people.clerk, 'propose_ruling', [id, ruling, ...words]);
	return ruling;
};
const countersign = (ruling: string, person = people.decider) => signSecond(database, person, ruling);
const kept = async ({ id }: Applied) => {
	const [row] = await database.owner(
		`select (private.paid_cents($1) - private.returned_cents($1))::int as cents, private.unclaimed_cents($1)::int as unclaimed`,
		[id]
	);
	return row;
};
const boundBy = async ({ id }: Applied) => {
	const [row] = await database.owner(
		'select amount_cents::int, bound_cents::int from private.grants_of_round($1) where application_id = $2',
		[roundId, id]
	);
	return row as Row;
};
const payoutsOf = async ({ id }: Applied) =>
	(await database.owner(
		'select id, state, amount_cents::int, refusal_reason from public.payouts where application_id = $1 order by number',
		[id]
	)) as { id: string; state: string; amount_cents: number; refusal_reason: string | null }[];

describe('money for a claim', () => {
	it('is booked on it, and beside it only what comes on top', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await claimed(application, 30_000);
		expect(await messageOf(book(application, 30_000))).toBe('claim_first');
		const part = await book(application, 20_000, { claim });
		expect(await messageOf(book(application, 10_000))).toBe('claim_first');
		await book(application, 10_000, { claim });
		await book(application, 5_000);
		await confirm(part);
	});

	it('is its interest as well', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await claimed(application, 30_000, '2027-03-01');
		await database.setClock('2027-06-30T12:00:00+02:00');
		const on = '2027-06-30';
		await confirm(await book(application, 30_000, { claim, on }));
		expect(await messageOf(book(application, 100, { on }))).toBe('claim_first');
	});
});

describe('money beyond what was owed', () => {
	it('is booked with a note, is counted nowhere, and only once all that was owed is', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await claimed(application, 30_000);
		expect(await messageOf(book(application, 30_050, { claim }))).toBe('more_than_owed');
		expect(await messageOf(book(application, 29_999, { claim, excess: 51 }))).toBe('owed_first');
		expect(await messageOf(book(application, 30_000, { claim, excess: 50, note: ' . ' }))).toBe(
			'reason_required'
		);
		const back = await book(application, 30_000, { claim, excess: 50 });
		await confirm(back);
		expect(await kept(application)).toMatchObject({ cents: 70_000, unclaimed: 70_000 });
		// Another fifty cents, days later, when nothing is open any more.
		await confirm(await book(application, 0, { claim, excess: 50 }));
		expect(await kept(application)).toMatchObject({ cents: 70_000, unclaimed: 70_000 });
		const { returns } = (await database.call(people.clerk, 'case_grant', [application.id])) as {
			returns: Row[];
		};
		expect(returns).toMatchObject([
			{ amount_cents: 30_000, excess_cents: 50, excess_note: 'Geht über die Stadtkasse zurück.' },
			{ amount_cents: 0, excess_cents: 50 }
		]);
	});

	it('of interest is booked too, not before the interest itself', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await claimed(application, 60_000, '2027-03-01');
		await database.setClock('2027-06-30T12:00:00+02:00');
		const on = '2027-06-30';
		const [row] = await database.owner(
			'select private.interest_owed_on_cents(r, $2::date)::int as cents from public.recoveries r where id = $1',
			[claim, on]
		);
		const interest = Number(row?.['cents']);
		expect(interest).toBeGreaterThan(0);
		const tried = book(application, 60_000, { claim, on, interest: interest - 1, excess: 51 });
		expect(await messageOf(tried)).toBe('owed_first');
		await confirm(await book(application, 60_000, { claim, on, interest, excess: 50 }));
	});

	it('is there without a claim where everything came back', async () => {
		const application = await paidGrant(database, people, round);
		expect(await messageOf(book(application, 90_000, { excess: 50 }))).toBe('owed_first');
		await confirm(await book(application, 100_000, { excess: 50 }));
		expect(await kept(application)).toMatchObject({ cents: 0 });
	});

	it('is not confirmed where it turned out to be owed', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await claimed(application, 30_000);
		const wrong = await recordReturn(database, people, application, 10_000, {
			on: '2027-03-01',
			recovery: claim
		});
		const back = await book(application, 20_000, { claim, excess: 50 });
		await countersign(await rule(application, 'correction', wrong));
		expect(await messageOf(confirm(back))).toBe('case_moved_on');
	});

	it('stays as it was booked', async () => {
		const application = await paidGrant(database, people, round);
		const back = await book(application, 100_000, { excess: 50 });
		const forged = database.owner('update public.money_returns set excess_cents = 5000 where id = $1', [
			back
		]);
		expect((await refusalOf(forged)).code).toBe('42501');
	});
});

describe('a payment that came back when the check was over', () => {
	/** Paid in two: 600 and 400 euros. */
	const instalments = async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		for (const cents of [60_000, 40_000]) {
			await release(database, people, await requestPayout(database, application, cents));
			const run = await order(database, people, roundId);
			await settleRun(database, people.clerk, run, '2027-03-01');
		}
		return { application };
	};
	/** The last payout, to another account. */
	const paidAgain = async (application: Applied) => {
		await database.setClock('2027-10-02T12:00:00+02:00');
		await database.call(application.applicant, 'give_bank_account', [
			application.id,
			randomUUID(),
			otherIban,
			'Nachbarschaft Hochfeld',
			false
		]);
		await confirmAccount(database, people, application);
		await release(database, people, String((await payoutsOf(application)).at(-1)?.id));
		const run = await order(database, people, roundId);
		await settleRun(database, people.clerk, run, '2027-10-02');
	};
	/** 100 of them were given back, and all is checked and closed; then the second came back. */
	const bounced = async () => {
		const { application } = await instalments();
		await recordReturn(database, people, application, 10_000, { on: '2027-03-01' });
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, all);
		await signCheck(database, people.clerk, submission);
		const [, second] = await payoutsOf(application);
		await bounce(database, people, String(second?.id), '2027-10-01');
		const again = (await payoutsOf(application)).at(-1);
		return { application, again: String(again?.id), second: String(second?.id) };
	};

	it('binds what the group has and what it is still to get', async () => {
		const { application } = await bounced();
		expect(await boundBy(application)).toMatchObject({ bound_cents: 90_000 });
	});

	it('is given up by two, with a reason the group reads, and free again then', async () => {
		const { application, again } = await bounced();
		expect(await messageOf(database.call(people.clerk, 'refuse_payout', [again, 'Kein Konto.']))).toBe(
			'lapse_needed'
		);
		const ruling = await rule(application, 'lapse', again);
		expect(await boundBy(application)).toMatchObject({ bound_cents: 90_000 });
		expect(await messageOf(countersign(ruling, people.clerk))).toBe('not_allowed');
		await countersign(ruling);
		expect(await boundBy(application)).toMatchObject({ amount_cents: 50_000, bound_cents: 50_000 });
		expect((await payoutsOf(application)).at(-1)).toMatchObject({
			state: 'refused',
			refusal_reason: 'Es kam nie ein Konto.'
		});
		expect(await stateOf(database, application)).toBe('closed');
		const told = await database.owner(
			`select 1 from public.notifications where event = 'payout_refused' and subject_id = $1`,
			[again]
		);
		expect(told).toHaveLength(1);
		expect(await messageOf(rule(application, 'lapse', again))).toBe('not_in_state');
		const own = (await database.call(application.applicant, 'read_grant', [application.id])) as Row & {
			payouts: Row[];
		};
		expect([own['unpaid_cents'], own.payouts.some((payout) => payout['is_paid_again'])]).toEqual([
			40_000,
			false
		]);
	});

	it('that one person refused before is given up all the same', async () => {
		const { application, again } = await bounced();
		// As it may stand in a database from before.
		await database.owner(
			`update public.payouts set refused_by = $2, refused_at = private.now(), refusal_reason = 'Kein Konto.' where id = $1`,
			[again, people.clerk.id]
		);
		await countersign(await rule(application, 'lapse', again));
		expect(await boundBy(application)).toMatchObject({ bound_cents: 50_000 });
	});

	it('is not given up where it is ordered again, or where it is another grant’s', async () => {
		const { application, again, second } = await bounced();
		expect(await messageOf(rule(application, 'lapse', second))).toBe('not_in_state');
		const other = await paidGrant(database, people, round);
		expect(await messageOf(rule(other, 'lapse', again))).toBe('not_found');
		await paidAgain(application);
		await recordReturn(database, people, application, 5_000, { on: '2027-10-02' });
		expect(await messageOf(rule(application, 'lapse', second))).toBe('not_in_state');
	});

	it('is refused by one as long as the proof is not checked', async () => {
		const application = await paidGrant(database, people, round);
		await sentProof(database, application);
		const [first] = await payoutsOf(application);
		await bounce(database, people, String(first?.id), '2027-10-01');
		const again = String((await payoutsOf(application)).at(-1)?.id);
		expect(await messageOf(rule(application, 'lapse', again))).toBe('not_in_state');
		await database.call(people.clerk, 'refuse_payout', [again, 'Kein Konto.']);
	});

	it('is paid again with what was let go of a claim', async () => {
		const { application } = await instalments();
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { ...all, rrrrrrr1: cut(50_000) });
		await signCheck(database, people.clerk, submission, { reason: 'Gekürzt.', due: '2027-12-01' });
		await signSecond(database, people.decider, submission);
		const [claim] = await database.owner(
			'select id, amount_cents::int as cents from public.recoveries where application_id = $1',
			[application.id]
		);
		await countersign(await rule(application, 'waiver', String(claim?.['id']), Number(claim?.['cents'])));
		await bounce(database, people, String((await payoutsOf(application))[1]?.id), '2027-10-01');
		expect((await payoutsOf(application)).at(-1)).toMatchObject({ state: 'requested', amount_cents: 40_000 });
		await paidAgain(application);
	});

	it('shows the group what it gave back, and what was too much', async () => {
		const application = await paidGrant(database, people, round);
		const claim = await claimed(application, 30_000);
		await confirm(await book(application, 30_000, { claim, excess: 50 }));
		await book(application, 500);
		await database.call(people.clerk, 'discard_return', [await book(application, 700)]);
		const { returns } = (await database.call(application.applicant, 'read_grant', [application.id])) as {
			returns: Row[];
		};
		expect(returns).toMatchObject([
			{
				amount_cents: 30_000,
				interest_cents: 0,
				excess_cents: 50,
				received_on: '2027-03-01',
				is_confirmed: true
			},
			{ amount_cents: 500, excess_cents: 0, is_confirmed: false }
		]);
		expect(returns[0]).not.toHaveProperty('excess_note');
	});
});
