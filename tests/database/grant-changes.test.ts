import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	approved,
	notifyChange,
	type Office,
	office,
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
import { one, signUp, signUpStaff } from './support/people.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'changes';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const grant = () => accepted(database, people, { round });
const shift = (food: number, drinks: number) => ({
	lines: [
		{ line: 'aaaaaaa1', cents: food },
		{ line: 'aaaaaaa2', cents: drinks }
	]
});
const notified = async (application: Applied, kind: string, wish: object = {}) => {
	const id = randomUUID();
	await notifyChange(database, application, kind, wish, id);
	return id;
};
const propose = (
	change: string,
	outcome: string,
	reason: string | null = null,
	cents: number | null = null,
	person: Person = people.clerk
) => signFirst(database, person, 'propose_change', [change, outcome, reason, cents]);
const sign = (change: string, person: Person = people.decider) => countersign(database, person, change);
const terms = (application: Applied) =>
	database.owner(
		`select version, amount_cents::int, period_from::text, period_until::text, purpose, plan from public.grant_terms
		where application_id = $1 order by version`,
		[application.id]
	);

describe('telling what changes', () => {
	it.each([
		// 800 and 400 euros are planned: twenty percent more are 960 and 480.
		[96_000, 24_000, 'noted'],
		[96_001, 23_999, null],
		[72_000, 48_000, 'noted'],
		[71_999, 48_001, null],
		[80_000, 39_999, null]
	])(
		'notes a shift to %i and %i within the tolerance, and asks about others: %s',
		async (food, drinks, outcome) => {
			const application = await grant();
			expect(await notifyChange(database, application, 'plan', shift(food, drinks))).toEqual({ outcome });
			expect(await terms(application)).toHaveLength(1);
		}
	);

	it.each([
		['plan', shift(80_000, 40_000)],
		['plan', shift(80_001, 40_000)],
		['plan', { lines: [{ line: 'zzzzzzz9', cents: 1 }] }],
		['plan', { lines: [{ line: 'aaaaaaa1', cents: -1 }] }],
		[
			'plan',
			{
				lines: [
					{ line: 'aaaaaaa1', cents: 1 },
					{ line: 'aaaaaaa1', cents: 2 }
				]
			}
		],
		['plan', {}],
		['period', { period_from: '2027-05-01', period_until: '2027-04-01' }],
		['period', { period_from: '2027-04-01', period_until: '2027-09-30' }],
		['period', { period_from: '2027-02-31', period_until: '2027-09-30' }],
		['further_grant', { grantor: ' ', cents: 100 }],
		['further_grant', { grantor: 'Stiftung', cents: 0 }],
		['purpose', { anything: 1 }]
	])('refuses %s with %j', async (kind, wish) => {
		const application = await grant();
		expect(await refusalOf(notifyChange(database, application, kind, wish))).toMatchObject({
			message: 'wish_invalid'
		});
	});

	it('is one notice however often it is sent, by who may act for the group', async () => {
		const application = await grant();
		const id = randomUUID();
		await notifyChange(database, application, 'purpose', {}, id);
		expect(await notifyChange(database, application, 'purpose', {}, id)).toEqual({ outcome: null });
		const stranger = await signUp(database);
		const theirs = { ...application, applicant: stranger };
		expect(await refusalOf(notifyChange(database, theirs, 'purpose'))).toMatchObject({
			message: 'not_found'
		});
		expect(await refusalOf(database.call(stranger, 'withdraw_change', [id]))).toMatchObject({
			message: 'not_found'
		});
		const forged = database.owner(`update public.grant_changes set words = 'x' where id = $1`, [id]);
		expect((await refusalOf(forged)).code).toBe('42501');
	});

	it('can be taken back until somebody has signed', async () => {
		const application = await grant();
		const [first, second] = [
			await notified(application, 'purpose'),
			await notified(application, 'cancellation')
		];
		await database.call(application.applicant, 'withdraw_change', [first]);
		await database.call(application.applicant, 'withdraw_change', [first]);
		await propose(second, 'agreed', 'Auf Wunsch.', 0);
		expect(await refusalOf(database.call(application.applicant, 'withdraw_change', [second]))).toMatchObject({
			message: 'not_in_state'
		});
		expect(await refusalOf(propose(first, 'agreed'))).toMatchObject({ message: 'already_decided' });
	});
});

