import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure } from '../support/figures.ts';
import { asked, inTime } from './support/applications.ts';
import { anonymous, become, patience, type Person, type Row, TestDatabase } from './support/database.ts';
import { everythingHappens } from './support/everything.ts';
import { hash } from './support/files.ts';
import { invited } from './support/invitations.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
/** Each table whose rows belong to an organisation, and the condition for rows that are not ours; from the catalogue. */
const ofOthers = new Map<string, string>();
const people = new Map<string, Person>();
/** The personas of the matrix. At the database an expired session is nobody: its token is refused before. */
const cellPeople = new Map<string, Person>();

// Row-level security has to hold alone, as under the embedded backend, so the grants refuse nothing here.
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	await database.connection.exec(`grant select on all tables in schema public to anon, authenticated`);
	const clerk = await signUpStaff(database, 'clerk');
	const decider = await signUpStaff(database, 'decider');
	const [admin, auditor] = [await signUpStaff(database, 'admin'), await signUpStaff(database, 'auditor')];
	await asked(database, clerk);
	await everythingHappens(database, clerk, decider);
	const ours = await everythingHappens(database, clerk, decider);
	const [reader, dismissed] = [await signUp(database), await signUpStaff(database, 'clerk')];
	await join(database, reader, ours.id, 'reader');
	const helper = await invited(database, ours, 'helper', '2027-03-01');
	await database.owner(`update public.staff_members set deactivated_at = now() where user_id = $1`, [
		dismissed.id
	]);
	people
		.set('anybody', anonymous)
		.set('a stranger', await signUp(database))
		.set('the owner of another organisation', ours.applicant)
		.set('a reader of another organisation', reader)
		.set('a helper of another organisation', helper)
		.set('staff who left', dismissed);
	// What the life of an application does not touch.
	const another = people.get('a stranger') ?? expect.unreachable();
	const barrier = [randomUUID(), 'de', '/de', 'Der Knopf ist zu klein', '', 'a@example.org'];
	await database.call(anonymous, 'report_barrier', barrier);
	await database.call(clerk, 'save_view', ['Meine', 'view=all']);
	await database.call(admin, 'invite_staff', ['neu@example.org', ['clerk']]);
	const paper = {
		id: randomUUID(),
		name: 'Merkblatt.pdf',
		size: 5,
		sha256: hash('paper'),
		media_type: 'application/pdf'
	};
	await database.call(clerk, 'write_office_message', [
		ours.id,
		randomUUID(),
		'Anbei.',
		JSON.stringify([paper])
	]);
	await database.call(admin, 'copy_round', [ours.roundId, 'in-preparation']);
	await database.call(another, 'ask_for_erasure', []);
	await database.call(another, 'keep_push_subscription', ['https://fcm.googleapis.com/fcm/send/x']);
	// The assessments of others are shown to whoever stands in the file as their reader.
	for (const { application_id } of await database.owner(`select distinct application_id from public.reviews`))
		for (const person of [clerk, decider, admin, auditor])
			await database.call(person, 'open_reviews', [application_id]);
	const secondFactor = { aal: 'aal2' } as const;
	cellPeople
		.set('anonymous', anonymous)
		.set('owner', ours.applicant)
		.set('stranger', another)
		.set('reader', reader)
		.set('helper', helper)
		.set('clerk', { ...clerk, ...secondFactor })
		.set('clerk without second factor', clerk)
		.set('decider', { ...decider, ...secondFactor })
		.set('admin', { ...admin, ...secondFactor })
		.set('auditor', { ...auditor, ...secondFactor });

	const columns = await database.owner(
		`select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (
			a.attname in ('application_id', 'organisation_id')
			or c.relname in ('applications', 'organisations') and a.attname = 'id'
		) order by a.attname`
	);
	const { organisation_id } = await one(
		database,
		`select organisation_id from public.applications where id = $1`,
		[ours.id]
	);
	for (const { name, column } of columns) {
		const isOrganisation = column === 'organisation_id' || name === 'organisations';
		ofOthers.set(
			String(name),
			`${String(column)} is distinct from '${String(isOrganisation ? organisation_id : ours.id)}'`
		);
	}
}, patience.timeout);
afterAll(() => database.stop());

describe('rows of an organisation', () => {
	it('are there in every table that can have some', async () => {
		expect(ofOthers.size).toBeGreaterThan(15);
		const empty: string[] = [];
		for (const [table, isOfOthers] of ofOthers) {
			const rows = await database.owner(`select from public.${table} where ${isOfOthers} limit 1`);
			if (rows.length === 0) empty.push(table);
		}
		expect(empty).toEqual([]);
	});

	it.each([
		'anybody',
		'a stranger',
		'the owner of another organisation',
		'a reader of another organisation',
		'a helper of another organisation',
		'staff who left'
	])('are not read by %s', async (who) => {
		const person = people.get(who) ?? expect.unreachable();
		const open: string[] = [];
		for (const [table, isOfOthers] of ofOthers) {
			const rows = await database.as(person, `select from public.${table} where ${isOfOthers} limit 1`);
			if (rows.length > 0) open.push(table);
		}
		expect(open).toEqual([]);
	});
});

/**
 * Reviewed by hand. How much of a table each persona reads where the office demands a second factor, in the order of
 * `cellPeople`: `-` nothing, `s` some rows, `a` all of them.
 */
