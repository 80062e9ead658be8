import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	bounce,
	allowPayouts,
	approved,
	confirmAccount,
	notifyChange,
	type Office,
	office,
	order,
	pay,
	release,
	releaseAs,
	requestPayout,
	setPayer,
	stateOf,
	whenFinal,
	settleRun
} from './support/grants.ts';
import { hash } from './support/files.ts';
import { one, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let people: Office;
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

/** A round of its own, with an account to pay from. */
async function inRound(name: string, most = 1): Promise<{ round: string; roundId: string }> {
	const roundId = await copyRound(database, name, 1_000_000);
	await allowPayouts(database, roundId, most);
	await setPayer(database, people, roundId);
	return { round: name, roundId };
}
const paymentOf = (id: string) =>
	one(database, `select state, run_id from public.payouts where id = $1`, [id]);

describe('asking for money', () => {
	it('is for all of it where the round pays in one sum, and for what is needed soon', async () => {
		const application = await accepted(database, people, await inRound('in-one-sum'));
		const ask = (cents: number, needed?: string) =>
			requestPayout(database, application, cents, needed === undefined ? {} : { needed });
		for (const cents of [0, -5, 99_999, 100_001])
			expect(await refusalOf(ask(cents))).toMatchObject({
				message: 'amount_invalid',
				detail: '{"rest_cents": 100000}'
			});
		for (const needed of ['2027-01-19', '2027-03-21'])
			expect(await refusalOf(ask(100_000, needed))).toMatchObject({ message: 'need_invalid' });
		await ask(100_000, '2027-03-20');
		expect(await refusalOf(ask(1))).toMatchObject({ message: 'no_more_payouts' });
	});

	it('may be done in parts, never for more than is granted', async () => {
		const application = await accepted(database, people, await inRound('in-parts', 3));
		const payout = randomUUID();
		await requestPayout(database, application, 60_000, { payout });
		await requestPayout(database, application, 60_000, { payout });
		expect(await refusalOf(requestPayout(database, application, 40_001))).toMatchObject({
			message: 'amount_invalid'
		});
		await requestPayout(database, application, 40_000);
		const rows = await database.owner(`select number from public.payouts where application_id = $1`, [
			application.id
		]);
		expect(rows).toHaveLength(2);
	});

	it('is possible once accepted, and not while a change is open', async () => {
		const application = await approved(database, people, await inRound('not-yet'));
		expect(await refusalOf(requestPayout(database, application, 100_000))).toMatchObject({
			message: 'not_in_state'
		});
		await accept(database, application);
		await notifyChange(database, application, 'purpose');
		expect(await refusalOf(requestPayout(database, application, 100_000))).toMatchObject({
			message: 'change_open'
		});
	});
});

describe('releasing', () => {
	it('takes two different people, the second a decider', async () => {
		const application = await accepted(database, people, await inRound('two-people'));
		const payout = await requestPayout(database, application, 100_000);
		const go = (person: Person, seen: string) => releaseAs(database, person, payout, seen);
		for (const person of [people.admin, application.applicant])
			expect(await refusalOf(go(person, 'requested'))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(go(people.decider, 'checked'))).toMatchObject({ message: 'case_moved_on' });
		await go(people.decider, 'requested');
		expect(await refusalOf(go(people.decider, 'checked'))).toMatchObject({ message: 'same_person' });
		expect(await refusalOf(go(people.clerk, 'checked'))).toMatchObject({ message: 'not_allowed' });
		const forged = database.owner(
			`update public.payouts set second_released_by = first_released_by, second_released_at = now() where id = $1`,
			[payout]
		);
		expect((await refusalOf(forged)).code).toBe('23514');
		expect(await go(await signUpStaff(database, 'decider'), 'checked')).toEqual({ state: 'released' });
		expect(await refusalOf(go(people.decider, 'checked'))).toMatchObject({ message: 'case_moved_on' });
	});

	it('waits until the letter is final and no change is open', async () => {
		const application = await approved(database, people, await inRound('waits'));
		await accept(database, application, { waives: false });
		await confirmAccount(database, people, application);
		const payout = await requestPayout(database, application, 100_000);
		const go = () => releaseAs(database, people.clerk, payout, 'requested');
		expect(await refusalOf(go())).toMatchObject({ message: 'payout_blocked', detail: '["not_final"]' });
		await database.setClock(whenFinal);
		await notifyChange(database, application, 'purpose');
		expect(await refusalOf(go())).toMatchObject({ detail: '["change_open"]' });
	});

	it('is refused to who is partial, also when that was said between the two', async () => {
		const application = await accepted(database, people, await inRound('partial'));
		const payout = await requestPayout(database, application, 100_000);
		const clerk = await signUpStaff(database, 'clerk');
		await releaseAs(database, clerk, payout, 'requested');
		await database.call(clerk, 'declare_conflict', [application.id, 'Nachbarn']);
		expect(await refusalOf(releaseAs(database, people.decider, payout, 'checked'))).toMatchObject({
			message: 'conflict_of_interest'
		});
		expect(await refusalOf(database.call(clerk, 'refuse_payout', [payout, 'x']))).toMatchObject({
			message: 'conflict_of_interest'
		});
	});

	it('can be refused with a reason the group reads, and then asked for anew', async () => {
		const application = await accepted(database, people, await inRound('refused'));
		const payout = await requestPayout(database, application, 100_000);
		expect(await refusalOf(database.call(people.clerk, 'refuse_payout', [payout, '']))).toMatchObject({
			message: 'reason_required'
		});
		await database.call(people.clerk, 'refuse_payout', [payout, 'Bitte mit Rechnung.']);
		const { payouts } = await database.call(application.applicant, 'read_grant', [application.id]);
		expect(payouts).toMatchObject([{ state: 'refused', reason: 'Bitte mit Rechnung.' }]);
		await requestPayout(database, application, 100_000);
	});
});

describe('an order', () => {
	it('holds each payout once: a double click is one order, a second finds nothing', async () => {
		const { round, roundId } = await inRound('once');
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		const run = await order(database, people, roundId);
		expect(await order(database, people, roundId, { run })).toBe(run);
		expect(await refusalOf(order(database, people, roundId))).toMatchObject({ message: 'nothing_to_pay' });
		expect(await paymentOf(payout)).toEqual({ state: 'ordered', run_id: run });
		for (const forged of [
			`update public.payouts set run_id = null where id = '${payout}'`,
			`update public.payouts set amount_cents = 1 where id = '${payout}'`,
			`update public.payment_runs set sum_cents = 1 where id = '${run}'`,
			`delete from public.payouts where id = '${payout}'`
		])
			expect((await refusalOf(database.owner(forged))).code).toBe('42501');
		expect(await refusalOf(database.call(people.clerk, 'refuse_payout', [payout, 'x']))).toMatchObject({
			message: 'case_moved_on'
		});
	});

	it('gives its file the same content for ever, and never another file', async () => {
		const { round, roundId } = await inRound('same-file');
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		const run = await order(database, people, roundId);
		const content = await database.call(people.clerk, 'payment_order', [run]);
		expect(content).toMatchObject({
			sum_cents: 100_000,
			transfers: [{ amount_cents: 100_000, iban: expect.any(String) as string }]
		});
		const note = (sha256: string) =>
			database.call(people.clerk, 'note_payment_file', [run, 'pain.001', sha256]);
		await note(hash('one'));
		await note(hash('one'));
		expect(await refusalOf(note(hash('other')))).toMatchObject({ message: 'file_changed' });
		await settleRun(database, people.clerk, run, '2027-01-20');
		await database.owner(`update public.payer_accounts set name = 'Andere' where round_id = $1`, [roundId]);
		expect(await database.call(people.decider, 'payment_order', [run])).toEqual(content);
		for (const person of [application.applicant, people.admin])
			expect(await refusalOf(database.call(person, 'payment_order', [run]))).toMatchObject({
				message: 'not_allowed'
			});
	});

	it('leaves out what is blocked meanwhile', async () => {
		const { round, roundId } = await inRound('left-out');
		const first = await accepted(database, people, { round });
		const second = await accepted(database, people, { round });
		const [one_, two] = [
			await requestPayout(database, first, 100_000),
			await requestPayout(database, second, 100_000)
		];
		await release(database, people, one_);
		await release(database, people, two);
		await notifyChange(database, first, 'purpose');
		const forged = database.owner(
			`with run as (insert into public.payment_runs (id, round_id, number, message_id, payer_name, payer_iban, execution_on, created_by,
				created_at, payouts_count, sum_cents) values (gen_random_uuid(), $2, 99, 'X-99', 'x', 'x', now(), gen_random_uuid(), now(), 1, 1)
				returning id) update public.payouts set run_id = (select id from run) where id = $1`,
			[one_, roundId]
		);
		expect(await refusalOf(forged)).toMatchObject({ message: 'payout_blocked' });
		await order(database, people, roundId);
		expect([await paymentOf(one_), await paymentOf(two)]).toMatchObject([
			{ state: 'released' },
			{ state: 'ordered' }
		]);
	});

	it('needs an account to pay from and a day to come', async () => {
		const roundId = await copyRound(database, 'no-payer', 1_000_000);
		const application = await accepted(database, people, { round: 'no-payer' });
		await release(database, people, await requestPayout(database, application, 100_000));
		expect(await refusalOf(order(database, people, roundId))).toMatchObject({ message: 'payer_missing' });
		const wrong = database.call(people.admin, 'set_payer_account', [roundId, 'Stadt', 'DE00123', null]);
		expect(await refusalOf(wrong)).toMatchObject({ message: 'iban_invalid' });
		expect(
			await refusalOf(
				database.call(people.clerk, 'set_payer_account', [roundId, 'Stadt', 'DE75512108001245126199', null])
			)
		).toMatchObject({ message: 'not_allowed' });
		await setPayer(database, people, roundId);
		for (const on of ['2027-01-19', '2027-06-01'])
			expect(await refusalOf(order(database, people, roundId, { on }))).toMatchObject({
				message: 'payload_invalid'
			});
	});

	it('is settled once, makes the grant paid and tells the group', async () => {
		const { round, roundId } = await inRound('settled', 2);
		const application = await accepted(database, people, { round });
		await release(database, people, await requestPayout(database, application, 30_000));
		const run = await order(database, people, roundId);
		const settle = (on: string) => settleRun(database, people.clerk, run, on);
		expect(await refusalOf(settle('2027-01-21'))).toMatchObject({ message: 'payload_invalid' });
		await settle('2027-01-20');
		await settle('2027-01-20');
		expect(await stateOf(database, application)).toBe('paid');
		const news = await database.owner(
			`select from public.notifications where event = 'payout_paid' and application_id = $1`,
			[application.id]
		);
		expect(news).toHaveLength(1);
		await pay(database, people, application, 70_000, '2027-01-20');
	});

	it('was not paid before its file or a list of it had left the office', async () => {
		const { round, roundId } = await inRound('kept', 2);
		for (const format of ['pain.001', 'csv', 'xlsx']) {
			const application = await accepted(database, people, { round });
			await release(database, people, await requestPayout(database, application, 30_000));
			const run = await order(database, people, roundId);
			const settle = () => database.call(people.clerk, 'settle_payment_run', [run, '2027-01-20']);
			const shown = async () => {
				const { runs } = await database.call(people.clerk, 'desk_payments', [roundId]);
				return (runs as Row[]).find(({ id }) => id === run)?.['given_out_at'];
			};
			expect(await shown(), format).toBeNull();
			expect(await refusalOf(settle()), format).toMatchObject({
				code: 'PT409',
				message: 'run_not_given_out'
			});
			expect(await stateOf(database, application), format).toBe('accepted');
			await database.call(people.clerk, 'note_payment_file', [run, format, 'a'.repeat(64)]);
			expect(await shown(), format).toEqual(expect.stringContaining('2027-01-20'));
			await settle();
			expect(await stateOf(database, application), format).toBe('paid');
		}
	});

	it('that bounced is not paid: the group gives another account and asks anew', async () => {
		const { round } = await inRound('bounced');
		const application = await accepted(database, people, { round });
		const payout = await pay(database, people, application, 100_000, '2027-01-20');
		await bounce(database, people, payout, '2027-01-20');
		expect(await stateOf(database, application)).toBe('accepted');
		expect(
			await refusalOf(database.call(people.clerk, 'bounce_payout', [payout, '2027-01-20', 'x']))
		).toMatchObject({
			message: 'case_moved_on'
		});
		await pay(database, people, application, 100_000, '2027-01-20');
		expect(await stateOf(database, application)).toBe('paid');
	});
});

it('shows payouts and runs to the office alone', async () => {
	const { round, roundId } = await inRound('shown');
	const application = await accepted(database, people, { round });
	await pay(database, people, application, 100_000, '2027-01-20');
	for (const [person, expected] of [
		[application.applicant, 0],
		[people.clerk, 1]
	] as const) {
		expect(
			await database.as(person, `select from public.payouts where application_id = $1`, [application.id])
		).toHaveLength(expected);
		for (const table of ['payment_runs', 'payer_accounts'])
			expect(
				await database.as(person, `select from public.${table} where round_id = $1`, [roundId])
			).toHaveLength(expected);
	}
	expect(await refusalOf(database.call(application.applicant, 'desk_payments', [roundId]))).toMatchObject({
		message: 'not_allowed'
	});
	const desk = await database.call(people.clerk, 'desk_payments', [roundId]);
	expect((desk['runs'] as Row[]).length).toBe(1);
});
