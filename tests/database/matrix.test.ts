import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applied, asked, assess, draft, inTime, signCheck, submit } from './support/applications.ts';
import { anonymous, patience, type Person, TestDatabase } from './support/database.ts';
import { handIn } from './support/files.ts';
import { invite, invited } from './support/invitations.ts';
import { accept, confirmAccount, notifyChange, pay, recordReturn, setPayer } from './support/grants.ts';
import { decide, printed } from './support/letters.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';
import { judge, receipt, report, sentProof, whole } from './support/proofs.ts';

let database: TestDatabase;
/** Each table whose rows belong to an organisation, and the condition for rows that are not ours; from the catalogue. */
const ofOthers = new Map<string, string>();
const people = new Map<string, Person>();

// Row-level security has to hold alone, as under the embedded backend, so the grants refuse nothing here.
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	await database.pglite.exec(`grant select on all tables in schema public to anon, authenticated`);
	const clerk = await signUpStaff(database, 'clerk');
	const decider = await signUpStaff(database, 'decider');
	await asked(database, clerk);
	await everythingHappens(clerk, decider);
	const ours = await everythingHappens(clerk, decider);
	const [reader, dismissed] = [await signUp(database), await signUpStaff(database, 'clerk')];
	await join(database, reader, ours.id, 'reader');
	await database.owner(`update public.staff_members set deactivated_at = now() where user_id = $1`, [
		dismissed.id
	]);
	people
		.set('anybody', anonymous)
		.set('a stranger', await signUp(database))
		.set('the owner of another organisation', ours.applicant)
		.set('a reader of another organisation', reader)
		.set('a helper of another organisation', await invited(database, ours, 'helper', '2027-03-01'))
		.set('staff who left', dismissed);

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

/** An application that leaves a row in every table its people or the office write to. */
async function everythingHappens(clerk: Person & { id: string }, decider: Person): Promise<Applied> {
	const application = await draft(database);
	const { id, applicant } = application;
	await handIn(database, application);
	await invited(database, application, 'helper', '2027-03-01');
	await invite(database, applicant, id, 'somebody@example.org', 'reader');
	await submit(database, application);
	await database.call(applicant, 'write_message', [id, randomUUID(), 'Dürfen wir früher anfangen?', []]);
	await database.call(clerk, 'add_note', [id, randomUUID(), 'Rückruf am Montag']);
	await database.call(await signUpStaff(database, 'clerk'), 'declare_conflict', [id, 'Nachbarn']);
	await database.call(clerk, 'transition_application', [id, 'formal_check', null]);
	await signCheck(database, clerk, id);
	await database.call(clerk, 'transition_application', [id, 'assessment', null]);
	await assess(database, clerk, application);
	await database.call(clerk, 'transition_application', [id, 'decision', null]);
	await decide(database, { clerk, decider }, id);
	await printed(database, id, 'approved');
	await accept(database, application);
	const office = {
		clerk,
		decider: { ...decider, id: String(decider.id) },
		admin: await signUpStaff(database, 'admin')
	};
	await setPayer(database, office, application.roundId);
	await confirmAccount(database, office, application);
	await pay(database, office, application, 50_000, '2027-01-20');
	await database.call(decider, 'set_legal_hold', [id, 'Prüfung']);
	await notifyChange(database, application, 'purpose');
	await database.call(clerk, 'claim_recovery', [
		id,
		randomUUID(),
		'unspent',
		'Rest',
		100,
		'2027-02-28',
		null
	]);
	const back = await recordReturn(database, office, application, 100);
	await database.call(clerk, 'propose_ruling', [
		id,
		randomUUID(),
		'correction',
		back,
		0,
		'Verbucht beim falschen Antrag'
	]);
	const submission = await sentProof(database, application, { ...report, ...receipt('rrrrrrr1', 40_000) });
	await judge(database, clerk, submission, { rrrrrrr1: whole(40_000) });
	const wish = [{ kind: 'question', id: 'qqqqqqq1', note: 'Wofür war das?' }];
	await database.call(clerk, 'ask_about_proof', [
		submission,
		JSON.stringify(wish),
		'2027-10-20',
		'Noch einer?'
	]);
	await database.setClock(inTime);
	return application;
}

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
