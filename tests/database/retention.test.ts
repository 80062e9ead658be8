import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	type Applied,
	completeForm,
	copyRound,
	draft,
	inTime,
	readyForDecision,
	submitted
} from './support/applications.ts';
import { type Person, refusalOf, type Row, service, TestDatabase } from './support/database.ts';
import { announce, handIn } from './support/files.ts';
import {
	accepted,
	allowPayouts,
	notifyChange,
	type Office,
	office,
	pay,
	recordReturn,
	setPayer,
	stateOf
} from './support/grants.ts';
import { invite } from './support/invitations.ts';
import { decide, printed } from './support/letters.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';
import { judge, paidGrant, sentProof, signCheck, whole, wholeProof } from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

/** Words that stand in every text a group writes here, so that what is left of it is found anywhere. */
const mark = 'Rotkehlchen';
const marked = { ...completeForm, organisation_name: `${mark} e.V.`, project_title: `${mark} singt` };

const erase = async () => Number((await database.as(service, `select public.erase_due(100) as n`))[0]?.['n']);
const warn = async () =>
	Number((await database.as(service, `select public.warn_of_expiry() as n`))[0]?.['n']);
const isThere = async ({ id }: Pick<Applied, 'id'>) =>
	(await database.owner(`select from public.applications where id = $1`, [id])).length === 1;

/** Every row of every table, outside the audit log, that holds a text. */
async function tracesOf(text: string): Promise<readonly string[]> {
	const tables = await database.owner(
		`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind = 'r' and n.nspname in ('public', 'private') and c.relname not in ('audit_log', 'discarded_objects')`
	);
	const found: string[] = [];
	for (const { name } of tables) {
		const [row] = await database.owner(
			`select count(*)::int as n from ${String(name)} t where t::text ilike '%' || $1 || '%'`,
			[text]
		);
		if (Number(row?.['n']) > 0) found.push(String(name));
	}
	return found;
}

/** A grant of a round of its own that was paid, gave everything back and is closed. */
async function closedGrant(round: string): Promise<Applied> {
	const roundId = await copyRound(database, round, 1_000_000);
	await allowPayouts(database, roundId, 3);
	await setPayer(database, people, roundId);
	const application = await accepted(database, people, { round, form: marked });
	await handIn(database, application, { name: `${mark}.pdf`, document: 'other' }).catch(() => undefined);
	await database.call(application.applicant, 'write_message', [
		application.id,
		randomUUID(),
		`Hallo von ${mark}`,
		[]
	]);
	await database.call(people.clerk, 'add_note', [application.id, randomUUID(), `Anruf bei ${mark}`]);
	await pay(database, people, application, 60_000, '2027-01-20');
	const change = randomUUID();
	await notifyChange(database, application, 'cancellation', {}, change);
	await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', mark, 0]);
	await countersign(database, people.decider, change);
	await recordReturn(database, people, application, 60_000);
	await database.call(people.clerk, 'transition_application', [application.id, 'closed']);
	expect(await stateOf(database, application)).toBe('closed');
	return application;
}