const cells: Readonly<Record<string, string>> = {
	accessibility_reports: '-----a-aaa',
	application_helpers: '-s-ss-----',
	applications: '-s-ssa-aaa',
	audit_log: '--------aa',
	bank_accounts: '-----a-aaa',
	case_notes: '-----a-aaa',
	clarifications: '-----a-aaa',
	// The clerk declared none of them; see also reviews.test.ts.
	conflicts: '-------aaa',
	decision_reopenings: '-----a-aaa',
	decisions: '-----a-aaa',
	draft_changes: '-s-ss-----',
	erasure_requests: '--a-------',
	files: '-s-ssa-aaa',
	formal_checks: '-----a-aaa',
	funding_rounds: 'sssssasaaa',
	grant_acceptances: '-----a-aaa',
	grant_changes: '-----a-aaa',
	grant_rulings: '-----a-aaa',
	grant_terms: '-s-ssa-aaa',
	invitations: '-s-s------',
	legal_holds: '-----a-aaa',
	letter_templates: '-----a-aaa',
	letters: '-s-s-a-aaa',
	message_files: '-----a-aaa',
	messages: '-----a-aaa',
	money_returns: '-----a-aaa',
	notifications: '----------',
	organisation_members: '-s-s------',
	organisations: '-s-s-a-aaa',
	payer_accounts: '-----a-aaa',
	payment_runs: '-----a-aaa',
	payouts: '-----a-aaa',
	proof_checks: '-----a-aaa',
	proof_queries: '-----a-aaa',
	proof_submissions: '-s-ssa-aaa',
	proofs: '-s-ss-----',
	push_subscriptions: '----------',
	rate_limits: '----------',
	recoveries: '-----a-aaa',
	retention_periods: '-aaaaaaaaa',
	reviews: '-----a-aaa',
	round_versions: '-s-ssa-aaa',
	saved_views: '-----a----',
	settings: '----------',
	staff_invitations: '--------a-',
	staff_members: '-----a-aaa',
	staff_names: '----------',
	state_transitions: '-aaaaaaaaa',
	status_event_details: '-----a-aaa',
	status_events: '-s-ssa-aaa',
	submissions: '-s-ssa-aaa'
};

/** What each persona reads of a table, once something was changed. */
async function cellsOf(name: string, change = ''): Promise<string> {
	const count = `select count(*) as n from public.${name}`;
	return database.undone(async (tx) => {
		await tx.exec(`update public.settings set value = 'true' where key = 'staff_requires_aal2'; ${change}`);
		const counted = async () => Number((await tx.query<Row>(count)).rows[0]?.['n']);
		const all = await counted();
		const letters: string[] = [];
		for (const person of cellPeople.values()) {
			await become(tx, person);
			const seen = await counted();
			letters.push(seen === 0 ? '-' : seen < all ? 's' : 'a');
		}
		return letters.join('');
	});
}

describe('what each persona reads', () => {
	it('is what was reviewed, table by table', async () => {
		const tables = await database.owner(
			`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`
		);
		const actual: Record<string, string> = {};
		for (const { name } of tables) actual[String(name)] = await cellsOf(String(name));
		expect(actual).toEqual(cells);
		figure('cells: tables read by personas', tables.length * cellPeople.size);
	});

	it(
		'is something else without any one policy, and with any one that lets everybody in',
		async () => {
			const policies = await database.owner(
				`select format('%I on public.%I', policyname, tablename) as policy, tablename as table, qual
				from pg_policies where schemaname = 'public' order by 1`
			);
			expect(policies.length).toBeGreaterThan(50);
			const unnoticed: string[] = [];
			for (const { policy, table, qual } of policies) {
				const changes = [`drop policy ${policy}`];
				if (qual !== 'true') changes.push(`alter policy ${policy} using (true)`);
				for (const change of changes)
					if ((await cellsOf(String(table), change)) === cells[String(table)]) unnoticed.push(change);
			}
			expect(unnoticed).toEqual([]);
		},
		patience.timeout
	);

	it(
		'is not written by any of them, whatever the table',
		async () => {
			await database.connection.exec(
				`grant insert, update, delete on all tables in schema public to anon, authenticated`
			);
			const tables = await database.owner(
				`select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
			where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
			and a.attgenerated = '' and a.attidentity = ''`
			);
			const written: string[] = [];
			for (const person of cellPeople.values()) {
				for (const { name, column } of tables) {
					const statement = `update public.${String(name)} set ${String(column)} = ${String(column)} returning 1`;
					const rows = await database.as(person, statement).catch(() => []);
					if (rows.length > 0) written.push(statement);
				}
				for (const name of new Set(tables.map((row) => String(row['name'])))) {
					const rows = await database.as(person, `delete from public.${name} returning 1`).catch(() => []);
					if (rows.length > 0) written.push(`delete ${name}`);
				}
			}
			await database.connection.exec(
				`revoke insert, update, delete on all tables in schema public from anon, authenticated`
			);
			expect(written).toEqual([]);
			const names = new Set(tables.map(({ name }) => name));
			figure('cells: columns written by personas', tables.length * cellPeople.size);
			figure('cells: tables deleted from by personas', names.size * cellPeople.size);
		},
		patience.timeout
	);
});
