import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, inTime, type Applied } from './support/applications.ts';
import { patience, type Row, TestDatabase } from './support/database.ts';
import { everythingHappens } from './support/everything.ts';
import { one, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let ours: Applied;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	const clerk = await signUpStaff(database, 'clerk');
	await asked(database, clerk);
	ours = await everythingHappens(database, clerk, await signUpStaff(database, 'decider'));
}, patience.timeout);
afterAll(() => database.stop());

/** The refusal of the owner of the tables, who has every right; or null. */
const refused = (sql: string) =>
	database.undone((tx) =>
		tx.exec(sql).then(
			() => null,
			({ code, message }: { code: string; message: string }) => `${code} ${message}`
		)
	);

describe('what was written down', () => {
	it.each([
		'audit_log',
		'case_notes',
		'conflicts',
		'grant_terms',
		'message_files',
		'proof_submissions',
		'round_versions',
		'status_event_details',
		'status_events',
		'submissions'
	])('stays as it is: %s', async (table) => {
		const { column } = await one(
			database,
			`select column_name as column from information_schema.columns
			where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' limit 1`,
			[table]
		);
		const refusal = `42501 ${table} is append-only`;
		expect(await refused(`update public.${table} set ${String(column)} = ${String(column)}`)).toBe(refusal);
		expect(await refused(`delete from public.${table}`)).toBe(refusal);
	});

	it.each([
		'bank_accounts',
		'clarifications',
		'decision_reopenings',
		'decisions',
		'formal_checks',
		'grant_acceptances',
		'grant_changes',
		'grant_rulings',
		'letters',
		'messages',
		'money_returns',
		'payment_runs',
		'payouts',
		'proof_checks',
		'proof_queries',
		'recoveries',
		'reviews'
	])('is not deleted: %s', async (table) => {
		expect(await refused(`delete from public.${table}`)).toBe(`42501 ${table} is append-only`);
	});
});

describe('what was signed', () => {
	const of = (table: string) => `public.${table} where application_id = '${ours.id}'`;
	const signedCheck = `update public.proof_checks set first_signed_by = (select user_id from public.staff_members limit 1),
		first_signed_at = now(), accepted_cents = 1, grant_cents = 1, claim_cents = 0, judgements = '{}'
		where application_id = (select application_id from public.proof_checks limit 1);`;

	it.each([
		[
			'a check of a proof',
			`${signedCheck} update public.proof_checks set claim_cents = 2`,
			'a check stays as it was signed'
		],
		[
			'a concluded check',
			`${signedCheck} update public.proof_checks set concluded_at = now(); update public.proof_checks set scope = scope`,
			'a check that was concluded stays as it is'
		],
		[
			'a question about a proof',
			`update public.proof_queries set message = 'Anders'`,
			'what was asked stays as it was asked'
		],
		['a claim', `update public.recoveries set amount_cents = 2`, 'a claim stays as it was signed'],
		['a ruling', `update public.grant_rulings set reason = 'Anders'`, 'a ruling stays as it was signed'],
		[
			'what came back',
			`update public.money_returns set amount_cents = 2`,
			'what came back stays as it was booked'
		]
	])('stays: %s', async (_, change, message) => {
		expect(await refused(change)).toBe(`42501 ${message}`);
	});

	it.each([
		['a version left out', 'version = version + 2', '42501 versions of terms follow each other'],
		[
			'more money',
			'version = version + 1, amount_cents = amount_cents + 1',
			'42501 more money is a new decision'
		],
		[
			'more costs',
			`version = version + 1,
			plan = jsonb_set(plan, '{approved_costs_cents}', to_jsonb((plan ->> 'approved_costs_cents')::bigint + 1))`,
			'PT409 case_moved_on'
		]
	])('is followed by terms of its own kind: not by %s', async (_, other, refusal) => {
		const copy = `create temp table copied as select * from ${of('grant_terms')};
			update copied set ${other}; insert into public.grant_terms select * from copied`;
		expect(await refused(copy)).toBe(refusal);
	});

	it.each<[string, string, string?]>([
		['decisions', 'first_signed_by', 'decisions_are_guarded'],
		['decisions', 'second_signed_by', 'decisions_are_guarded'],
		['grant_rulings', 'first_signed_by'],
		['money_returns', 'recorded_by'],
		['money_returns', 'confirmed_by'],
		['proof_checks', 'first_signed_by'],
		['recoveries', 'first_signed_by']
	])('is signed by nobody who is partial: %s, %s', async (table, column, guard) => {
		const partial = `insert into public.conflicts (application_id, user_id, reason, declared_at)
			select application_id, ${column}, 'Nachbarn', now() from ${of(table)} limit 1;`;
		const unguarded = guard ? `alter table public.${table} disable trigger ${guard};` : '';
		const signed = table === 'proof_checks' ? signedCheck : '';
		const change = `update public.${table} set application_id = application_id where application_id = '${ours.id}'`;
		expect(await refused(`${unguarded} ${signed} ${partial} ${change}`)).toMatch(
			/^PT409 (conflict_of_interest|first_signer_partial)$/
		);
	});
});

