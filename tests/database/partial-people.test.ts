import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	notifyChange,
	type Office,
	office,
	pay,
	setPayer
} from './support/grants.ts';
import { one, signUpStaff } from './support/people.ts';
import { cut, judge, paidGrant, sentProof, signCheck } from './support/proofs.ts';
import { countersign, proposeDecision, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let partial: Person & { id: string };
let auditor: Person & { id: string };
const round = 'partial';

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	people = await office(database);
	partial = await signUpStaff(database, 'clerk', 'decider', 'admin');
	auditor = await signUpStaff(database, 'auditor');
	const roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
afterAll(() => database.stop());

const declare = ({ id }: Applied) =>
	database.call(partial, 'declare_conflict', [id, 'Mein Bruder leitet sie.']);
const partialAnswer = { code: 'PT409', message: 'conflict_of_interest' };
const seen = (person: Person, table: string, { id }: Applied) =>
	database.as(person, `select 1 from public.${table} where application_id = $1`, [id]);

describe('the trail', () => {
	const file = async (person: Person) => {
		const { id } = await database.call(person, 'begin_export', ['audit', 'jsonl', '{}']);
		const entries: Row[] = [];
		for (let after: unknown = 0; after !== null;) {
			const page = await database.call(person, 'export_audit', [id, after]);
			entries.push(...(page['rows'] as Row[]));
			after = page['next'];
		}
		return entries;
	};
	const page = (person: Person, filter: object = {}) =>
		database.call(person, 'audit_page', [JSON.stringify(filter), null]) as unknown as Promise<Row[]>;
	const hides = (person: Person) => database.call(person, 'hides_audit_entries', []);
	const about = (entries: readonly Row[], id: string) =>
		entries.filter(({ entity_id, detail }) => entity_id === id || (detail as Row)['application_id'] === id)
			.length;

	it('shows nobody what is being decided where they take no part, and says so; everybody else reads all of it', async () => {
		const application = await readyForDecision(database, people.clerk);
		const other = await readyForDecision(database, people.clerk);
		await proposeDecision(database, people.clerk, [application.id, 'approved', 50_000, 'Das genügt.', null]);
		expect(await hides(partial)).toBe(false);
		expect(about(await page(partial), application.id)).toBeGreaterThan(3);
		await declare(application);
		const raw = (person: Person) => database.as(person, 'select entity_id, detail from public.audit_log');
		for (const read of [page, raw, file]) {
			expect(about(await read(partial), application.id)).toBe(0);
			expect(about(await read(partial), other.id)).toBeGreaterThan(3);
			expect(about(await read(auditor), application.id)).toBeGreaterThan(3);
		}
		expect(await page(partial, { application: application.id })).toEqual([]);
		expect(await hides(partial)).toBe(true);
		expect(await hides(auditor)).toBe(false);
		expect((await refusalOf(hides(people.clerk))).code).toBe('PT403');
	});

	it('is checked over every entry, also by whoever is not shown them all', async () => {
		const { count } = await one(database, 'select count(*)::int as count from public.audit_log');
		expect(await database.call(partial, 'verify_audit_chain', [])).toMatchObject({
			is_intact: true,
			checked: count
		});
	});
});

describe('what waits for its second signature after the grant', () => {
	const grantOf = (person: Person, { id }: Applied) => database.call(person, 'case_grant', [id]);
	const preview = (person: Person, source: string) => database.call(person, 'preview_grant_letter', [source]);

	it('of a revocation and of what is done to a claim is nothing for whoever takes no part', async () => {
		const application = await accepted(database, people, { round });
		await pay(database, people, application, 50_000, '2027-01-20');
		const [ruling, claim] = [randomUUID(), randomUUID()];
		await signFirst(database, people.clerk, 'claim_recovery', [
			application.id,
			claim,
			'unspent',
			'Rest.',
			10_000,
			'2027-04-30'
		]);
		await declare(application);
		expect(await seen(partial, 'recoveries', application)).toEqual([]);
		expect(await seen(people.decider, 'recoveries', application)).toHaveLength(1);
		expect((await grantOf(partial, application))['recoveries']).toEqual([]);
		expect((await grantOf(people.decider, application))['recoveries']).toHaveLength(1);
		expect(await refusalOf(preview(partial, claim))).toMatchObject(partialAnswer);
		expect(await preview(people.decider, claim)).toMatchObject({ kind: 'recovery' });
		await database.call(people.clerk, 'discard_recovery', [claim]);
		await signFirst(database, people.clerk, 'propose_ruling', [
			application.id,
			ruling,
			'revocation',
			null,
			10_000,
			'Zweck verfehlt.',
			'2027-04-30'
		]);
		expect(await seen(partial, 'grant_rulings', application)).toEqual([]);
		expect(await seen(people.decider, 'grant_rulings', application)).toHaveLength(1);
		expect((await grantOf(partial, application))['rulings']).toEqual([]);
		expect((await grantOf(people.decider, application))['rulings']).toHaveLength(1);
		expect(await refusalOf(preview(partial, ruling))).toMatchObject(partialAnswer);
		expect(await preview(people.decider, ruling)).toMatchObject({ kind: 'revoked' });
		const letters = (person: Person) =>
			database.call(person, 'signed_letters', [application.id]) as unknown as Promise<Row[]>;
		expect(await letters(partial)).toEqual([]);
		expect(await letters(people.decider)).toHaveLength(1);
		await countersign(database, people.decider, ruling);
		expect(await seen(partial, 'grant_rulings', application)).toHaveLength(1);
		expect((await grantOf(partial, application))['rulings']).toHaveLength(1);
	});

	it('of a change is nothing either; what the group asked for is', async () => {
		const application = await accepted(database, people, { round });
		const change = randomUUID();
		await notifyChange(
			database,
			application,
			'further_grant',
			{ grantor: 'Land NRW', cents: 100_000 },
			change
		);
		await declare(application);
		const proposals = async (person: Person) =>
			((await grantOf(person, application))['changes'] as Row[]).map(({ proposal }) => proposal);
		expect(await seen(partial, 'grant_changes', application)).toHaveLength(1);
		await signFirst(database, people.clerk, 'propose_change', [
			change,
			'agreed',
			'Doppelt gefördert.',
			10_000
		]);
		expect(await one(database, 'select is_open from public.grant_changes where id = $1', [change])).toEqual({
			is_open: true
		});
		expect(await seen(partial, 'grant_changes', application)).toEqual([]);
		expect(await seen(people.decider, 'grant_changes', application)).toHaveLength(1);
		expect(await proposals(partial)).toEqual([null]);
		expect(await proposals(people.decider)).toEqual([expect.objectContaining({ outcome: 'agreed' })]);
		expect(await refusalOf(preview(partial, change))).toMatchObject(partialAnswer);
	});

	it('of the check of a proof is as good as not begun', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { rrrrrrr1: cut(0), rrrrrrr2: cut(0) });
		await signCheck(database, people.clerk, submission, { reason: 'Ohne Zweck.', due: '2027-12-31' });
		await declare(application);
		const check = async (person: Person) =>
			(await database.call(person, 'case_proof', [application.id]))['check'];
		const letter = (person: Person) => database.call(person, 'preview_proof_letter', [submission]);
		expect(await seen(partial, 'proof_checks', application)).toEqual([]);
		expect(await seen(people.decider, 'proof_checks', application)).toHaveLength(1);
		expect(await check(partial)).toMatchObject({ judgements: {}, first_signed_by: null });
		expect(await check(people.decider)).toMatchObject({ first_signed_by: people.clerk.id });
		expect(await refusalOf(letter(partial))).toMatchObject(partialAnswer);
		expect(await letter(people.decider)).toMatchObject({ kind: 'proof_checked' });
	});
});

describe('whether a case is kept', () => {
	it('is said by nobody partial: neither held nor given free for deletion', async () => {
		await database.setClock(inTime);
		const application = await readyForDecision(database, people.clerk);
		const hold = (person: Person) => database.call(person, 'set_legal_hold', [application.id, 'Klage']);
		const lift = (person: Person) => database.call(person, 'lift_legal_hold', [application.id, 'Erledigt']);
		await declare(application);
		expect(await refusalOf(hold(partial))).toMatchObject(partialAnswer);
		await hold(people.decider);
		expect(await refusalOf(lift(partial))).toMatchObject(partialAnswer);
		await lift(people.admin);
	});
});
