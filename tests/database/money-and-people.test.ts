import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	approved,
	notifyChange,
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
import { one, signUpStaff } from './support/people.ts';
import { cut, judge, paidGrant, receipt, report, sentProof, signCheck, whole } from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

/** Found by lives of grants taken at random, each step by somebody at random. */
let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'money-and-people';
const inMarch = '2027-03-01T12:00:00+01:00';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

/** A clerk with a second role who belongs to the group, as they say. */
async function partialClerk({ id }: Applied): Promise<Person & { id: string }> {
	const person = await signUpStaff(database, 'clerk', 'decider');
	await database.call(person, 'declare_conflict', [id, 'Mein Verein.']);
	return person;
}

async function ordered() {
	const application = await accepted(database, people, { round });
	const partial = await partialClerk(application);
	await database.setClock(inMarch);
	const payout = await requestPayout(database, application, 100_000);
	await release(database, people, payout);
	return { application, partial, payout, run: await order(database, people, roundId) };
}

const conflict = { code: 'PT409', message: 'conflict_of_interest' };

describe('a pot that is exceeded because money was booked in error', () => {
	/** 1,000 euros were paid, 500 booked as given back and given away to others, and that booking was an error. */
	async function exceeded() {
		const name = `pot-${randomUUID().slice(0, 8)}`;
		const pot = await copyRound(database, name, 250_000);
		await allowPayouts(database, pot, 5);
		await setPayer(database, people, pot);
		const application = await accepted(database, people, { round: name });
		await database.setClock(inMarch);
		await pay(database, people, application, 100_000, '2027-03-01');
		const back = await recordReturn(database, people, application, 50_000, { on: '2027-03-01' });
		await database.setClock(inTime);
		for (const cents of [100_000, 100_000]) await approved(database, people, { round: name, cents });
		await database.setClock(inMarch);
		const ruling = randomUUID();
		const words = ['correction', back, 0, 'Falscher Fall.', null, null];
		await signFirst(database, people.clerk, 'propose_ruling', [application.id, ruling, ...words]);
		await countersign(database, people.decider, ruling);
		return pot;
	}
	const change = async (pot: string, changes: object) => {
		const { revision } = await one(database, 'select revision from public.funding_rounds where id = $1', [
			pot
		]);
		return database.owner(
			`update public.funding_rounds set total_budget_cents = coalesce(($2::jsonb ->> 'total')::bigint, total_budget_cents),
				contact = coalesce($2::jsonb -> 'contact', contact) where id = $1 and revision = $3 returning id`,
			[pot, JSON.stringify(changes), revision]
		);
	};

	it('leaves the rest of its round to be changed, and the pot to be raised; it is not lowered further', async () => {
		const pot = await exceeded();
		expect(await database.call(people.clerk, 'round_budget', [pot])).toMatchObject({ free_cents: -50_000 });
		expect(await change(pot, { contact: { name: 'Neue Stelle' } })).toHaveLength(1);
		expect(await change(pot, { total: 270_000 })).toHaveLength(1);
		expect(await refusalOf(change(pot, { total: 269_999 }))).toMatchObject({ message: 'budget_exceeded' });
		const { revision } = await one(database, 'select revision from public.funding_rounds where id = $1', [
			pot
		]);
		await database.setClock('2027-08-01T12:00:00+02:00');
		await database.call(people.admin, 'set_round_status', [pot, revision, 'archived']);
	});
});

describe('interest on a claim', () => {
	it('begins no earlier than the money was there: a slip in the year would end no more', async () => {
		const application = await paidGrant(database, people, round);
		const claim = (from: string) =>
			signFirst(database, people.clerk, 'claim_recovery', [
				application.id,
				randomUUID(),
				'unspent',
				'Rest',
				10_000,
				'2027-12-31',
				from
			]);
		for (const from of ['1927-03-01', '2027-02-28'])
			expect(await refusalOf(claim(from))).toMatchObject({
				code: 'PT422',
				message: 'interest_day_early',
				detail: '{"day": "2027-03-01"}'
			});
		await claim('2027-03-01');
	});

	it('nor that of a revocation', async () => {
		const application = await paidGrant(database, people, round);
		const revoke = (from: string) =>
			signFirst(database, people.clerk, 'propose_ruling', [
				application.id,
				randomUUID(),
				'revocation',
				null,
				20_000,
				'Nicht für das Projekt.',
				'2027-12-31',
				from
			]);
		expect(await refusalOf(revoke('2027-02-28'))).toMatchObject({ message: 'interest_day_early' });
		await revoke('2027-03-01');
	});

	it('nor that of a checked proof', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application, { ...report, ...receipt('rrrrrrr1', 80_000) });
		await judge(database, people.clerk, submission, { rrrrrrr1: cut(50_000) });
		const sign = (from: string) =>
			signCheck(database, people.clerk, submission, { reason: 'Gekürzt.', due: '2027-12-31', from });
		expect(await refusalOf(sign('2017-03-01'))).toMatchObject({ message: 'interest_day_early' });
		await sign('2027-03-01');
	});
});

