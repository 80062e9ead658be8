import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { patience, type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	allowPayouts,
	approved,
	confirmAccount,
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
import { signUpStaff } from './support/people.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'recoveries';
const total = 100_000_000;
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, total);
	await allowPayouts(database, roundId, 9);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const paid = async (cents = 100_000, on = '2027-01-20') => {
	await database.setClock(`${on}T12:00:00+01:00`);
	const application = await accepted(database, people, { round });
	await pay(database, people, application, cents, on);
	await database.setClock(inTime);
	return application;
};
const claim = async (
	{ id }: Applied,
	cents: number,
	{ person = people.clerk as Person, claimed = randomUUID() as string, from = null as string | null } = {}
) => {
	await signFirst(database, person, 'claim_recovery', [
		id,
		claimed,
		'unspent',
		'Nicht gebraucht.',
		cents,
		'2027-02-28',
		from
	]);
	return claimed;
};
const sign = (claimed: string, person: Person = people.decider) => countersign(database, person, claimed);
const back = (application: Applied, cents: number, wish: Parameters<typeof recordReturn>[4] = {}) =>
	recordReturn(database, people, application, cents, wish);
const budget = () =>
	database.call(people.clerk, 'round_budget', [roundId]) as Promise<Record<string, number>>;

describe('claiming money back', () => {
	it('takes two different people and makes the letter', async () => {
		const application = await paid();
		const claimed = await claim(application, 30_000, { person: people.decider });
		expect(await refusalOf(sign(claimed))).toMatchObject({ message: 'same_person' });
		expect(await refusalOf(sign(claimed, people.clerk))).toMatchObject({ message: 'not_allowed' });
		await sign(claimed, await signUpStaff(database, 'decider'));
		expect((await letterOf(database, application.id, 'recovery'))['facts']).toMatchObject({
			amount_cents: 30_000,
			due_on: '2027-02-28',
			pay_to: { name: 'Stadt Duisburg' }
		});
		const forged = database.owner(`update public.recoveries set amount_cents = 1 where id = $1`, [claimed]);
		expect((await refusalOf(forged)).code).toBe('42501');
	});

	it('is never for more than was paid and is not claimed yet, however often it is sent', async () => {
		const application = await paid();
		expect(await refusalOf(claim(application, 100_001))).toMatchObject({ message: 'amount_invalid' });
		const claimed = await claim(application, 60_000);
		await claim(application, 60_000, { claimed });
		expect(await refusalOf(claim(application, 40_001))).toMatchObject({ message: 'amount_invalid' });
		await database.call(people.clerk, 'discard_recovery', [claimed]);
		await claim(application, 100_000);
	});

	it('is nothing for admins, groups and grants of which nothing was paid', async () => {
		const application = await paid();
		for (const person of [people.admin, application.applicant])
			expect(await refusalOf(claim(application, 1, { person }))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(claim(await accepted(database, people, { round }), 1))).toMatchObject({
			message: 'not_in_state'
		});
		const rows = (person: Person) =>
			database.as(person, `select from public.recoveries where application_id = $1`, [application.id]);
		await claim(application, 1);
		expect([(await rows(application.applicant)).length, (await rows(people.clerk)).length]).toEqual([0, 1]);
	});

	it('reckons interest day by day on what is still owed, five points above the base rate', async () => {
		const application = await paid(100_000, '2027-01-10');
		const claimed = await claim(application, 100_000, { from: '2027-01-10' });
		await sign(claimed);
		await back(application, 40_000, { on: '2027-01-20', recovery: claimed });
		await database.setClock('2027-01-30T12:00:00+01:00');
		const { recoveries } = await database.call(people.clerk, 'case_grant', [application.id]);
		// 6.27 % a year: ten days on 1,000 euros and ten on 600.
		const expected = Math.floor((627 * (100_000 * 10 + 60_000 * 10)) / (365 * 10_000));
		expect(recoveries).toMatchObject([{ owed_cents: 60_000, interest_cents: expected }]);
		const [before] = await database.owner(
			`select private.interest_rate('2026-12-31', private.grant_settings(settings)) as rate from public.funding_rounds where id = $1`,
			[roundId]
		);
		expect(before).toEqual({ rate: null });
	});

	it('must be settled before the case is closed', async () => {
		const application = await paid(40_000);
		const id = randomUUID();
		await notifyChange(database, application, 'cancellation', {}, id);
		await signFirst(database, people.clerk, 'propose_change', [id, 'agreed', 'Auf Wunsch.', 0]);
		await countersign(database, people.decider, id);
		const claimed = await claim(application, 40_000);
		const close = () => database.call(people.clerk, 'transition_application', [application.id, 'closed']);
		expect(await refusalOf(close())).toMatchObject({ message: 'claim_open' });
		await sign(claimed);
		await back(application, 39_999, { recovery: claimed });
		expect(await refusalOf(close())).toMatchObject({ message: 'claim_open' });
		await back(application, 1, { recovery: claimed });
		await close();
		expect(await stateOf(database, application)).toBe('closed');
	});
});

