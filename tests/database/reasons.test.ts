import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { said } from '../../src/lib/core/text/said.ts';
import { inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, TestDatabase } from './support/database.ts';
import { decide } from './support/letters.ts';
import { signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let decider: Person & { id: string };
let other: Person & { id: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	decider = await signUpStaff(database, 'decider');
	other = await signUpStaff(database, 'decider');
});
afterAll(() => database.stop());

/** Blanks, what nobody sees, and what says nothing. */
const nothing = [
	'',
	' ',
	'\u00a0',
	'\u200b \u2060',
	'\u3000\ufeff',
	'.',
	' – ',
	'?!',
	'…',
	'،',
	'\u0301',
	'ـ',
	'\u{e0041}',
	'\u200f.\u200f'
];
const needed = { code: 'PT422', message: 'reason_required' };

describe('a reason', () => {
	it('is said on the screen and in the database by the same letters', async () => {
		const rows = await database.owner(
			`select n from generate_series(1, 1114111) n where n not between 55296 and 57343 and private.said(chr(n)) is null`
		);
		const unsaid = rows.map(({ n }) => Number(n));
		const ours = Array.from({ length: 1_114_111 }, (_, index) => index + 1).filter(
			(n) => (n < 55_296 || n > 57_343) && said(String.fromCodePoint(n)) === ''
		);
		expect(unsaid).toEqual(ours);
	});

	it('is asked for in one way by every function there is', async () => {
		const functions = await database.owner(
			`select p.oid::regprocedure::text as name, regexp_replace(p.prosrc, '--[^\n]*', '', 'g') as body from pg_proc p
			where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)`
		);
		const otherwise = functions.filter(({ body }) =>
			/(?:trimmed|btrim)\((?:[^()]|\([^()]*\))*(?:reason|p_note|grounds)/.test(String(body))
		);
		expect(otherwise.map(({ name }) => name)).toEqual([]);
		const without = functions.filter(
			({ body }) => String(body).includes(`'reason_required'`) && !String(body).includes('private.said(')
		);
		expect(without.map(({ name }) => name)).toEqual([]);
	});

	it.each(nothing)('%j is none: of a cut, a score, a judgement, a receipt', async (reason) => {
		const judged = async (sql: string) => (await database.owner(sql, [reason]))[0]?.['is_taken'];
		expect(
			await judged(`select private.are_cuts(jsonb_build_array(jsonb_build_object('line', 'aaaaaaa1', 'approved_cents', 1,
				'reason', $1::text)), '{"cost_lines.aaaaaaa1.amount_cents": 100}') as is_taken`)
		).toBe(false);
		expect(
			await judged(`select private.are_scores(jsonb_build_object('need', jsonb_build_object('points', 2, 'reason', $1::text)),
				'[{"code": "need", "weight": 1}]', true) as is_taken`)
		).toBe(false);
		expect(
			await judged(`select private.unjudged('[{"code": "cap", "finding": "problem"}]', jsonb_build_object('cap',
				jsonb_build_object('judgement', 'met', 'reason', $1::text))) = '{}' as is_taken`)
		).toBe(false);
	});

	it.each(nothing)('%j takes no decision off the table, and is no name', async (reason) => {
		const { id } = await readyForDecision(database, clerk);
		const { decision_id } = await proposeDecision(database, clerk, [id, 'rejected', null, 'Zu spät.', null]);
		expect(await refusalOf(database.call(clerk, 'discard_decision', [decision_id, reason]))).toMatchObject(
			needed
		);
		await database.call(decider, 'set_staff_name', [decider.id, reason]);
		expect(await refusalOf(countersignDecision(database, decider, decision_id))).toMatchObject({
			message: 'name_required'
		});
	});
});

describe('what a decider signed first', () => {
	const byDecider = async () => {
		const { id } = await readyForDecision(database, clerk);
		await decide(database, { clerk, decider: other }, id, { cents: 50_000 });
		await database.call(decider, 'transition_application', [id, 'decision', 'Neue Tatsachen.']);
		const wish = [id, 'approved', 40_000, 'Weniger genügt.', null];
		const { decision_id } = await proposeDecision(database, decider, wish);
		return { id, decision: decision_id };
	};
	const keep = (person: Person, id: string) =>
		database.call(person, 'keep_decision', [id, 'Die erste war richtig.']);
	const peerNeeded = { code: 'PT403', message: 'decider_required' };

	it('is undone by no clerk alone: neither discarded, nor kept as it was, nor left behind by a step', async () => {
		const { id, decision } = await byDecider();
		expect(await refusalOf(keep(clerk, id))).toMatchObject(peerNeeded);
		expect(await refusalOf(database.call(clerk, 'discard_decision', [decision, 'Falsch.']))).toMatchObject(
			peerNeeded
		);
		await keep(other, id);
		const [fallen] = await database.owner(
			`select discarded_by, discard_reason from public.decisions where id = $1`,
			[decision]
		);
		expect(fallen).toEqual({ discarded_by: other.id, discard_reason: 'Die erste war richtig.' });
		const [entry] = await database.owner(
			`select actor_id from public.audit_log where action = 'decision_discarded' and entity_id = $1`,
			[decision]
		);
		expect(entry).toEqual({ actor_id: other.id });
		const fresh = await readyForDecision(database, clerk);
		await proposeDecision(database, decider, [fresh.id, 'rejected', null, 'Zu spät.', null]);
		const back = (person: Person) =>
			database.call(person, 'transition_application', [fresh.id, 'assessment', 'Noch einmal.']);
		expect(await refusalOf(back(clerk))).toMatchObject(peerNeeded);
		await back(other);
	});

	it('stays so when the role is taken away, whoever takes it', async () => {
		const admin = await signUpStaff(database, 'admin');
		for (const left of [['clerk'], []]) {
			const { id } = await readyForDecision(database, clerk);
			const signer = await signUpStaff(database, 'decider');
			const { decision_id } = await proposeDecision(database, signer, [
				id,
				'rejected',
				null,
				'Zu spät.',
				null
			]);
			await database.call(admin, 'set_staff_roles', [signer.id, left]);
			const discard = (person: Person) => database.call(person, 'discard_decision', [decision_id, 'Falsch.']);
			expect(await refusalOf(discard(clerk))).toMatchObject(peerNeeded);
			await discard(other);
		}
	});

	it('is no obstacle where that person should not have signed, or is not of the office any more', async () => {
		for (const leave of [
			(person: Person & { id: string }, id: string) =>
				database.call(person, 'declare_conflict', [id, 'Mein Bruder.']),
			({ id }: { id: string }) => database.owner(`delete from public.staff_members where user_id = $1`, [id])
		]) {
			const { id } = await readyForDecision(database, clerk);
			const gone = await signUpStaff(database, 'decider');
			const { decision_id } = await proposeDecision(database, gone, [id, 'rejected', null, 'Zu spät.', null]);
			await leave(gone, id);
			expect(
				await database.call(clerk, 'discard_decision', [decision_id, 'Unterschrift zählt nicht.'])
			).toEqual({});
		}
	});
});
