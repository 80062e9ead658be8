import { randomUUID } from 'node:crypto';
import { type Applied, inTime } from './applications.ts';
import type { Person, Row, TestDatabase } from './database.ts';
import { accepted, type Office, pay } from './grants.ts';
import { one } from './people.ts';
import { signFirst } from './signatures.ts';

/** The day the project of these tests is over, and its proof due eight weeks later. */
export const whenOver = '2027-10-01T12:00:00+02:00';
export const dueOn = '2027-11-25';

export const report = {
	'report.done': 'Acht Abende in Hochfeld.',
	'report.participants': 30,
	'report.declared': 'yes',
	'report.signed_name': 'Amina O’Neill'
};

/** A receipt as its columns, under an id of eight letters. */
export function receipt(id: string, cents: number, more: Readonly<Record<string, unknown>> = {}) {
	const columns = {
		position: 1,
		invoice_on: '2027-05-10',
		paid_on: '2027-05-12',
		payee: 'Markt am Dellplatz',
		purpose: 'Lebensmittel',
		line: 'aaaaaaa1',
		paid_by: 'transfer',
		amount_cents: cents,
		...more
	};
	return Object.fromEntries(
		Object.entries(columns).map(([column, value]) => [`receipts.${id}.${column}`, value])
	);
}

/** 1,200 euros spent: 1,000 of the grant and 200 of their own, as planned. */
export const wholeProof = {
	...report,
	...receipt('rrrrrrr1', 80_000),
	...receipt('rrrrrrr2', 40_000, { line: 'aaaaaaa2', position: 2, payee: 'Getränke Meyer' })
};

export function saveProof(
	database: TestDatabase,
	{ id, applicant }: Applied,
	base: number,
	changes: object
): Promise<Row> {
	return database.call(applicant, 'save_proof', [id, base, JSON.stringify(changes)]);
}

export function sendProof(
	database: TestDatabase,
	{ id, applicant }: Applied,
	{ key = randomUUID() as string, revision = 1, answers = null as string | null } = {}
): Promise<Row> {
	return database.call(applicant, 'submit_proof', [id, key, revision, null, answers]);
}

/** Accepted, and all of it paid: 1,000 euros. */
export async function paidGrant(database: TestDatabase, people: Office, round: string): Promise<Applied> {
	await database.setClock(inTime);
	const application = await accepted(database, people, { round });
	await database.setClock('2027-03-01T12:00:00+01:00');
	await pay(database, people, application, 100_000, '2027-03-01');
	return application;
}

/** Over, written and sent. Gives the id of the version that arrived. */
export async function sentProof(database: TestDatabase, application: Applied, proof: object = wholeProof) {
	await database.setClock(whenOver);
	await saveProof(database, application, 0, proof);
	await sendProof(database, application);
	return lastVersion(database, application);
}

export async function lastVersion(database: TestDatabase, { id }: Applied): Promise<string> {
	const row = await one(
		database,
		'select id from public.proof_submissions where application_id = $1 order by version desc limit 1',
		[id]
	);
	return String(row['id']);
}

export function judge(
	database: TestDatabase,
	person: Person,
	submission: string,
	judgements: object,
	{ scope = null as string | null, seen = null as number | null } = {}
): Promise<Row> {
	return database.call(person, 'judge_receipts', [submission, JSON.stringify(judgements), scope, seen]);
}

export const whole = (cents: number) => ({ accepted_cents: cents, reason: null });
export const cut = (cents: number, reason = 'Gehört nicht zum Projekt.') => ({
	accepted_cents: cents,
	reason
});

export function signCheck(
	database: TestDatabase,
	person: Person,
	submission: string,
	{ reason = null as string | null, due = null as string | null, from = null as string | null } = {}
): Promise<Row> {
	return signFirst(database, person, 'sign_proof_check', [submission, reason, due, from, null]);
}