describe('what was granted', () => {
	it('is erased after ten years with everything that names it; its figures and the trail stay', async () => {
		const application = await closedGrant('ten-years');
		const { id, roundId } = application;
		const statistics = () => database.call(people.clerk, 'round_statistics', [roundId]);
		const before = await statistics();
		const budget = await database.call(people.clerk, 'round_budget', [roundId]);
		expect(await tracesOf(mark)).toContain('public.messages');
		await database.setClock('2037-01-19T12:00:00+01:00');
		await erase();
		expect(await isThere(application)).toBe(true);
		await database.setClock('2037-01-20T12:00:00+01:00');
		expect(await erase()).toBeGreaterThan(0);
		expect(await isThere(application)).toBe(false);
		expect(await tracesOf(mark)).toEqual([]);
		expect(await tracesOf(id)).toEqual([]);
		expect(await statistics()).toEqual(before);
		const now = await database.call(people.clerk, 'round_budget', [roundId]);
		for (const key of ['requested_cents', 'free_cents', 'approved_cents', 'paid_cents', 'returned_cents'])
			expect([key, now[key]]).toEqual([key, budget[key]]);
		const [entry] = await database.owner(
			`select detail from public.audit_log where action = 'application_erased' and entity_id = $1`,
			[id]
		);
		expect(entry?.['detail']).toMatchObject({
			kind: 'granted',
			state: 'closed',
			rows: { payouts: 1, submissions: 1, letters: expect.any(Number) as number }
		});
		const auditor = await signUpStaff(database, 'auditor');
		expect(await database.call(auditor, 'verify_audit_chain', [])).toMatchObject({ is_intact: true });
		// The order to the bank is part of the books, and names nobody.
		expect(
			await database.owner(`select from public.payment_runs where round_id = $1`, [roundId])
		).toHaveLength(1);
		const objects = await database.call(service, 'claim_discarded_objects', [100]);
		expect(objects).toContainEqual(expect.objectContaining({ bucket: 'letters' }));
		expect(await database.call(service, 'claim_discarded_objects', [100])).toEqual([]);
		const ids = (objects as unknown as Row[]).map(({ id: object }) => object);
		await database.as(service, `select public.settle_discarded_objects($1)`, [ids]);
		expect(await database.owner(`select from private.discarded_objects`)).toEqual([]);
		expect(
			await database.owner(`select from public.audit_log where action = 'objects_erased'`)
		).not.toHaveLength(0);
	});

	it('is erased with its proof of use: receipts, queries and the check', async () => {
		const roundId = await copyRound(database, 'with-a-proof', 1_000_000);
		await allowPayouts(database, roundId, 3);
		await setPayer(database, people, roundId);
		const application = await paidGrant(database, people, 'with-a-proof');
		const { id } = application;
		const submission = await sentProof(database, application, {
			...wholeProof,
			'receipts.rrrrrrr1.payee': `${mark} Markt`
		});
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) });
		await signCheck(database, people.clerk, submission);
		expect(await stateOf(database, application)).toBe('closed');
		const budget = await database.call(people.clerk, 'round_budget', [roundId]);
		expect(await tracesOf(mark)).toContain('public.proof_submissions');
		await database.setClock('2037-10-02T12:00:00+02:00');
		await erase();
		expect(await isThere(application)).toBe(false);
		expect(await tracesOf(mark)).toEqual([]);
		expect(await tracesOf(id)).toEqual([]);
		const now = await database.call(people.clerk, 'round_budget', [roundId]);
		for (const key of ['requested_cents', 'free_cents', 'approved_cents', 'paid_cents', 'returned_cents'])
			expect([key, now[key]]).toEqual([key, budget[key]]);
	});

	it('is deleted by nobody else, nor by anybody before its time', async () => {
		const application = await closedGrant('nobody-else');
		await database.setClock('2047-01-22T12:00:00+01:00');
		for (const table of ['letters', 'payouts', 'submissions', 'decisions', 'bank_accounts', 'status_events'])
			expect((await refusalOf(database.owner(`delete from public.${table}`))).code).toBe('42501');
		for (const person of [people.admin, people.decider, application.applicant]) {
			for (const job of ['erase_due(1)', 'erase_accounts()', 'clear_unfinished_files()'])
				expect((await refusalOf(database.as(person, `select public.${job}`))).code).toBe('42501');
		}
	});
});

describe('a legal hold', () => {
	it('keeps a case whose time is over until it is lifted', async () => {
		const application = await closedGrant('held');
		const { id } = application;
		const hold = (person: Person, reason: string) => database.call(person, 'set_legal_hold', [id, reason]);
		for (const person of [people.clerk, application.applicant])
			expect(await refusalOf(hold(person, 'x'))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(hold(people.decider, ' '))).toMatchObject({ message: 'reason_required' });
		await hold(people.decider, 'Klage beim VG Düsseldorf');
		expect(await refusalOf(hold(people.admin, 'noch eine'))).toMatchObject({ message: 'not_in_state' });
		await database.setClock('2047-01-22T12:00:00+01:00');
		await erase();
		expect(await isThere(application)).toBe(true);
		const told = await database.call(application.applicant, 'ask_for_erasure', []);
		expect(told['applications']).toMatchObject([{ id, why: 'held', due_on: null, asked_on: null }]);
		await erase();
		expect(await isThere(application)).toBe(true);
		await database.call(people.admin, 'lift_legal_hold', [id, 'Rechtskräftig abgewiesen']);
		await erase();
		expect(await isThere(application)).toBe(false);
	});
});

describe('what was refused', () => {
	it('is kept two years, and sixty days where its people ask for deletion', async () => {
		const [kept, asked] = [
			await readyForDecision(database, people.clerk),
			await readyForDecision(database, people.clerk)
		];
		for (const { id } of [kept, asked]) {
			await decide(database, people, id, { outcome: 'rejected', cents: null, reason: 'Zu spät.' });
			await printed(database, id, 'rejected');
		}
		const told = await database.call(asked.applicant, 'my_retention', []);
		expect(told['applications']).toMatchObject([
			{ why: 'refused', due_on: '2029-01-19', asked_on: '2027-03-21' }
		]);
		const answer = await database.call(asked.applicant, 'ask_for_erasure', []);
		expect(answer['applications']).toMatchObject([{ why: 'asked', due_on: '2027-03-21' }]);
		await database.setClock('2027-03-20T12:00:00+01:00');
		await erase();
		expect(await isThere(asked)).toBe(true);
		await database.setClock('2027-03-21T12:00:00+01:00');
		await erase();
		expect([await isThere(asked), await isThere(kept)]).toEqual([false, true]);
		await database.setClock('2029-01-19T12:00:00+01:00');
		await erase();
		expect(await isThere(kept)).toBe(false);
	});

	it('is nothing that runs: whoever asks for deletion then is told that it is kept', async () => {
		const application = await submitted(database);
		const told = await database.call(application.applicant, 'ask_for_erasure', []);
		expect(told['applications']).toMatchObject([{ why: 'running', due_on: null }]);
		await database.setClock('2047-01-22T12:00:00+01:00');
		await erase();
		expect(await isThere(application)).toBe(true);
	});
});