describe('money that came back', () => {
	it('is free again in the budget year and not after it', async () => {
		const application = await paid();
		const before = await budget();
		const booked = randomUUID();
		const book = (person: Person) =>
			database.call(person, 'record_return', [application.id, booked, 30_000, 0, '2027-01-20', null]);
		await book(people.decider);
		await book(people.decider);
		expect(await budget()).toMatchObject({ free_cents: before['free_cents'] });
		const confirm = (person: Person) => database.call(person, 'confirm_return', [booked]);
		expect(await refusalOf(confirm(people.decider))).toMatchObject({ message: 'same_person' });
		expect(await refusalOf(confirm(people.admin))).toMatchObject({ message: 'not_allowed' });
		await confirm(people.clerk);
		expect(await refusalOf(confirm(people.clerk))).toMatchObject({ message: 'already_decided' });
		expect(await budget()).toMatchObject({
			free_cents: Number(before['free_cents']) + 30_000,
			returned_cents: Number(before['returned_cents']) + 30_000
		});
		await database.setClock('2028-01-03T12:00:00+01:00');
		await back(application, 20_000, { on: '2028-01-03' });
		expect(await budget()).toMatchObject({
			free_cents: Number(before['free_cents']) + 30_000,
			returned_late_cents: Number(before['returned_late_cents']) + 20_000
		});
		expect(await refusalOf(back(application, 50_001, { on: '2028-01-03' }))).toMatchObject({
			message: 'more_than_owed'
		});
		expect(await refusalOf(back(application, 1, { on: '2028-01-04' }))).toMatchObject({
			message: 'payload_invalid'
		});
		const forged = database.owner(`update public.money_returns set amount_cents = 1`);
		expect((await refusalOf(forged)).code).toBe('42501');
	});
});