describe('deciding', () => {
	it('needs one signature where no money changes: another period', async () => {
		const application = await grant();
		const change = await notified(application, 'period', {
			period_from: '2027-05-01',
			period_until: '2027-10-31'
		});
		expect(await propose(change, 'agreed')).toEqual({ needs_second: false });
		expect(await terms(application)).toMatchObject([
			{ version: 1, period_from: '2027-04-01' },
			{ version: 2, period_from: '2027-05-01', period_until: '2027-10-31', amount_cents: 100_000 }
		]);
		const { facts } = await letterOf(database, application.id, 'changed');
		expect(facts).toMatchObject({
			period_from: '2027-05-01',
			amount_cents: 100_000,
			change: { kind: 'period' }
		});
	});

	it('needs two different people where money changes, and keeps every version of the plan', async () => {
		const application = await grant();
		const change = await notified(application, 'plan', shift(110_000, 10_000));
		expect(await propose(change, 'agreed', null, null, people.decider)).toEqual({ needs_second: true });
		expect(await refusalOf(sign(change))).toMatchObject({ message: 'same_person' });
		expect(await refusalOf(sign(change, people.clerk))).toMatchObject({ message: 'not_allowed' });
		const forged = `update public.grant_changes set outcome = 'agreed', closed_at = now() where id = $1`;
		expect((await refusalOf(database.owner(forged, [change]))).code).toBe('23514');
		expect(await terms(application)).toHaveLength(1);
		await sign(change, await signUpStaff(database, 'decider'));
		const [before, now] = await terms(application);
		expect(before?.['plan']).toMatchObject({
			lines: [{ approved_cents: 80_000 }, { approved_cents: 40_000 }]
		});
		expect(now?.['plan']).toMatchObject({
			lines: [{ approved_cents: 110_000 }, { approved_cents: 10_000 }],
			approved_costs_cents: 120_000
		});
		for (const sql of [`update public.grant_terms set amount_cents = 1`, `delete from public.grant_terms`])
			expect((await refusalOf(database.owner(sql))).code).toBe('42501');
	});

	it('gives never more money, and less only with a reason and two signatures', async () => {
		const application = await grant();
		const change = await notified(application, 'further_grant', { grantor: 'Stiftung', cents: 30_000 });
		expect(await refusalOf(propose(change, 'agreed', 'x', 100_001))).toMatchObject({
			message: 'amount_invalid'
		});
		expect(await refusalOf(propose(change, 'agreed', null, 70_000))).toMatchObject({
			message: 'reason_required'
		});
		expect(await propose(change, 'agreed', 'Die Stiftung zahlt mit.', 70_000)).toEqual({
			needs_second: true
		});
		await sign(change);
		expect(await terms(application)).toMatchObject([{ amount_cents: 100_000 }, { amount_cents: 70_000 }]);
		const more = database.owner(
			`insert into public.grant_terms select application_id, version + 1, decision_id, null, amount_cents + 1, plan, period_from,
				period_until, purpose, since from public.grant_terms where application_id = $1 and version = 2`,
			[application.id]
		);
		expect((await refusalOf(more)).code).toBe('42501');
	});

	it('refuses with a reason, by letter', async () => {
		const application = await grant();
		const change = await notified(application, 'purpose');
		expect(await refusalOf(propose(change, 'refused'))).toMatchObject({ message: 'reason_required' });
		expect(await propose(change, 'refused', 'Das ist ein anderes Projekt.')).toEqual({ needs_second: false });
		expect((await letterOf(database, application.id, 'change_refused'))['facts']).toMatchObject({
			reason: 'Das ist ein anderes Projekt.'
		});
		expect(await terms(application)).toHaveLength(1);
	});

	it('says in German what the money is for from now on, in the letter and in the terms', async () => {
		const application = await grant();
		const change = randomUUID();
		const words = 'Mutfak yerine bahçe yapıyoruz.';
		await database.call(application.applicant, 'notify_change', [
			application.id,
			change,
			'purpose',
			words,
			{}
		]);
		const agree = (purpose: string | null) =>
			signFirst(database, people.clerk, 'propose_change', [change, 'agreed', null, null, null, purpose]);
		for (const nothing of [null, ' … '])
			expect(await refusalOf(agree(nothing))).toMatchObject({ code: 'PT422', message: 'purpose_required' });
		expect(await refusalOf(agree('x'.repeat(4_001)))).toMatchObject({ message: 'payload_invalid' });
		await agree(' Garten statt Küche. ');
		const { facts, template } = await letterOf(database, application.id, 'changed');
		expect(facts).toMatchObject({ change: { purpose: 'Garten statt Küche.', words } });
		expect(JSON.stringify(template)).toContain('{{purpose}}');
		expect(await terms(application)).toMatchObject([{ purpose: null }, { purpose: 'Garten statt Küche.' }]);
		const told = await database.call(application.applicant, 'read_grant', [application.id]);
		expect(told).toMatchObject({ terms: { purpose: 'Garten statt Küche.' }, changes: [{ words }] });
		const { versions } = await database.call(people.clerk, 'case_grant', [application.id]);
		expect(versions).toMatchObject([
			{ purpose: 'Garten statt Küche.', change_id: change, ruling_id: null },
			{ purpose: null, change_id: null, ruling_id: null }
		]);
	});

	it('asks for no purpose of what is refused, given back or something else', async () => {
		const application = await grant();
		const period = { period_from: '2027-05-01', period_until: '2027-10-31' };
		const [refused, other, back] = [
			await notified(application, 'purpose'),
			await notified(application, 'period', period),
			await notified(application, 'purpose')
		];
		const call = (wish: readonly unknown[]) => signFirst(database, people.clerk, 'propose_change', wish);
		await call([refused, 'refused', 'Das ist ein anderes Projekt.', null, null, 'Anderes.']);
		await call([other, 'agreed', null, null, null, 'Anderes.']);
		expect((await letterOf(database, application.id, 'changed'))['facts']).not.toHaveProperty(
			'change.purpose'
		);
		await propose(back, 'agreed', 'Ihr macht es ohne uns.', 0);
		await sign(back);
		expect((await terms(application)).map((version) => version['purpose'])).toEqual([null, null, null]);
		expect((await letterOf(database, application.id, 'given_back'))['facts']).not.toHaveProperty(
			'change.purpose'
		);
	});

	it('is nothing for admins, groups and people who are partial', async () => {
		const application = await grant();
		const change = await notified(application, 'plan', shift(110_000, 10_000));
		for (const person of [people.admin, application.applicant])
			expect(await refusalOf(propose(change, 'agreed', null, null, person))).toMatchObject({
				message: 'not_allowed'
			});
		const clerk = await signUpStaff(database, 'clerk');
		await propose(change, 'agreed', null, null, clerk);
		await database.call(clerk, 'declare_conflict', [application.id, 'Nachbarn']);
		expect(await refusalOf(sign(change))).toMatchObject({ message: 'conflict_of_interest' });
		await database.call(people.decider, 'discard_change_proposal', [change]);
		await propose(change, 'agreed');
		await sign(change);
	});

	it('says when the page is older than the case', async () => {
		const application = await grant();
		const change = await notified(application, 'purpose');
		const attempt = signFirst(database, people.clerk, 'propose_change', [change, 'agreed', null, null, 1]);
		expect(await refusalOf(attempt)).toMatchObject({ message: 'case_moved_on' });
	});

	it('changes no money while a payment is under way', async () => {
		const application = await grant();
		await release(database, people, await requestPayout(database, application, 50_000));
		const run = await order(database, people, roundId);
		const change = await notified(application, 'further_grant', { grantor: 'Stiftung', cents: 30_000 });
		await propose(change, 'agreed', 'Weniger.', 20_000);
		expect(await refusalOf(sign(change))).toMatchObject({ message: 'payment_under_way' });
		await database.call(people.decider, 'confirm_payment_run', [run, 'Noch nach dem alten Plan.']);
		await settleRun(database, people.clerk, run, '2027-01-20');
		await sign(change);
	});

	it('stops a released payout that is more than what is left', async () => {
		const application = await grant();
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		const change = await notified(application, 'further_grant', { grantor: 'Stiftung', cents: 30_000 });
		await propose(change, 'agreed', 'Weniger.', 70_000);
		await sign(change);
		expect(await refusalOf(order(database, people, roundId))).toMatchObject({ message: 'nothing_to_pay' });
		const { payouts } = await database.call(people.clerk, 'case_grant', [application.id]);
		expect(payouts).toMatchObject([{ blocks: ['amount_exceeded'] }]);
	});
});

