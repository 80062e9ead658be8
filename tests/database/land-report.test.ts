import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, type Row, service, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	approved,
	bounce,
	type Office,
	office,
	pay,
	planForm,
	recordReturn,
	setPayer
} from './support/grants.ts';
import { decide } from './support/letters.ts';
import { one, signUp, signUpStaff } from './support/people.ts';
import { cut, judge, paidGrant, sentProof, signCheck, whole, wholeProof } from './support/proofs.ts';
import { countersign } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'report';
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	people = await office(database);
	roundId = await copyRound(database, round, 1_000_000);
	await allowPayouts(database, roundId, 3);
	await setPayer(database, people, roundId);
});
afterAll(() => database.stop());

const report = (person: Person, format: string | null = null) =>
	database.call(person, 'land_report', [roundId, format]);
const made = () =>
	database.owner(
		`select detail from public.audit_log where action = 'land_report_made' and entity_id = $1 order by id`,
		[roundId]
	);

describe('the report to the Land', () => {
	it('adds up what was promised, paid and came back, to the cent', async () => {
		const first = await accepted(database, people, { round, form: planForm });
		await pay(database, people, first, 60_001, '2027-01-20');
		await recordReturn(database, people, first, 10_000);
		await accepted(database, people, { round, form: planForm, cents: 70_000 });
		const { data } = await report(people.clerk);
		expect((data as Row)['money']).toEqual({
			promised_cents: 170_000,
			granted_cents: 170_000,
			paid_cents: 60_001,
			returned_cents: 10_000,
			freed_cents: 10_000,
			kept_cents: 50_001,
			waived_cents: 0,
			owed_cents: 0
		});
		expect((data as Row)['grants']).toHaveLength(2);
	});

	it('tells of the proofs what was sent, what was accepted, and whom the projects reached', async () => {
		const figuresOf = async () => ((await report(people.clerk))['data'] as Row)['proofs'];
		const before = await figuresOf();
		const application = await paidGrant(database, people, round);
		const proof = await sentProof(database, application, { ...wholeProof, 'report.newcomers': 12 });
		expect(await figuresOf()).toEqual({
			...(before as Row),
			grants: 3,
			sent: 1,
			participants: 30,
			newcomers: 12
		});
		await judge(database, people.clerk, proof, { rrrrrrr1: cut(50_000), rrrrrrr2: whole(40_000) });
		await signCheck(database, people.clerk, proof, { reason: 'Nicht alles gehört dazu.', due: '2027-11-01' });
		expect(await figuresOf()).toMatchObject({ checked: 0, accepted_cents: 0 });
		await countersign(database, people.decider, proof);
		const { data } = await report(people.clerk);
		expect((data as Row)['proofs']).toMatchObject({
			late: 0,
			checked: 1,
			accepted_cents: 90_000,
			final_cents: 70_000,
			claim_cents: 30_000
		});
		const grants = (data as Row)['grants'] as readonly Row[];
		expect(grants.map(({ accepted_cents, reached }) => [accepted_cents, reached])).toEqual([
			[null, null],
			[null, null],
			[90_000, 30]
		]);
		await database.setClock(inTime);
	});

	it('counts what holds: a grant undone by a new decision is no grant any more', async () => {
		const undone = await copyRound(database, 'undone-report', 1_000_000);
		const [kept, taken] = [
			await approved(database, people, { round: 'undone-report', form: planForm }),
			await approved(database, people, { round: 'undone-report', form: planForm })
		];
		const told = async () => {
			const { data } = await database.call(people.clerk, 'land_report', [undone, null]);
			const { statistics, proofs, grants } = data as Record<string, Row>;
			const { id } = await database.call(people.clerk, 'begin_export', [
				'land',
				'csv',
				JSON.stringify({ round: undone })
			]);
			const list = (await database.call(people.clerk, 'export_applications', [id, null]))['rows'] as Row[];
			return {
				approved: statistics?.['approved'],
				proofs: proofs?.['grants'],
				grants: (grants as unknown as Row[]).map((grant) => grant['reference_number']),
				list: list.map((row) => row['reference_number'])
			};
		};
		const numberOf = async ({ id }: { id: string }) =>
			(await one(database, 'select reference_number from public.applications where id = $1', [id]))[
				'reference_number'
			];
		const numbers = [await numberOf(kept), await numberOf(taken)];
		expect(await told()).toEqual({ approved: 2, proofs: 2, grants: numbers, list: numbers });
		const reason = 'Neue Tatsachen.';
		await database.call(people.decider, 'transition_application', [taken.id, 'decision', reason]);
		expect(await told()).toMatchObject({ approved: 2, proofs: 2 });
		await decide(database, people, taken.id, { outcome: 'rejected', reason });
		const [only] = numbers;
		expect(await told()).toEqual({ approved: 1, proofs: 1, grants: [only], list: [only] });
	});

	it('keeps what proofs came to when their cases are erased', async () => {
		const past = 'past-report';
		const own = await copyRound(database, past, 1_000_000);
		await allowPayouts(database, own, 3);
		await setPayer(database, people, own);
		const application = await paidGrant(database, people, past);
		const proof = await sentProof(database, application, { ...wholeProof, 'report.newcomers': 12 });
		await judge(database, people.clerk, proof, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		await signCheck(database, people.clerk, proof);
		await database.setClock(inTime);
		await approved(database, people, { round: past, form: planForm });
		const figures = async () => {
			const { data } = await database.call(people.clerk, 'land_report', [own, null]);
			const { money, proofs } = data as Record<string, Row>;
			return { money, proofs };
		};
		const before = await figures();
		expect(before.proofs).toEqual({
			grants: 2,
			sent: 1,
			late: 0,
			checked: 1,
			accepted_cents: 120_000,
			final_cents: 100_000,
			claim_cents: 0,
			participants: 30,
			newcomers: 12,
			volunteers: 0
		});
		await database.setClock('2038-01-20T12:00:00+01:00');
		await database.as(service, `select public.erase_due(100)`);
		expect(
			await database.owner(`select from public.applications where id = $1`, [application.id])
		).toHaveLength(0);
		expect(await figures()).toEqual(before);
		await database.setClock(inTime);
	});

	it('is the same for the same data, and another one once something happened', async () => {
		const before = await report(people.clerk);
		await database.setClock('2027-02-10T12:00:00+01:00');
		expect(await report(people.decider)).toEqual(before);
		expect(await report(await signUpStaff(database, 'auditor'), 'pdf')).toEqual(before);
		await database.setClock(inTime);
		await accepted(database, people, { round, form: planForm });
		expect((await report(people.clerk))['sha256']).not.toBe(before['sha256']);
	});

	it('is as of the moment a payment came back, where another one of the grant stayed', async () => {
		// The audit trail, which knows when it was confirmed, goes by the real clock: long after this day.
		const today = '2026-03-02';
		await database.setClock(`${today}T12:00:00+01:00`);
		const name = 'report-bounced';
		const bounced = await copyRound(database, name, 1_000_000);
		await allowPayouts(database, bounced, 3);
		await setPayer(database, people, bounced);
		const application = await accepted(database, people, { round: name, form: planForm });
		const [, second] = [
			await pay(database, people, application, 60_000, today),
			await pay(database, people, application, 40_000, today)
		];
		const asOf = async () => {
			const { data } = await database.call(people.clerk, 'land_report', [bounced, null]);
			return String((data as Row)['as_of']);
		};
		const before = await asOf();
		await bounce(database, people, second, today);
		expect(before.startsWith(today)).toBe(true);
		expect((await asOf()) > before).toBe(true);
		await database.setClock(inTime);
	});

	it('is noted with its fingerprint when a file leaves, and not when it is looked at', async () => {
		const before = (await made()).length;
		const { sha256 } = await report(people.clerk);
		expect(await made()).toHaveLength(before);
		await report(people.clerk, 'xlsx');
		expect((await made()).at(-1)?.['detail']).toEqual({ format: 'xlsx', sha256 });
		expect(await refusalOf(report(people.clerk, 'exe'))).toMatchObject({ message: 'payload_invalid' });
	});

	it('is for the office alone, and names no person', async () => {
		for (const person of [await signUp(database), { id: null, role: 'authenticated' } as Person])
			expect(await refusalOf(report(person))).toMatchObject({ message: 'not_allowed' });
		const text = JSON.stringify(await report(people.clerk));
		for (const secret of ['DE89370400440532013000', 'signed_name', '@', 'iban'])
			expect(text).not.toContain(secret);
	});
});