describe('a draft', () => {
	it('is deleted after ninety days, never without a warning two weeks before', async () => {
		const application = await draft(database);
		const others = await warn();
		expect(others).toBe(0);
		await database.setClock('2027-05-20T12:00:00+02:00');
		await erase();
		expect(await isThere(application)).toBe(true);
		expect(await warn()).toBeGreaterThan(0);
		await warn();
		const mails = await database.owner(
			`select from public.notifications where event = 'draft_expiring' and application_id = $1`,
			[application.id]
		);
		expect(mails).toHaveLength(1);
		const told = await database.call(application.applicant, 'my_retention', []);
		expect(told['expiring']).toMatchObject([{ id: application.id, due_on: '2027-06-03' }]);
		await database.setClock('2027-06-02T12:00:00+02:00');
		await erase();
		expect(await isThere(application)).toBe(true);
		await database.setClock('2027-06-03T12:00:00+02:00');
		await erase();
		expect(await isThere(application)).toBe(false);
		expect(await tracesOf(application.id)).toEqual([]);
	});

	it('that is written in again lies still anew, and is warned of anew', async () => {
		const application = await draft(database);
		await database.setClock('2027-05-20T12:00:00+02:00');
		await warn();
		await database.owner(`update public.applications set updated_at = private.now() where id = $1`, [
			application.id
		]);
		await database.setClock('2027-06-10T12:00:00+02:00');
		await erase();
		expect(await isThere(application)).toBe(true);
		await database.setClock('2027-08-10T12:00:00+02:00');
		await warn();
		const mails = await database.owner(
			`select from public.notifications where event = 'draft_expiring' and application_id = $1`,
			[application.id]
		);
		expect(mails).toHaveLength(2);
	});

	it('goes at once with its account where its people ask, unless another owner goes on', async () => {
		const [alone, shared] = [await draft(database), await draft(database)];
		await invite(database, alone.applicant, alone.id, 'somebody-invited@example.org', 'reader');
		const other = await signUp(database);
		await join(database, other, shared.id, 'owner');
		for (const { applicant } of [alone, shared]) await database.call(applicant, 'ask_for_erasure', []);
		await erase();
		expect([await isThere(alone), await isThere(shared)]).toEqual([false, true]);
		expect(await tracesOf('somebody-invited')).toEqual([]);
		await database.as(service, `select public.erase_accounts()`);
		const accounts = await database.owner(`select id from auth.users where id in ($1, $2)`, [
			alone.applicant.id,
			shared.applicant.id
		]);
		expect(accounts).toEqual([]);
		expect(await database.call(other, 'my_retention', [])).toMatchObject({
			applications: [{ id: shared.id }]
		});
	});

	it('stays where the request is taken back', async () => {
		const application = await draft(database);
		await database.call(application.applicant, 'ask_for_erasure', []);
		await database.call(application.applicant, 'take_back_erasure', []);
		await erase();
		await database.as(service, `select public.erase_accounts()`);
		expect(await isThere(application)).toBe(true);
		expect(await refusalOf(database.call(people.clerk, 'ask_for_erasure', []))).toMatchObject({
			message: 'staff_account'
		});
	});
});

describe('a file that was announced and never finished', () => {
	it('is given up after a month, and its parts with it', async () => {
		const application = await draft(database);
		const id = randomUUID();
		await announce(database, application.applicant, application.id, { id });
		const clear = async () => database.as(service, `select public.clear_unfinished_files()`);
		await database.setClock('2027-02-18T12:00:00+01:00');
		await clear();
		const file = () => one(database, `select state, name from public.files where id = $1`, [id]);
		expect(await file()).toMatchObject({ state: 'announced' });
		await database.setClock('2027-02-20T12:00:00+01:00');
		await clear();
		expect(await file()).toEqual({ state: 'removed', name: '' });
		expect(await database.call(service, 'claim_discarded_objects', [100])).toContainEqual(
			expect.objectContaining({ bucket: 'file-parts', path: `${application.id}/${id}/` })
		);
	});
});

describe('how long things are kept', () => {
	it('is set by admins, never below what the law asks for, and read by the office', async () => {
		const set = (person: Person, kind: string, days: number) =>
			database.call(person, 'set_retention_period', [kind, days]);
		for (const person of [people.clerk, people.decider, await signUp(database)])
			expect(await refusalOf(set(person, 'draft', 100))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(set(people.admin, 'granted', 1826))).toMatchObject({
			message: 'period_too_short'
		});
		expect(await refusalOf(set(people.admin, 'nothing', 1826))).toMatchObject({ message: 'payload_invalid' });
		await set(people.admin, 'draft', 91);
		const told = await database.call(people.clerk, 'desk_retention', []);
		expect(told['periods']).toContainEqual({ kind: 'draft', days: 91, least_days: 30 });
		await set(people.admin, 'draft', 90);
		expect(await refusalOf(database.call(await signUp(database), 'desk_retention', []))).toMatchObject({
			message: 'not_allowed'
		});
	});
});