describe('giving a grant back', () => {
	const giveBack = async (application: Applied) => {
		const change = await notified(application, 'cancellation');
		expect(await refusalOf(propose(change, 'agreed', 'Auf Wunsch.'))).toMatchObject({
			message: 'amount_invalid'
		});
		await propose(change, 'agreed', 'Auf Wunsch.', 0);
		await sign(change);
	};

	it('ends it where nothing was paid, also before it was accepted, and frees the money', async () => {
		const free = async () =>
			Number((await database.call(people.clerk, 'round_budget', [roundId]))['free_cents']);
		for (const application of [await grant(), await approved(database, people, { round })]) {
			const before = await free();
			if ((await stateOf(database, application)) === 'accepted')
				await requestPayout(database, application, 10_000);
			await giveBack(application);
			expect(await stateOf(database, application)).toBe('closed');
			expect(await free()).toBe(before + 100_000);
			const open = await database.owner(
				`select from public.payouts where application_id = $1 and state <> 'refused'`,
				[application.id]
			);
			expect(open).toEqual([]);
		}
	});

	it('asks for the money where some was paid, which binds the budget until it is there', async () => {
		const application = await grant();
		await pay(database, people, application, 40_000, '2027-01-20');
		const budget = () => database.call(people.clerk, 'round_budget', [roundId]);
		const before = Number((await budget())['free_cents']);
		await giveBack(application);
		expect(await stateOf(database, application)).toBe('recovery');
		expect(Number((await budget())['free_cents'])).toBe(before + 60_000);
		const back = (cents: number) => recordReturn(database, people, application, cents);
		expect(await refusalOf(back(40_001))).toMatchObject({ message: 'more_than_owed' });
		await back(40_000);
		expect(Number((await budget())['free_cents'])).toBe(before + 100_000);
	});
});

