import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { patience, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	pay,
	notifyChange,
	office,
	type Office,
	setPayer,
	stateOf
} from './support/grants.ts';
import { letterOf } from './support/letters.ts';
import {
	judge,
	paidGrant,
	receipt,
	report,
	sentProof,
	signCheck,
	whole,
	wholeProof
} from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
const round = 'proof-money';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	const roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const accepting = { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) };
const sumsOf = async ({ id }: Applied) =>
	(await database.call(people.clerk, 'case_proof', [id]))['sums'] as Row;
const checkOf = async ({ id }: Applied) =>
	(await database.call(people.clerk, 'case_proof', [id]))['check'] as Row;

/** The foundation pays 300 euros besides, and the office agreed; of the 1,200 the group has 200 itself. */
async function withAgreedGrant() {
	const application = await paidGrant(database, people, round);
	const change = randomUUID();
	await notifyChange(
		database,
		application,
		'further_grant',
		{ grantor: 'Stiftung am Rhein', cents: 30_000 },
		change
	);
	await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', null, null]);
	return application;
}

describe('other money of a proof', () => {
	it('is at least the further grants the office agreed to, whatever the report leaves out', async () => {
		const application = await withAgreedGrant();
		const submission = await sentProof(database, application, { ...wholeProof, 'report.income_cents': 0 });
		await judge(database, people.clerk, submission, accepting);
		expect(await sumsOf(application)).toMatchObject({
			income_cents: 30_000,
			grant_cents: 90_000,
			claim_cents: 10_000,
			needs_second: true
		});
	});

	it('is what the report says where that is more', async () => {
		const application = await withAgreedGrant();
		const submission = await sentProof(database, application, {
			...wholeProof,
			'report.income_cents': 60_000
		});
		await judge(database, people.clerk, submission, accepting);
		expect(await sumsOf(application)).toMatchObject({ income_cents: 60_000, grant_cents: 60_000 });
	});

	it('counts for every plan and every word about it', patience, async () => {
		const cents = fc.integer({ min: 0, max: 99_999_999 });
		await fc.assert(
			fc.asyncProperty(
				cents,
				fc.array(cents, { maxLength: 3 }),
				fc.option(cents),
				async (own, further, said) => {
					const agreed = further.reduce((total, one) => total + one, 0);
					const plan = {
						incomes_cents: own + agreed,
						...(further.length > 0 && {
							further_grants: further.map((one) => ({ grantor: 'Stiftung', cents: one }))
						})
					};
					const [row] = await database.owner(
						'select private.counted_income_cents($1::jsonb, $2)::text as cents',
						[JSON.stringify(plan), said]
					);
					expect(row?.['cents']).toBe(String(said === null ? own + agreed : Math.max(said, agreed)));
				}
			),
			{ numRuns: 60 }
		);
	});

	it('that is less than planned makes no grant larger by one signature', async () => {
		const application = await paidGrant(database, people, round);
		const cheaper = {
			...wholeProof,
			'receipts.rrrrrrr2.amount_cents': 30_000,
			'report.income_cents': 10_000
		};
		const submission = await sentProof(database, application, cheaper);
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(30_000) });
		expect(await sumsOf(application)).toMatchObject({ grant_cents: 100_000, claim_cents: 0, is_cut: false });
		expect((await refusalOf(signCheck(database, people.clerk, submission))).message).toBe('reason_required');
		const reason = 'Weniger Beiträge als geplant, belegt.';
		expect(await signCheck(database, people.clerk, submission, { reason })).toEqual({ needs_second: true });
		expect(await stateOf(database, application)).toBe('report_submitted');
		await countersign(database, people.decider, submission);
		expect(await stateOf(database, application)).toBe('closed');
	});
});

describe('a grant that was not asked for whole', () => {
	it('is in the end what was paid, and its letter says that the rest is not paid any more', async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		await pay(database, people, application, 60_000, '2027-03-01');
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, accepting);
		expect(await sumsOf(application)).toMatchObject({
			grant_cents: 60_000,
			unpaid_cents: 40_000,
			claim_cents: 0
		});
		await signCheck(database, people.clerk, submission, { reason: 'Nicht angefordert.' });
		expect((await letterOf(database, application.id, 'proof_checked'))['facts']).toMatchObject({
			amount_cents: 60_000,
			unpaid_cents: 40_000,
			claim_cents: 0
		});
		const { facts } = await database.call(application.applicant, 'read_proof', [application.id]);
		expect(facts).toMatchObject({ result: { grant_cents: 60_000 } });
	});
});