describe('a payment run with a grant somebody is partial to', () => {
	it('is not given out, noted as paid or taken back by them', async () => {
		const { application, partial, run } = await ordered();
		const today = '2027-03-01';
		for (const [name, ...args] of [
			['settle_payment_run', run, today],
			['discard_payment_run', run]
		] as const)
			expect(await refusalOf(database.call(partial, name, args))).toMatchObject(conflict);
		const file = [run, 'pain.001', 'a'.repeat(64)];
		expect(await refusalOf(database.call(partial, 'note_payment_file', file))).toMatchObject(conflict);
		expect(await refusalOf(database.call(partial, 'payment_order', [run]))).toMatchObject(conflict);
		expect(await stateOf(database, application)).toBe('accepted');
		await settleRun(database, people.clerk, run, today);
		expect(await stateOf(database, application)).toBe('paid');
	});
});

describe('two payments of one grant in one run', () => {
	it('are both paid, and the group is told of both', async () => {
		const application = await accepted(database, people, { round });
		await database.setClock(inMarch);
		for (const cents of [60_000, 40_000])
			await release(database, people, await requestPayout(database, application, cents));
		const run = await order(database, people, roundId);
		await settleRun(database, people.clerk, run, '2027-03-01');
		expect(await stateOf(database, application)).toBe('paid');
		expect(await database.call(application.applicant, 'read_grant', [application.id])).toMatchObject({
			paid_cents: 100_000,
			payouts: [{ state: 'paid' }, { state: 'paid' }]
		});
		const told = await database.owner(
			`select event from public.notifications where application_id = $1 and event = 'payout_paid'`,
			[application.id]
		);
		expect(told).toHaveLength(2);
	});
});

describe('what waits for its second signature', () => {
	it('stands on the desk of payments for everybody but who is partial', async () => {
		const application = await paidGrant(database, people, round);
		const partial = await partialClerk(application);
		const { id } = application;
		const [change, claim, ruling] = [randomUUID(), randomUUID(), randomUUID()];
		await notifyChange(database, application, 'cancellation', {}, change);
		await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', 'Weniger.', 90_000]);
		const words = ['unspent', 'Rest', 1_000, '2027-12-31', null];
		await signFirst(database, people.clerk, 'claim_recovery', [id, claim, ...words]);
		await countersign(database, people.decider, claim);
		await signFirst(database, people.clerk, 'claim_recovery', [id, randomUUID(), ...words]);
		await signFirst(database, people.clerk, 'propose_ruling', [
			id,
			ruling,
			'waiver',
			claim,
			500,
			'Bagatelle.'
		]);
		const shown = async (person: Person) => {
			const desk = await database.call(person, 'desk_payments', [roundId]);
			const of = (list: string) =>
				(desk[list] as Row[]).filter(({ application_id }) => application_id === id);
			return {
				claims: of('claims').map(({ is_signed }) => is_signed),
				rulings: of('rulings').length,
				signed: of('changes').map(({ first_signed_by }) => first_signed_by)
			};
		};
		expect(await shown(people.decider)).toEqual({
			claims: [true, false],
			rulings: 1,
			signed: [people.clerk.id]
		});
		expect(await shown(partial)).toEqual({ claims: [true], rulings: 0, signed: [null] });
	});
});

describe('why somebody let a payment run stand', () => {
	it('goes with the application it was about, and the order stays', async () => {
		const { application, run } = await ordered();
		await database.setClock('2027-03-02T12:00:00+01:00');
		await database.call(application.applicant, 'give_bank_account', [
			application.id,
			randomUUID(),
			otherIban,
			'Amina O’Neill',
			true
		]);
		await database.call(people.decider, 'confirm_payment_run', [
			run,
			'Frau O’Neill am Telefon: altes Konto.'
		]);
		await settleRun(database, people.clerk, run, '2027-03-02');
		await database.owner(
			`select private.erase_application(a, 'granted') from public.applications a where a.id = $1`,
			[application.id]
		);
		const kept = await one(database, 'select to_jsonb(r) as row from public.payment_runs r where r.id = $1', [
			run
		]);
		expect(kept['row']).toMatchObject({ sum_cents: 100_000, confirmed_by: people.decider.id });
		expect(JSON.stringify(kept)).not.toContain('Neill');
	});
});

