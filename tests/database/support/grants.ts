import { randomUUID } from 'node:crypto';
import { type Applied, completeForm, readyForDecision, slug } from './applications.ts';
import type { Person, Row, TestDatabase } from './database.ts';
import { decide, printed } from './letters.ts';
import { one, signUpStaff } from './people.ts';

export const iban = 'DE89370400440532013000';
export const otherIban = 'DE02120300000000202051';
/** The day the letters of these tests are in the app is 20 January 2027; they are final on 25 February. */
export const whenFinal = '2027-02-26T12:00:00+01:00';

export interface Office {
	readonly clerk: Person & { id: string };
	readonly decider: Person & { id: string };
	readonly admin: Person & { id: string };
}

export async function office(database: TestDatabase): Promise<Office> {
	return {
		clerk: await signUpStaff(database, 'clerk'),
		decider: await signUpStaff(database, 'decider'),
		admin: await signUpStaff(database, 'admin')
	};
}

/** Two cost lines, so that something can be shifted: 800 and 400 euros. */
export const planForm = {
	...completeForm,
	'cost_lines.aaaaaaa1.amount_cents': 80_000,
	'cost_lines.aaaaaaa1.quantity': 8,
	'cost_lines.aaaaaaa1.unit_cents': 10_000,
	'cost_lines.aaaaaaa2.position': 2,
	'cost_lines.aaaaaaa2.category': 'food',
	'cost_lines.aaaaaaa2.label': 'Getränke',
	'cost_lines.aaaaaaa2.quantity': 4,
	'cost_lines.aaaaaaa2.unit_cents': 10_000,
	'cost_lines.aaaaaaa2.amount_cents': 40_000
};

/** Approved, and the letter is in the app. */
export async function approved(
	database: TestDatabase,
	people: Office,
	{ cents = 100_000, round = slug, form = planForm as object } = {}
): Promise<Applied> {
	const application = await readyForDecision(database, people.clerk, round, form);
	await decide(database, people, application.id, { cents });
	await printed(database, application.id, 'approved');
	return application;
}

/** Accepts as the group does; nothing is paid to the account before `confirmAccount`. */
export function accept(
	database: TestDatabase,
	{ id, applicant }: Applied,
	{
		account = randomUUID() as string,
		to = iban,
		holder = 'Nachbarschaft Hochfeld',
		isPrivate = false,
		waives = true
	} = {}
): Promise<Row> {
	return database.call(applicant, 'accept_grant', [id, account, to, holder, isPrivate, waives]);
}

/** Accepted and final. */
export async function accepted(
	database: TestDatabase,
	people: Office,
	wish: Parameters<typeof approved>[2] = {}
): Promise<Applied> {
	const application = await approved(database, people, wish);
	await accept(database, application);
	await confirmAccount(database, people, application);
	return application;
}

/** Somebody of the office has asked the group about the account it gave last. */
export async function confirmAccount(database: TestDatabase, { clerk }: Office, { id }: Applied) {
	const { account } = await accountOf(database, id);
	await database.call(clerk, 'judge_bank_account', [
		account,
		true,
		'Rückruf unter der Nummer aus dem Antrag.'
	]);
}

function accountOf(database: TestDatabase, applicationId: unknown) {
	return one(database, `select (private.account_in_force($1)).id as account`, [applicationId]);
}

export async function requestPayout(
	database: TestDatabase,
	{ id, applicant }: Applied,
	cents: number,
	{ payout = randomUUID() as string, needed = '2027-03-15' } = {}
): Promise<string> {
	await database.call(applicant, 'request_payout', [id, payout, cents, needed, 'Miete']);
	return payout;
}

export async function release(database: TestDatabase, { clerk, decider }: Office, payout: string) {
	await releaseAs(database, clerk, payout, 'requested');
	await releaseAs(database, decider, payout, 'checked');
}

/** Releases as somebody who saw this state and the account that is in force. */
export async function releaseAs(
	database: TestDatabase,
	person: Person,
	payout: string,
	seen: string
): Promise<Row> {
	const { application_id } = await one(
		database,
		`select (select application_id from public.payouts where id = $1) as application_id`,
		[payout]
	);
	const { account } = await accountOf(database, application_id);
	return database.call(person, 'release_payout', [payout, seen, account]);
}

/** Booked by one person and confirmed by another. */
export async function recordReturn(
	database: TestDatabase,
	{ clerk, decider }: Office,
	{ id }: Applied,
	cents: number,
	{ back = randomUUID() as string, on = '2027-01-20', interest = 0, recovery = null as string | null } = {}
): Promise<string> {
	await database.call(clerk, 'record_return', [id, back, cents, interest, on, recovery]);
	await database.call(decider, 'confirm_return', [back]);
	return back;
}

/** Money that was paid and is back with the city: noted by one person and confirmed by another. */
export async function bounce(
	database: TestDatabase,
	{ clerk, decider }: Office,
	payout: string,
	on: string,
	reason = 'Konto erloschen'
) {
	await database.call(clerk, 'bounce_payout', [payout, on, reason]);
	await database.call(decider, 'confirm_bounce', [payout]);
}

export async function setPayer(database: TestDatabase, { admin, clerk }: Office, roundId: string) {
	const { proposal_id } = await database.call(admin, 'set_payer_account', [
		roundId,
		'Stadt Duisburg',
		'DE75512108001245126199',
		null
	]);
	// The same account again waits for nobody.
	if (proposal_id) await database.call(clerk, 'confirm_payer_account', [roundId, proposal_id]);
}

export async function order(
	database: TestDatabase,
	{ clerk }: Office,
	roundId: string,
	{ run = randomUUID() as string, on = null as string | null } = {}
): Promise<string> {
	const { today } = await one(database, 'select private.today()::text as today', []);
	await database.call(clerk, 'order_payouts', [roundId, run, on ?? today]);
	return run;
}

/** Asked for, released, ordered and settled on the day of the clock. */
export async function pay(
	database: TestDatabase,
	people: Office,
	application: Applied,
	cents: number,
	paidOn: string
): Promise<string> {
	const payout = await requestPayout(database, application, cents, { needed: paidOn });
	await release(database, people, payout);
	const run = await order(database, people, application.roundId);
	await settleRun(database, people.clerk, run, paidOn);
	return payout;
}

/** The list of it was fetched, and it was carried out. */
export async function settleRun(
	database: TestDatabase,
	person: Person,
	run: unknown,
	on: string
): Promise<Row> {
	await database.call(person, 'note_payment_file', [run, 'csv', '0'.repeat(64)]);
	return database.call(person, 'settle_payment_run', [run, on]);
}

export function notifyChange(
	database: TestDatabase,
	{ id, applicant }: Applied,
	kind: string,
	wish: object = {},
	change: string = randomUUID()
): Promise<Row> {
	return database.call(applicant, 'notify_change', [
		id,
		change,
		kind,
		'Es kommt anders.',
		JSON.stringify(wish)
	]);
}

export async function stateOf(database: TestDatabase, { id }: Applied): Promise<unknown> {
	return (await one(database, `select state from public.applications where id = $1`, [id]))['state'];
}

/** As many payouts as wished, instead of one sum. */
export async function allowPayouts(database: TestDatabase, roundId: string, most: number) {
	await database.owner(
		`update public.funding_rounds set settings = settings || jsonb_build_object('grant', jsonb_build_object(
			'most_payouts', $2::int, 'base_rates', '[{"from": "2027-01-01", "hundredths": 127}]'::jsonb)) where id = $1`,
		[roundId, most]
	);
}
