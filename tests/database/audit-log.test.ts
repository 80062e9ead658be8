import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTime, readyForDecision } from './support/applications.ts';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { signUp, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let auditor: Person;
let clerk: Person;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	auditor = await signUpStaff(database, 'auditor');
	clerk = await signUpStaff(database, 'clerk');
	const { id } = await readyForDecision(database, clerk);
	const proposed = await proposeDecision(database, clerk, [id, 'approved', 50000, 'Das genügt.', null]);
	await database.call(clerk, 'discard_decision', [proposed['decision_id'], 'Verrechnet.']);
	const again = await proposeDecision(database, clerk, [id, 'approved', 50000, 'Das genügt.', null]);
	await countersignDecision(database, await signUpStaff(database, 'decider'), again['decision_id']);
});
afterAll(() => database.stop());

const verify = () => database.call(auditor, 'verify_audit_chain', []);

/** Edits the log the way only a superuser can: with its triggers off. Undone by restoring the rows. */
async function tampered(...edits: readonly string[]) {
	await database.connection.exec(
		`create table public.audit_backup as table public.audit_log; set session_replication_role = replica`
	);
	try {
		for (const edit of edits) await database.connection.exec(edit);
		return await verify();
	} finally {
		await database.connection.exec(
			`delete from public.audit_log; insert into public.audit_log table public.audit_backup;
			set session_replication_role = origin; drop table public.audit_backup`
		);
	}
}