describe('a booking that turns out wrong when its case is closed', () => {
	const close = ({ id }: Applied) => database.call(people.clerk, 'transition_application', [id, 'closed']);
	const reverse = async ({ id }: Applied, back: string) => {
		const ruling = randomUUID();
		const words = ['correction', back, 0, 'Gehört in einen anderen Fall.', null, null];
		await signFirst(database, people.clerk, 'propose_ruling', [id, ruling, ...words]);
		await countersign(database, people.decider, ruling);
	};
	/** Revoked to nothing; all of it came back, some of it on a claim. */
	async function closed() {
		const application = await paidGrant(database, people, round);
		const { id } = application;
		const [free, ruling] = [
			await recordReturn(database, people, application, 40_000, { on: '2027-03-01' }),
			randomUUID()
		];
		const words = ['revocation', null, 0, 'Nicht begonnen.', '2027-12-31', null];
		await signFirst(database, people.clerk, 'propose_ruling', [id, ruling, ...words]);
		await countersign(database, people.decider, ruling);
		const { id: claim } = await one(database, 'select id from public.recoveries where application_id = $1', [
			id
		]);
		const paid = await recordReturn(database, people, application, 60_000, {
			on: '2027-03-01',
			recovery: String(claim)
		});
		await close(application);
		return { application, free, paid };
	}

	it('opens the case again where something is owed by that, and closes once it is settled', async () => {
		const { application, paid } = await closed();
		await reverse(application, paid);
		expect(await stateOf(database, application)).toBe('recovery');
		const { claims } = (await database.call(application.applicant, 'read_grant', [application.id])) as {
			claims: Row[];
		};
		expect(claims).toMatchObject([{ owed_cents: 60_000 }]);
		await recordReturn(database, people, application, 60_000, {
			on: '2027-03-01',
			recovery: String(claims[0]?.['id'])
		});
		await close(application);
		expect(await stateOf(database, application)).toBe('closed');
	});

	it('opens it too where nobody claimed it: it can be claimed then', async () => {
		const { application, free } = await closed();
		await reverse(application, free);
		expect(await stateOf(database, application)).toBe('recovery');
		expect(await refusalOf(close(application))).toMatchObject({ message: 'claim_open' });
		const words = ['cancelled', 'Doch nicht gekommen.', 40_000, '2027-12-31', null];
		await signFirst(database, people.clerk, 'claim_recovery', [application.id, randomUUID(), ...words]);
	});

	it('leaves it closed where the group may keep the money', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		await signCheck(database, people.clerk, submission);
		expect(await stateOf(database, application)).toBe('closed');
		const back = await recordReturn(database, people, application, 5_000, { on: '2027-10-01' });
		await reverse(application, back);
		expect(await stateOf(database, application)).toBe('closed');
		expect(await database.call(people.clerk, 'case_grant', [application.id])).toMatchObject({
			returned_cents: 0
		});
	});
});

describe('the audit trail of a check', () => {
	it('says what was accepted of each receipt, without the words about it', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		const judgements = {
			rrrrrrr1: cut(50_000, 'Herr O’Neill hat privat eingekauft.'),
			rrrrrrr2: whole(40_000)
		};
		await judge(database, people.clerk, submission, judgements);
		await judge(database, people.clerk, submission, { rrrrrrr2: null });
		const told = await database.owner(
			`select detail from public.audit_log where action = 'receipts_judged' and entity_id = $1 order by id`,
			[application.id]
		);
		expect(told).toMatchObject([
			{ detail: { judged: { rrrrrrr1: 50_000, rrrrrrr2: 40_000 } } },
			{ detail: { judged: { rrrrrrr2: null } } }
		]);
		expect(JSON.stringify(told)).not.toContain('Neill');
	});
});

describe('a payment that is refused once the proof was sent', () => {
	/** 600 euros paid, 400 asked for and not paid yet when the proof comes. */
	async function waiting() {
		const application = await accepted(database, people, { round });
		await database.setClock(inMarch);
		await pay(database, people, application, 60_000, '2027-03-01');
		const rest = await requestPayout(database, application, 40_000);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		return { application, rest, submission };
	}
	const reason = 'Zu spät angefordert.';

	it('ends for the group with the check: that takes two people, as giving it up does', async () => {
		const { application, rest, submission } = await waiting();
		await database.call(people.clerk, 'refuse_payout', [rest, reason]);
		expect(await signCheck(database, people.clerk, submission, { reason })).toEqual({ needs_second: true });
		expect(await stateOf(database, application)).toBe('report_submitted');
		await countersign(database, people.decider, submission);
		expect(await stateOf(database, application)).toBe('closed');
	});

	it('is not needed where the group took it back itself, or was refused while it could ask anew', async () => {
		const application = await accepted(database, people, { round });
		await database.setClock(inMarch);
		await pay(database, people, application, 60_000, '2027-03-01');
		const refused = await requestPayout(database, application, 40_000);
		await database.call(people.clerk, 'refuse_payout', [refused, 'Bitte weniger.']);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		expect(await signCheck(database, people.clerk, submission, { reason })).toEqual({ needs_second: false });
	});
});

describe('a change signed first for more than the grant holds by now', () => {
	it('is an old proposal, not a missing right: it is discarded and made anew', async () => {
		const application = await paidGrant(database, people, round);
		const [change, ruling] = [randomUUID(), randomUUID()];
		await notifyChange(database, application, 'cancellation', {}, change);
		await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', 'Weniger.', 50_000]);
		const words = ['revocation', null, 20_000, 'Nicht für das Projekt.', '2027-12-31', null];
		await signFirst(database, people.clerk, 'propose_ruling', [application.id, ruling, ...words]);
		await countersign(database, people.decider, ruling);
		const sign = () => countersign(database, people.decider, change);
		expect(await refusalOf(sign())).toMatchObject({ code: 'PT409', message: 'case_moved_on' });
		await database.call(people.clerk, 'discard_change_proposal', [change]);
		await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', 'Weniger.', 10_000]);
		await sign();
	});
});
