import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asked, inTime, type Applied } from './support/applications.ts';
import { patience, TestDatabase } from './support/database.ts';
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

	it.each([
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
		]
	])('moves on with each new row of %s', async (table, other) => {
		const copy = `create temp table copied as select * from public.${table} where application_id = '${ours.id}' limit 1;
			update copied set ${other}; insert into public.${table} select * from copied`;
		expect(await movedOn(copy)).toBeGreaterThan(0);
	});
});