it('shows changes to the office alone', async () => {
	const application = await grant();
	await notified(application, 'purpose');
	const reads = (person: Person) =>
		database.as(person, `select from public.grant_changes where application_id = $1`, [application.id]);
	expect(await reads(application.applicant)).toEqual([]);
	expect(await reads(people.clerk)).toHaveLength(1);
	const told = await database.call(application.applicant, 'read_grant', [application.id]);
	expect(told['changes']).toMatchObject([{ kind: 'purpose', outcome: null, may_be_withdrawn: true }]);
	expect(Object.keys((told['changes'] as Row[])[0] ?? {})).not.toContain('first_signed_by');
	const nothing = { period_from: null, period_until: null, lines: [], grantor: null, cents: null };
	for (const [kind, wish] of [
		['period', { period_from: '2027-05-01', period_until: '2027-10-31' }],
		['plan', { lines: [{ line: 'aaaaaaa1', cents: 10_000 }] }],
		['further_grant', { grantor: 'Stiftung', cents: 5_000 }]
	] as const) {
		await notified(application, kind, wish);
		const { changes } = await database.call(application.applicant, 'read_grant', [application.id]);
		expect((changes as Row[]).at(-1)?.['wish'], kind).toEqual({ ...nothing, ...wish });
	}
	expect(
		await one(database, `select count(*)::int as n from public.audit_log where action = 'change_notified'`)
	).toMatchObject({
		n: expect.any(Number) as number
	});
});