describe('the money of a round', () => {
	/** What a model says must be so, whatever was tried and refused. */
	it('loses and makes no cent, over any history', { timeout: patience.timeout }, async () => {
		const step = fc.record({
			what: fc.constantFrom(
				'ask',
				'release',
				'order',
				'settle',
				'bounce',
				'return',
				'less',
				'claim',
				'account'
			),
			which: fc.nat(1),
			cents: fc.integer({ min: 1, max: 70_000 })
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (history) => {
				await database.setClock(inTime);
				const name = `random-${randomUUID().slice(0, 8)}`;
				const own = await copyRound(database, name, 300_000);
				await allowPayouts(database, own, 9);
				await setPayer(database, people, own);
				const grants = [
					await approved(database, people, { round: name }),
					await approved(database, people, { round: name })
				];
				for (const one of grants) {
					await accept(database, one);
					await confirmAccount(database, people, one);
				}
				const model = grants.map(() => ({ amount: 100_000, back: 0 }));
				let highest = 200_000;
				for (const { what, which, cents } of history) {
					const application = grants[which] ?? expect.unreachable();
					const held = model[which] ?? expect.unreachable();
					await doStep(own, application, what, cents, held);
					const money = (await database.call(people.clerk, 'round_budget', [own])) as Record<string, number>;
					const sums = await Promise.all(grants.map(sumsOf));
					const bound = sums.reduce((sum, { paid: out }, at) => {
						const { amount, back: returned } = model[at] ?? expect.unreachable();
						expect(out).toBeGreaterThanOrEqual(returned);
						return sum + Math.max(amount, out) - returned;
					}, 0);
					expect(money['approved_cents']).toBe(bound);
					expect(Number(money['free_cents']) + bound).toBe(300_000);
					expect(Number(money['returned_cents']) + bound).toBe(200_000);
					expect(bound).toBeLessThanOrEqual(highest);
					highest = bound;
					const outside =
						sums.reduce((sum, { paid: out }) => sum + out, 0) -
						model.reduce((sum, { back: r }) => sum + r, 0);
					expect(money['paid_cents']).toBe(outside);
					const { paid_cents: told } = await database.call(people.clerk, 'round_statistics', [own]);
					expect(told).toBe(outside);
					// Every settled run holds exactly what was paid with it or bounced.
					const wrong = await database.owner(
						`select r.id from public.payment_runs r
						left join lateral (
							select sum(p.amount_cents) as cents, count(*)::int as n from public.payouts p where p.run_id = r.id
						) held on true
						where r.round_id = $1 and (r.sum_cents, r.payouts_count) is distinct from (held.cents, held.n)`,
						[own]
					);
					expect(wrong).toEqual([]);
				}
			}),
			{ numRuns: Number(process.env['MODEL_RUNS'] ?? 6) }
		);
	});

	async function sumsOf({ id }: Applied) {
		const told = await database.call(people.clerk, 'case_grant', [id]);
		return { paid: Number(told['paid_cents']) };
	}

	/** Tries the step; a refusal is as good as a success, as long as no money moves. */
	async function doStep(
		own: string,
		application: Applied,
		what: string,
		cents: number,
		held: { amount: number; back: number }
	) {
		const told = await database.call(people.clerk, 'case_grant', [application.id]);
		const payouts = told['payouts'] as Row[];
		const inState = (...states: string[]) =>
			payouts.find(({ state }) => states.includes(String(state)))?.['id'];
		const tried = async (attempt: Promise<unknown>) =>
			attempt.then(
				() => true,
				(error: { code?: string }) => {
					if (!/^(PT4|42501|22|23)/.test(error.code ?? '')) throw error;
					return false;
				}
			);
		const missing = '00000000-0000-4000-8000-000000000000';
		switch (what) {
			case 'ask':
				return tried(requestPayout(database, application, cents));
			case 'release':
				return tried(release(database, people, String(inState('requested') ?? missing)));
			case 'order':
				return tried(order(database, people, own));
			case 'settle': {
				const [run] = await database.owner(
					`select id from public.payment_runs where round_id = $1 and paid_on is null`,
					[own]
				);
				return tried(settleRun(database, people.clerk, run?.['id'] ?? missing, '2027-01-20'));
			}
			case 'bounce': {
				const came = inState('paid', 'ordered') ?? missing;
				if (await tried(database.call(people.clerk, 'bounce_payout', [came, '2027-01-20', 'x'])))
					await tried(database.call(people.decider, 'confirm_bounce', [came]));
				return;
			}
			case 'return':
				if (await tried(back(application, cents))) held.back += cents;
				return;
			case 'less': {
				const id = randomUUID();
				if (!(await tried(notifyChange(database, application, 'further_grant', { grantor: 'S', cents }, id))))
					return;
				await tried(
					signFirst(database, people.clerk, 'propose_change', [
						id,
						'agreed',
						'Weniger.',
						Math.max(held.amount - cents, 0)
					])
				);
				if (await tried(countersign(database, people.decider, id)))
					held.amount = Math.max(held.amount - cents, 0);
				return;
			}
			case 'claim': {
				const id = randomUUID();
				if (await tried(claim(application, cents, { claimed: id }))) await tried(sign(id));
				return;
			}
			default:
				return tried(
					database.call(application.applicant, 'give_bank_account', [
						application.id,
						randomUUID(),
						cents % 2 ? 'DE02120300000000202051' : 'DE89370400440532013000',
						'Hochfeld',
						false
					])
				);
		}
	}
});
