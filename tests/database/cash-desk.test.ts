import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isSepaName } from '../../src/lib/core/bank/sepa.ts';
import { latin } from '../../src/lib/core/payment/credit-transfer.ts';
import { copyRound, inTime } from './support/applications.ts';
import { patience, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	iban,
	office,
	type Office,
	order,
	release,
	requestPayout,
	setPayer,
	settleRun
} from './support/grants.ts';
import { one, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'cash-desk';
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
const released = async () => {
	const application = await accepted(database, people, { round });
	await release(database, people, await requestPayout(database, application, 60_000));
	return application;
};
const payments = (of = roundId) =>
	database.call(people.clerk, 'desk_payments', [of]) as Promise<Row & { runs: Row[] }>;

describe('the list of a run', () => {
	const ibansOf = ({ transfers }: Row) => (transfers as Row[]).map((one) => one['iban']);

	it('is given out with its telling, and then not taken back', async () => {
		await released();
		const run = await order(database, people, roundId);
		expect(ibansOf(await database.call(people.clerk, 'payment_order', [run]))).toEqual([iban]);
		expect((await payments()).runs[0]).toMatchObject({ given_out_at: expect.stringContaining('2027-01-20') });
		expect(await messageOf(database.call(people.clerk, 'discard_payment_run', [run]))).toBe('not_in_state');
	});

	it('can be paid by from no auditor’s list before, and gives nothing out', async () => {
		await released();
		const run = await order(database, people, roundId);
		const auditor = await signUpStaff(database, 'auditor');
		expect(ibansOf(await database.call(auditor, 'payment_order', [run]))).toEqual([`••••${iban.slice(-4)}`]);
		expect((await payments()).runs[0]).toMatchObject({ given_out_at: null });
		await database.call(people.clerk, 'payment_order', [run]);
		expect(ibansOf(await database.call(auditor, 'payment_order', [run]))).toEqual([iban]);
	});

	it('stands on the desk in the order of the file, with what came back since', async () => {
		await released();
		await released();
		const run = await order(database, people, roundId);
		const { transfers } = (await database.call(people.clerk, 'payment_order', [run])) as { transfers: Row[] };
		const lines = (await payments()).runs[0]?.['lines'] as Row[];
		expect(transfers.length).toBeGreaterThan(1);
		expect(lines.map((line) => `${String(line['reference_number'])}-${String(line['number'])}`)).toEqual(
			transfers.map((one) => one['end_to_end_id'])
		);
	});

	it('tells what of it came back since, so that a list fetched again does not name it', async () => {
		const application = await released();
		const run = await order(database, people, roundId);
		const transfers = async () =>
			((await database.call(people.clerk, 'payment_order', [run])) as { transfers: Row[] }).transfers.map(
				({ bounced_on }) => bounced_on
			);
		expect(await transfers()).toEqual([null]);
		await settleRun(database, people.clerk, run, '2027-01-20');
		const payout = await one(database, `select id from public.payouts where application_id = $1`, [
			application.id
		]);
		await database.call(people.clerk, 'bounce_payout', [payout['id'], '2027-01-20', 'Konto erloschen.']);
		expect(await transfers(), 'seen by one').toEqual([null]);
		await database.call(people.decider, 'confirm_bounce', [payout['id']]);
		expect(await transfers()).toEqual(['2027-01-20']);
	});

	it('is not paid long before its day, nor on one to come', async () => {
		await released();
		const run = await order(database, people, roundId, { on: '2027-01-27' });
		const settle = (on: string) => settleRun(database, people.clerk, run, on);
		await database.setClock('2027-01-23T12:00:00+01:00');
		expect(await messageOf(settle('2027-01-21'))).toBe('before_execution');
		expect(await messageOf(settle('2027-01-24'))).toBe('payload_invalid');
		expect(await settle('2027-01-22')).toEqual({});
	});
});

describe('the account of the city', () => {
	const other = 'DE02120300000000202051';
	const enter = (of: string, to: string, person = people.admin, seen: unknown = null) =>
		database.call(person, 'set_payer_account', [of, 'Stadt Duisburg', to, null, seen]);
	const confirm = (of: string, proposal: unknown, person = people.clerk) =>
		database.call(person, 'confirm_payer_account', [of, proposal]);

	it('is another one once somebody else has confirmed it, and the one before until then', async () => {
		const own = await copyRound(database, 'payer-by-two', 1_000_000);
		const first = await enter(own, iban);
		expect(await payments(own)).toMatchObject({ payer: null, payer_proposal: { iban } });
		expect(await messageOf(confirm(own, first['proposal_id'], people.admin))).toBe('same_person');
		const auditor = await signUpStaff(database, 'auditor');
		expect(await messageOf(confirm(own, first['proposal_id'], auditor))).toBe('not_allowed');
		await confirm(own, first['proposal_id']);
		expect(await payments(own)).toMatchObject({ payer: { iban }, payer_proposal: null });
		const second = await enter(own, other);
		expect(await payments(own)).toMatchObject({ payer: { iban }, payer_proposal: { iban: other } });
		// Saved again with other things of the round: nothing begins anew.
		expect(await enter(own, other, await signUpStaff(database, 'admin'))).toEqual(second);
		expect(await messageOf(confirm(own, second['proposal_id'], people.admin))).toBe('same_person');
		// A form drawn before it was proposed carries the account along that held then.
		expect(await enter(own, iban)).toEqual({});
		expect(await payments(own)).toMatchObject({ payer: { iban }, payer_proposal: { iban: other } });
		expect(await enter(own, iban, people.admin, second['proposal_id'])).toEqual({});
		expect(await messageOf(confirm(own, second['proposal_id']))).toBe('case_moved_on');
	});

	it('is the one that was read, not one entered meanwhile', async () => {
		const own = await copyRound(database, 'payer-read', 1_000_000);
		const first = await enter(own, iban);
		expect(await messageOf(enter(own, other))).toBe('round_moved_on');
		await enter(own, other, people.admin, first['proposal_id']);
		expect(await messageOf(confirm(own, first['proposal_id']))).toBe('case_moved_on');
		expect(await payments(own)).toMatchObject({ payer: null });
	});

	it('needs a name that a payment file can hold', async () => {
		const named = database.call(people.admin, 'set_payer_account', [roundId, 'مدينة', other, null]);
		expect(await messageOf(named)).toBe('holder_not_latin');
	});
});

describe('the holder of an account', () => {
	it('is refused where a payment file could not name it', async () => {
		const { id, applicant } = await released();
		const give = (holder: string) =>
			database.call(applicant, 'give_bank_account', [id, randomUUID(), iban, holder, false]);
		for (const holder of ['جمعية الأمل', 'Иван Петров', 'Amina جمعية', '4711', 'Amina \u202eYılmaz'])
			expect.soft(await messageOf(give(holder)), holder).toBe('holder_not_latin');
		expect(await give('Şükrü Yılmaz & Söhne')).toEqual({});
		expect(await give('Ŋmɛn Ɖzifa Ɔkyere')).toEqual({});
	});

	it('that is there already keeps its payment from being ordered', async () => {
		const { id } = await released();
		await database.owner('alter table public.bank_accounts disable trigger bank_accounts_are_guarded');
		await database.owner('update public.bank_accounts set holder = $2 where application_id = $1', [
			id,
			'جمعية'
		]);
		await database.owner('alter table public.bank_accounts enable trigger bank_accounts_are_guarded');
		const { payouts } = (await payments()) as unknown as { payouts: Row[] };
		expect(payouts.find((one) => one['application_id'] === id)).toMatchObject({
			blocks: ['holder_not_latin']
		});
	});

	it(
		'is judged alike on the phone and in the database, and what they let through has a name in the file',
		patience,
		async () => {
			const letters = fc.constantFrom(
				...'aZéşıłßæÞƏƁɛŊŋƔ4 &’–-.,іИجΩ中\u0301\u02bc€½\u200e\u202e\u2066\u00ad'
			);
			await fc.assert(
				fc.asyncProperty(fc.string({ unit: letters, maxLength: 12 }), async (name) => {
					const [row] = await database.owner('select private.is_sepa_name($1) as is_one', [name]);
					expect(row?.['is_one']).toBe(isSepaName(name));
					if (isSepaName(name)) expect(latin(name)).toMatch(/[A-Za-z]/);
				}),
				{ numRuns: 200 }
			);
		}
	);
});