describe('a case', () => {
	/** How often the case moved on, so that whoever decides on an old picture of it is told. */
	const movedOn = (sql: string) =>
		database.undone(async (tx) => {
			const revision = async () =>
				(
					await tx.query<{ n: number }>(`select revision as n from private.cases where application_id = $1`, [
						ours.id
					])
				).rows[0]?.n ?? 0;
			const before = await revision();
			await tx.exec(sql);
			return (await revision()) - before;
		});

	it.each<[string, string?]>([
		['bank_accounts', 'bank_accounts_are_guarded'],
		['decisions', 'decisions_are_guarded'],
		['formal_checks', 'formal_checks_are_guarded'],
		['grant_acceptances', 'grant_acceptances_are_guarded'],
		['grant_changes'],
		['grant_rulings'],
		['money_returns'],
		['payouts'],
		['proof_checks'],
		['recoveries'],
		['reviews', 'reviews_are_guarded']
	])('moves on with each change of %s', async (table, guard) => {
		// What is signed is not changed: here it is, to see the rest of what would happen.
		const unguarded = guard ? `alter table public.${table} disable trigger ${guard};` : '';
		const [column, condition] = [
			table === 'reviews' ? 'submitted_at' : 'application_id',
			`application_id = '${ours.id}'`
		];
		const change = `${unguarded} update public.${table} set ${column} = ${column} where ${condition}`;
		expect(await movedOn(change)).toBeGreaterThan(0);
	});

	it('moves on with a document that is taken away', async () => {
		const change = `update public.files set state = 'removed' where application_id = '${ours.id}'`;
		expect(await movedOn(change)).toBeGreaterThan(0);
	});

	it.each([
		['case_notes', 'id = gen_random_uuid()'],
		[
			'conflicts',
			`user_id = (select id from auth.users where id not in (select user_id from public.conflicts) limit 1)`
		],
		['grant_terms', 'version = version + 1'],
		[
			'proof_submissions',
			'id = gen_random_uuid(), version = version + 1, idempotency_key = gen_random_uuid()'
		],
		['submissions', 'id = gen_random_uuid(), version = version + 7, idempotency_key = gen_random_uuid()']
	])('moves on with each new row of %s', async (table, other) => {
		const copy = `create temp table copied as select * from public.${table} where application_id = '${ours.id}' limit 1;
			update copied set ${other}; insert into public.${table} select * from copied`;
		expect(await movedOn(copy)).toBeGreaterThan(0);
	});
});

/** What a query finds once something was done, all of it undone again. */
const found = (work: string, sql: string) =>
	database.undone(async (tx) => {
		await tx.exec(work);
		return (await tx.query<Row>(sql)).rows;
	});

describe('beside what is written', () => {
	it('stands in the audit log who is invited to the office, and whose invitation is gone', async () => {
		const work = `insert into public.staff_invitations (email, role, name) values ('neu@example.org', 'clerk', 'Ruth');
			delete from public.staff_invitations where email = 'neu@example.org'`;
		const last = `select detail ->> 'operation' as operation from public.audit_log
			where action = 'staff_invitation_changed' order by id desc limit 2`;
		expect(await found(work, last)).toEqual([{ operation: 'delete' }, { operation: 'insert' }]);
	});

	it('rings the device of whoever gets a mail', async () => {
		const work = `insert into public.push_subscriptions (user_id, endpoint, created_at)
				values ('${String(ours.applicant.id)}', 'https://fcm.googleapis.com/fcm/send/x', now());
			create temp table copied as select * from public.notifications where recipient_id = '${String(ours.applicant.id)}' limit 1;
			update copied set id = gen_random_uuid(), status_event_id = null, subject_id = gen_random_uuid();
			insert into public.notifications select * from copied`;
		expect(await found(work, 'select count(*) as n from private.pushes')).toEqual([{ n: 1 }]);
	});

	it('stands under what the round says that day, whatever is signed a second time', async () => {
		const decision = `public.decisions where application_id = '${ours.id}' and discarded_at is null`;
		const work = `set local session_replication_role = replica;
			update public.decisions set second_signed_by = null, second_signed_at = null, round_revision = null;
			set local session_replication_role = origin;
			update public.funding_rounds set closes_at = closes_at + interval '1 day' where id = '${ours.roundId}';
			alter table public.decisions disable trigger user;
			alter table public.decisions enable trigger decisions_are_dated;
			update public.decisions set second_signed_at = now(), second_signed_by = (
				select user_id from public.staff_members where role = 'admin' limit 1
			) where application_id = '${ours.id}'`;
		const told = `select round_revision = (select max(revision) from public.round_versions where round_id = '${ours.roundId}')
			as is_newest from ${decision}`;
		expect(await found(work, told)).toEqual([{ is_newest: true }]);
	});
});