describe('one receipt in two applications', () => {
	it('is found by its day, payee and sum, however the payee is written', async () => {
		const first = await paidGrant(database, people, round);
		await sentProof(database, first, {
			...report,
			...receipt('qqqqqqq1', 4_711, { payee: 'Bäckerei Çelik' })
		});
		const second = await paidGrant(database, people, round);
		await sentProof(database, second, {
			...report,
			...receipt('qqqqqqq2', 4_711, { payee: ' BÄCKEREI  CELIK ' }),
			...receipt('qqqqqqq3', 4_712, { payee: 'Bäckerei Çelik', position: 2 })
		});
		const numberOf = async ({ id }: Applied) =>
			(await database.owner('select reference_number from public.applications where id = $1', [id]))[0]?.[
				'reference_number'
			];
		const alikeOf = async ({ id }: Applied) =>
			(await database.call(people.clerk, 'case_proof', [id]))['alike'];
		expect(await alikeOf(second)).toEqual({ qqqqqqq2: [await numberOf(first)] });
		expect(await alikeOf(first)).toEqual({ qqqqqqq1: [await numberOf(second)] });
	});

	it('is known by its payee in any script', async () => {
		const markOf = async (payee: string) => {
			const [row] = await database.owner(
				`select private.receipt_mark(jsonb_build_object(
					'receipts.r.amount_cents', 4711, 'receipts.r.invoice_on', '2027-05-10', 'receipts.r.payee', $1::text
				), 'r') as mark`,
				[payee]
			);
			return row?.['mark'];
		};
		for (const [one, same, other] of [
			['中文学校', ' 中文学校 ', '华人商店'],
			['የሀበሻ ገበያ', 'የሀበሻ  ገበያ', 'የሀበሻ ማኅበር'],
			['中文学校 e.V.', '中文学校 e.V.', '华人商店 e.V.'],
			['Bäckerei Çelik', 'BÄCKEREI CELIK', 'Bäckerei Kaya']
		] as const) {
			const mark = await markOf(one);
			expect.soft(mark, one).not.toBeNull();
			expect.soft(await markOf(same), one).toBe(mark);
			expect.soft(await markOf(other), one).not.toBe(mark);
		}
		expect(await markOf(' – ')).toBeNull();
	});
});

describe('judging faster than the page comes back', () => {
	const judging = (person: Office['clerk'], submission: string, judgements: object) =>
		judge(database, person, submission, judgements, { seen: 1 });

	it('is nobody else’s work, and what was done is not done twice', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.decider, submission, { rrrrrrr1: null }, { scope: 'sample' });
		expect(await judging(people.clerk, submission, { rrrrrrr1: whole(80_000) })).toEqual({ revision: 2 });
		expect(await judging(people.clerk, submission, { rrrrrrr1: whole(80_000) })).toEqual({ revision: 2 });
		expect(await judging(people.clerk, submission, { rrrrrrr2: whole(40_000) })).toEqual({ revision: 3 });
		const twice = await refusalOf(judging(people.decider, submission, { rrrrrrr2: null }));
		expect(twice.message).toBe('case_moved_on');
		await judge(database, people.decider, submission, { rrrrrrr2: null }, { seen: 3 });
		const late = () => refusalOf(judging(people.clerk, submission, { rrrrrrr1: null }));
		expect((await late()).message).toBe('case_moved_on');
		await judge(database, people.clerk, submission, { rrrrrrr2: whole(40_000) }, { seen: 4 });
		expect((await late()).message).toBe('case_moved_on');
	});

	it('signs once, also where the proof is closed by then', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, accepting);
		const revision = Number((await checkOf(application))['revision']);
		const sign = (seen: number) =>
			signFirst(database, people.clerk, 'sign_proof_check', [submission, null, null, null, seen]);
		expect((await refusalOf(sign(revision - 1))).message).toBe('case_moved_on');
		expect(await sign(revision)).toEqual({ needs_second: false });
		expect(await sign(revision)).toEqual({ needs_second: false });
		expect((await refusalOf(sign(revision + 1))).message).toBe('not_in_state');
		expect(await stateOf(database, application)).toBe('closed');
	});
});