describe('the audit log', () => {
	it('holds an entry for every deed and verifies', async () => {
		const rows = await database.owner(`select distinct action from public.audit_log order by action`);
		expect(rows.map((row) => row['action'])).toEqual([
			'decision_countersigned',
			'decision_discarded',
			'decision_proposed',
			'draft_created',
			'formal_check_signed',
			'review_submitted',
			'reviewer_asked',
			'round_created',
			'setting_changed',
			'staff_member_changed',
			'state_changed',
			'submitted'
		]);
		const [count] = await database.owner(`select count(*)::int as n from public.audit_log`);
		expect(await verify()).toEqual({ is_intact: true, checked: count?.['n'], first_broken_id: null });
	});

	it('names the role a person holds, not the one a step is made for', async () => {
		const decider = await signUpStaff(database, 'decider');
		const { id } = await readyForDecision(database, decider);
		await proposeDecision(database, decider, [id, 'rejected', null, 'Zu wenig Geld.', null]);
		const roles = await database.owner(
			`select distinct actor_role from public.audit_log where actor_id = $1
			union select d.actor_role from public.status_event_details d where d.actor_id = $1`,
			[decider.id]
		);
		expect(roles).toEqual([{ actor_role: 'decider' }]);
	});

	it('tells who works here and how the clock was set, whoever changed it', async () => {
		const last = async () => {
			const [row] = await database.owner(
				`select actor_role, action, entity_id, detail from public.audit_log order by id desc limit 1`
			);
			return row;
		};
		const dismissed = await signUpStaff(database, 'clerk');
		await database.as(service, `update public.staff_members set deactivated_at = now() where user_id = $1`, [
			dismissed.id
		]);
		expect(await last()).toEqual({
			actor_role: 'system',
			action: 'staff_member_changed',
			entity_id: dismissed.id,
			detail: { operation: 'update', role: 'clerk', is_active: false }
		});
		await database.as(service, `delete from public.settings where key = 'clock_override'`);
		expect(await last()).toMatchObject({ action: 'setting_changed', entity_id: 'clock_override' });
		await database.setClock(inTime);
	});

	it('notices every edit', async () => {
		for (const [column, value] of [
			['at', `at + interval '1 second'`],
			['actor_id', 'gen_random_uuid()'],
			['actor_role', `'nobody'`],
			['action', `'nothing'`],
			['entity', `'nothing'`],
			['entity_id', `'nothing'`],
			['detail', `'{"forged": true}'`],
			['previous_hash', `repeat('0', 64)`],
			['hash', `repeat('0', 64)`]
		]) {
			const verdict = await tampered(`update public.audit_log set ${column} = ${value} where id = 4`);
			expect(verdict, column).toMatchObject({ is_intact: false, first_broken_id: 4 });
		}
		expect(await verify()).toMatchObject({ is_intact: true });
	});

	it('notices an edit whose own hash was made to fit', async () => {
		const verdict = await tampered(
			`update public.audit_log set action = 'forged' where id = 4`,
			`update public.audit_log l set hash = private.audit_hash(l) where id = 4`
		);
		expect(verdict).toMatchObject({ is_intact: false, first_broken_id: 5 });
	});

	it('notices missing entries at the start, in the middle and at the end, and added ones', async () => {
		expect(await tampered(`delete from public.audit_log where id = 1`)).toMatchObject({ first_broken_id: 1 });
		expect(await tampered(`delete from public.audit_log where id = 5`)).toMatchObject({ first_broken_id: 5 });
		const cut = await tampered(
			`delete from public.audit_log where id = (select max(id) from public.audit_log)`
		);
		expect(cut).toMatchObject({ is_intact: false });
		expect(await tampered(`delete from public.audit_log`)).toMatchObject({
			is_intact: false,
			first_broken_id: 1
		});
		const added = await tampered(
			`insert into public.audit_log select id + 1, at, actor_id, actor_role, action, entity, entity_id, detail, hash, hash
			from public.audit_log order by id desc limit 1`
		);
		expect(added).toMatchObject({ is_intact: false });
	});

	it('notices two entries that changed places', async () => {
		const swap = `update public.audit_log set id = id + 1000 where id in (3, 4);
			update public.audit_log set id = case id when 1003 then 4 else 3 end where id in (1003, 1004)`;
		expect(await tampered(swap)).toMatchObject({ is_intact: false, first_broken_id: 3 });
	});

	it('cannot be written by any role, and not changed by its owner', async () => {
		const admin = await signUpStaff(database, 'admin');
		for (const person of [anonymous, clerk, auditor, admin, service]) {
			for (const sql of [
				`insert into public.audit_log (id, at, actor_role, action, entity, entity_id, previous_hash, hash)
				values (9999, now(), 'x', 'x', 'x', 'x', '', '')`,
				`update public.audit_log set action = 'x'`,
				`delete from public.audit_log`,
				`truncate public.audit_log`
			]) {
				expect((await refusalOf(database.as(person, sql))).code, sql).toBe('42501');
			}
		}
		for (const sql of [
			`update public.audit_log set action = 'x'`,
			`delete from public.audit_log`,
			`truncate public.audit_log`
		]) {
			expect((await refusalOf(database.owner(sql))).code, sql).toBe('42501');
		}
	});

	it('is read and verified by auditors and admins only', async () => {
		expect((await database.as(auditor, `select id from public.audit_log limit 1`)).length).toBe(1);
		expect(await database.as(clerk, `select id from public.audit_log limit 1`)).toEqual([]);
		for (const person of [clerk, await signUp(database)]) {
			expect(await refusalOf(database.call(person, 'verify_audit_chain', []))).toMatchObject({
				code: 'PT403',
				message: 'not_allowed'
			});
		}
	});

	it('takes the deed down with it when it fails', async () => {
		const { id, applicant } = await readyForDecision(database, clerk);
		await database.connection.exec(
			`alter table public.audit_log add constraint broken check (action <> 'state_changed') not valid`
		);
		const refusal = await refusalOf(database.call(applicant, 'withdraw_application', [id, null]));
		await database.connection.exec(`alter table public.audit_log drop constraint broken`);
		expect(refusal.code).toBe('23514');
		const [row] = await database.owner(`select state from public.applications where id = $1`, [id]);
		expect(row).toEqual({ state: 'decision' });
		expect(await verify()).toMatchObject({ is_intact: true });
	});
});
