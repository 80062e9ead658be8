import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyRound, inTime } from './support/applications.ts';
import { anonymous, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	notifyChange,
	office,
	type Office,
	order,
	pay,
	recordReturn,
	release,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { letterOf } from './support/letters.ts';
import { one, signUp, signUpStaff } from './support/people.ts';
import {
	cut,
	dueOn,
	judge,
	lastVersion,
	paidGrant,
	receipt,
	report,
	saveProof,
	sendProof,
	sentProof,
	signCheck,
	whenOver,
	whole,
	wholeProof
} from './support/proofs.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'proofs';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const accepting = { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) };
const mailsOf = async (application: string) =>
	(
		await database.owner(`select event from public.notifications where application_id = $1`, [application])
	).map(({ event }) => event);
const messageOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt)).message;

describe('a proof that was sent', () => {
	it('waits on the desk until it is checked', async () => {
		const application = await paidGrant(database, people, round);
		const waiting = async () => {
			const { proofs } = await database.call(people.clerk, 'desk_payments', [roundId]);
			return (proofs as Row[]).filter(({ application_id }) => application_id === application.id);
		};
		expect(await waiting()).toEqual([]);
		const version = await sentProof(database, application);
		expect(await waiting()).toMatchObject([{ reference_number: expect.stringContaining('KOFEI') }]);
		await judge(database, people.clerk, version, accepting);
		await signCheck(database, people.clerk, version);
		expect(await waiting()).toEqual([]);
	});
});

describe('writing a proof', () => {
	it('begins with the accepted grant, in parts that never overwrite each other', async () => {
		const application = await accepted(database, people, { round });
		expect(await saveProof(database, application, 0, receipt('rrrrrrr1', 5_000))).toEqual({
			status: 'saved',
			revision: 1,
			state: 'draft'
		});
		expect(await saveProof(database, application, 0, receipt('rrrrrrr2', 7_000))).toMatchObject({
			status: 'moved_on',
			revision: 1
		});
		await saveProof(database, application, 1, {
			...receipt('rrrrrrr2', 7_000),
			'receipts.rrrrrrr1.payee': null
		});
		const { fields, facts } = await database.call(application.applicant, 'read_proof', [application.id]);
		expect(fields).toMatchObject({ 'receipts.rrrrrrr2.amount_cents': 7_000 });
		expect(fields).not.toHaveProperty(['receipts.rrrrrrr1.payee']);
		expect(facts).toMatchObject({ amount_cents: 100_000, due_on: dueOn, planned_income_cents: 20_000 });
	});

	it('is measured by the round as it was on the day of the grant, like the letter that announced it', async () => {
		const name = 'measured-as-then';
		const own = await copyRound(database, name, 1_000_000);
		await allowPayouts(database, own, 5);
		await setPayer(database, people, own);
		const application = await accepted(database, people, { round: name });
		const promised = { tolerance_percent: 20, need_months: 2 };
		expect((await letterOf(database, application.id, 'approved'))['facts']).toMatchObject({
			...promised,
			proof_due_on: dueOn
		});
		const changed = {
			proof_days: 3,
			tolerance_percent: 0,
			financing: 'fixed',
			sample_percent: 100,
			proof_remind_days: 0
		};
		await database.owner(
			`update public.funding_rounds set settings = jsonb_set(settings, '{grant}', settings -> 'grant' || $2) where id = $1`,
			[own, changed]
		);
		const later = await accepted(database, people, { round: name });
		const factsOf = async ({ id, applicant }: typeof later) =>
			(await database.call(applicant, 'read_proof', [id]))['facts'];
		expect(await factsOf(later)).toMatchObject({ tolerance_percent: 0, financing: 'fixed' });
		// Three days on is a Sunday, and a holiday besides.
		expect(await factsOf(later)).toMatchObject({ due_on: '2027-10-04' });
		expect((await letterOf(database, later.id, 'approved'))['facts']).toMatchObject({
			proof_due_on: '2027-10-04',
			tolerance_percent: 0
		});
		expect(await factsOf(application)).toMatchObject({
			due_on: dueOn,
			tolerance_percent: 20,
			financing: 'shortfall'
		});
		await pay(database, people, application, 100_000, '2027-01-20');
		await saveProof(database, application, 0, wholeProof);
		await sendProof(database, application);
		expect((await database.call(people.clerk, 'case_proof', [application.id]))['sample']).toHaveLength(1);
	});

	it('refuses what no proof has', async () => {
		const application = await accepted(database, people, { round });
		for (const changes of [
			{ 'receipts.short.payee': 'x' },
			{ 'receipts.rrrrrrr1.state': 'accepted' },
			{ requested_cents: 5 },
			{ 'report.done': { nested: true } },
			{ 'answers.aaaaaaa1': 'x'.repeat(2001) }
		])
			expect
				.soft(await messageOf(saveProof(database, application, 0, changes)), JSON.stringify(changes))
				.toBe('payload_invalid');
	});

	it('is for the people of the grant alone', async () => {
		const application = await accepted(database, people, { round });
		await saveProof(database, application, 0, report);
		const stranger = await signUp(database);
		const theirs = { ...application, applicant: stranger };
		expect(await messageOf(saveProof(database, theirs, 1, report))).toBe('not_found');
		expect(await messageOf(sendProof(database, theirs))).toBe('not_found');
		expect(await messageOf(database.call(stranger, 'read_proof', [application.id]))).toBe('not_found');
		expect((await refusalOf(database.call(anonymous, 'read_proof', [application.id]))).code).toBe('42501');
		for (const person of [stranger, people.clerk])
			expect(
				await database.as(person, 'select from public.proofs where application_id = $1', [application.id])
			).toEqual([]);
		const forged = database.as(application.applicant, `update public.proofs set form = '{}'`, []);
		expect((await refusalOf(forged)).code).toBe('42501');
	});
});

describe('sending a proof', () => {
	it('gives a receipt with the fingerprint of what was sent, once per key', async () => {
		const application = await paidGrant(database, people, round);
		await database.setClock(whenOver);
		await saveProof(database, application, 0, wholeProof);
		const key = randomUUID();
		const receipts = await Promise.all([1, 2].map(() => sendProof(database, application, { key })));
		expect(receipts[1]).toEqual(receipts[0]);
		const { snapshot, sha256 } = await one(
			database,
			'select snapshot::text, sha256 from public.proof_submissions where application_id = $1',
			[application.id]
		);
		expect(sha256).toBe(createHash('sha256').update(String(snapshot)).digest('hex'));
		expect(receipts[0]).toMatchObject({ sha256, is_late: false, state: 'submitted' });
		expect(await stateOf(database, application)).toBe('report_submitted');
		expect(await messageOf(saveProof(database, application, 1, { 'report.done': 'anders' }))).toBe(
			'already_submitted'
		);
		const changed = database.owner(`update public.proof_submissions set is_late = true`, []);
		expect((await refusalOf(changed)).code).toBe('42501');
	});

	it('is taken late, and marked', async () => {
		const application = await paidGrant(database, people, round);
		await database.setClock('2027-11-26T00:30:00+01:00');
		await saveProof(database, application, 0, wholeProof);
		expect(await sendProof(database, application)).toMatchObject({ is_late: true });
	});

	it('waits until something was paid', async () => {
		const application = await accepted(database, people, { round });
		await saveProof(database, application, 0, wholeProof);
		expect(await messageOf(sendProof(database, application))).toBe('not_in_state');
	});

	it('says what is missing, and refuses nothing that is only odd', async () => {
		const application = await paidGrant(database, people, round);
		const odd = receipt('rrrrrrr3', 999_999_99, {
			invoice_on: '2020-01-01',
			currency: 'TRY',
			foreign_cents: 5
		});
		const broken = { 'receipts.rrrrrrr4.amount_cents': '12,', 'receipts.rrrrrrr4.line': 'zzzzzzz9' };
		await saveProof(database, application, 0, { ...odd, ...broken });
		const refusal = await refusalOf(sendProof(database, application));
		expect(refusal.message).toBe('application_incomplete');
		const paths = JSON.parse(refusal.detail ?? '[]').map(
			({ path, code }: Record<string, string>) => `${path} ${code}`
		);
		expect(paths).toEqual([
			'receipts.rrrrrrr4.amount_cents not_an_amount',
			'receipts.rrrrrrr4.invoice_on required',
			'receipts.rrrrrrr4.line unknown_choice',
			'receipts.rrrrrrr4.paid_by required',
			'receipts.rrrrrrr4.paid_on required',
			'receipts.rrrrrrr4.payee required',
			'receipts.rrrrrrr4.purpose required',
			'report.declared declaration_missing',
			'report.done required',
			'report.participants required',
			'report.signed_name required'
		]);
	});
});

describe('checking', () => {
	it('closes a case with one signature where nothing is cut and nothing claimed', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		expect(await messageOf(signCheck(database, people.clerk, submission))).toBe('receipts_open');
		await judge(database, people.clerk, submission, accepting);
		expect(await signCheck(database, people.clerk, submission)).toEqual({ needs_second: false });
		expect(await stateOf(database, application)).toBe('closed');
		expect(await letterOf(database, application.id, 'proof_checked')).toMatchObject({
			facts: { amount_cents: 100_000, accepted_cents: 120_000, claim_cents: 0, receipt_cuts: [] }
		});
		expect(await messageOf(judge(database, people.clerk, submission, accepting))).toBe('not_in_state');
	});

	it('takes two people to cut; the money is claimed, and free once it is back', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		const { free_cents: before } = await database.call(people.clerk, 'round_budget', [roundId]);
		await judge(database, people.clerk, submission, { ...accepting, rrrrrrr2: cut(25_000) });
		const sign = (wish: object) => signCheck(database, people.clerk, submission, wish);
		expect(await messageOf(sign({}))).toBe('reason_required');
		expect(await messageOf(sign({ reason: 'Siehe Beleg.' }))).toBe('payload_invalid');
		expect(await messageOf(sign({ reason: 'Siehe Beleg.', due: '2027-09-30' }))).toBe('due_day_past');
		expect(await sign({ reason: 'Siehe Beleg.', due: '2027-11-30' })).toEqual({ needs_second: true });
		expect(await stateOf(database, application)).toBe('report_submitted');
		const second = (person = people.decider) => countersign(database, person, submission);
		expect(await messageOf(second(people.clerk))).toBe('not_allowed');
		expect(await messageOf(judge(database, people.decider, submission, accepting))).toBe('already_decided');
		const forged = database.owner(
			'update public.proof_checks set concluded_at = now() where submission_id = $1',
			[submission]
		);
		expect((await refusalOf(forged)).code).toBe('42501');
		await second();
		expect(await stateOf(database, application)).toBe('recovery');
		const claim = await one(
			database,
			'select id, amount_cents::int, cause, due_on::text from public.recoveries where application_id = $1',
			[application.id]
		);
		expect(claim).toMatchObject({ amount_cents: 15_000, cause: 'not_for_purpose', due_on: '2027-11-30' });
		expect(await letterOf(database, application.id, 'recovery')).toMatchObject({
			facts: { amount_cents: 15_000 }
		});
		expect(await letterOf(database, application.id, 'proof_checked')).toMatchObject({
			facts: { amount_cents: 85_000, receipt_cuts: [{ accepted_cents: 25_000, amount_cents: 40_000 }] }
		});
		const close = () => database.call(people.clerk, 'transition_application', [application.id, 'closed']);
		expect(await messageOf(close())).toBe('claim_open');
		await recordReturn(database, people, application, 15_000, {
			on: '2027-10-01',
			recovery: String(claim['id'])
		});
		await close();
		const { free_cents: after } = await database.call(people.clerk, 'round_budget', [roundId]);
		expect(Number(after) - Number(before)).toBe(15_000);
	});

	it('frees what was promised and will never be asked for', async () => {
		await database.setClock(inTime);
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-01T12:00:00+01:00');
		await pay(database, people, application, 60_000, '2027-03-01');
		const { free_cents: before } = await database.call(people.clerk, 'round_budget', [roundId]);
		const submission = await sentProof(database, application, { ...report, ...receipt('rrrrrrr1', 80_000) });
		await judge(database, people.clerk, submission, { rrrrrrr1: whole(80_000) });
		await signCheck(database, people.clerk, submission);
		const { free_cents: after } = await database.call(people.clerk, 'round_budget', [roundId]);
		expect(Number(after) - Number(before)).toBe(40_000);
	});

	it('is signed second by somebody else, and not over another sum than was signed first', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application, { ...report, ...receipt('rrrrrrr1', 70_000) });
		await judge(database, people.decider, submission, { rrrrrrr1: whole(70_000) });
		await signCheck(database, people.decider, submission, { reason: 'Weniger Ausgaben.', due: '2027-11-30' });
		const second = (person = people.decider) => countersign(database, person, submission);
		expect(await messageOf(second())).toBe('same_person');
		const other = await signUpStaff(database, 'decider');
		await recordReturn(database, people, application, 10_000, { on: '2027-10-01' });
		expect(await messageOf(second(other))).toBe('case_moved_on');
		await database.call(people.clerk, 'unsign_proof_check', [submission]);
		await signCheck(database, people.clerk, submission, { reason: 'Weniger Ausgaben.', due: '2027-11-30' });
		await second(other);
		const claims = await database.owner(
			'select amount_cents::int, cause from public.recoveries where application_id = $1',
			[application.id]
		);
		// 700 accepted less 200 of their own leave 500 of the grant; 1,000 were paid and 100 are back.
		expect(claims).toEqual([{ amount_cents: 40_000, cause: 'unspent' }]);
	});

	it('refuses judgements that are none', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		for (const judgements of [
			{ rrrrrrr1: { accepted_cents: 80_001, reason: 'zu viel' } },
			{ rrrrrrr1: { accepted_cents: 79_999, reason: null } },
			{ rrrrrrr1: { accepted_cents: 80_000, reason: 'ohne Kürzung' } },
			{ rrrrrrr1: { accepted_cents: -1, reason: 'x' } },
			{ rrrrrrr1: { accepted_cents: 1, reason: '  ' } },
			{ rrrrrrr9: whole(1) },
			{ rrrrrrr1: { accepted_cents: 80_000, reason: null, more: 1 } },
			[]
		])
			expect
				.soft(
					await messageOf(judge(database, people.clerk, submission, judgements)),
					JSON.stringify(judgements)
				)
				.toBe('payload_invalid');
	});

	it('is for those of the office who may act, and on the page that was read', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		for (const person of [application.applicant, people.admin])
			expect(await messageOf(judge(database, person, submission, accepting))).toBe('not_allowed');
		expect(await messageOf(database.call(application.applicant, 'case_proof', [application.id]))).toBe(
			'not_allowed'
		);
		await judge(database, people.clerk, submission, accepting, { seen: 0 });
		expect(await messageOf(judge(database, people.decider, submission, accepting, { seen: 0 }))).toBe(
			'case_moved_on'
		);
		await database.call(people.decider, 'declare_conflict', [application.id, 'Verwandt.']);
		expect(await messageOf(judge(database, people.decider, submission, accepting))).toBe(
			'conflict_of_interest'
		);
		const seen = await database.as(application.applicant, 'select from public.proof_checks', []);
		expect(seen).toEqual([]);
	});

	it('draws the same sample every time, and asks for no more than that', async () => {
		const application = await paidGrant(database, people, round);
		const many = Array.from({ length: 12 }, (_, at) => receipt(`rrrrrr${10 + at}`, 10_000, { position: at }));
		const submission = await sentProof(database, application, Object.assign({}, report, ...many));
		const { sample } = await database.call(people.clerk, 'case_proof', [application.id]);
		expect(sample).toHaveLength(3);
		expect((await database.call(people.decider, 'case_proof', [application.id]))['sample']).toEqual(sample);
		const judgements = Object.fromEntries((sample as string[]).map((id) => [id, whole(10_000)]));
		await judge(database, people.clerk, submission, judgements, { scope: 'sample' });
		expect(await signCheck(database, people.clerk, submission)).toEqual({ needs_second: false });
	});

	it('waits for a change that is open and a payment that is under way', async () => {
		const application = await accepted(database, people, { round });
		await database.setClock('2027-03-02T12:00:00+01:00');
		const first = await requestPayout(database, application, 50_000);
		await release(database, people, first);
		const run = await order(database, people, roundId, { on: '2027-03-02' });
		await settleRun(database, people.clerk, run, '2027-03-02');
		const second = await requestPayout(database, application, 50_000);
		await release(database, people, second);
		const next = await order(database, people, roundId, { on: '2027-03-02' });
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, accepting);
		expect(await messageOf(signCheck(database, people.clerk, submission))).toBe('payment_under_way');
		await settleRun(database, people.clerk, next, '2027-10-01');
		expect(await signCheck(database, people.clerk, submission)).toEqual({ needs_second: false });

		const changing = await paidGrant(database, people, round);
		await notifyChange(database, changing, 'purpose');
		const sent = await sentProof(database, changing);
		await judge(database, people.clerk, sent, accepting);
		expect(await messageOf(signCheck(database, people.clerk, sent))).toBe('change_open');
	});

	it('cannot be gone around by the general steps of a case', async () => {
		const application = await paidGrant(database, people, round);
		await sentProof(database, application);
		for (const to of ['report_checked', 'report_clarification', 'closed', 'recovery'])
			expect(
				await messageOf(database.call(people.decider, 'transition_application', [application.id, to, 'x']))
			).toBe('transition_not_allowed');
	});
});

describe('asking back', () => {
	const items = [
		{ kind: 'section', section: 'receipts.rrrrrrr1', note: 'Bitte das Datum prüfen.' },
		{ kind: 'question', id: 'qqqqqqq1', note: 'Wofür war das?' }
	];
	const ask = (submission: string, wish: object = items, due = '2027-10-15') =>
		database.call(people.clerk, 'ask_about_proof', [
			submission,
			JSON.stringify(wish),
			due,
			'Bitte ergänzen.'
		]);

	it('opens what was asked for and nothing else; the answer is another version', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, accepting);
		await ask(submission);
		expect(await stateOf(database, application)).toBe('report_clarification');
		const { clarification } = await database.call(application.applicant, 'read_proof', [application.id]);
		const { id } = Object(clarification);
		expect(await messageOf(saveProof(database, application, 1, { 'receipts.rrrrrrr2.payee': 'x' }))).toBe(
			'payload_invalid'
		);
		await saveProof(database, application, 1, {
			'receipts.rrrrrrr1.invoice_on': '2027-05-11',
			'answers.qqqqqqq1': 'Für den Abend im Mai.'
		});
		// A key of before, or no query named: nothing is sent anew.
		await sendProof(database, application, { revision: 2 });
		expect(await stateOf(database, application)).toBe('report_clarification');
		await database.owner(`delete from public.notifications where application_id = $1`, [application.id]);
		await sendProof(database, application, { revision: 2, answers: id });
		expect(await mailsOf(application.id)).toEqual(['state_report_submitted']);
		expect(await stateOf(database, application)).toBe('report_submitted');
		const version = await one(
			database,
			`select version, snapshot -> 'form' as form from public.proof_submissions where id = $1`,
			[await lastVersion(database, application)]
		);
		expect(version).toMatchObject({
			version: 2,
			form: { ...wholeProof, 'receipts.rrrrrrr1.invoice_on': '2027-05-11' }
		});
		expect(await messageOf(judge(database, people.clerk, submission, accepting))).toBe('not_in_state');
	});

	it('can be ended by the office, and leaves what was sent', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await ask(submission, [{ kind: 'section', section: 'report', note: '' }]);
		await saveProof(database, application, 1, { 'report.done': 'Nie gesendet.' });
		await database.owner(`delete from public.notifications where application_id = $1`, [application.id]);
		await database.call(people.clerk, 'end_proof_query', [application.id]);
		expect(await mailsOf(application.id), 'nothing has arrived').toEqual(['proof_query_ended']);
		expect(await lastVersion(database, application)).toBe(submission);
		expect(await messageOf(saveProof(database, application, 2, { 'report.done': 'x' }))).toBe(
			'already_submitted'
		);
	});

	it('refuses to ask for what a proof does not have', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		for (const wish of [
			[],
			[{ kind: 'section', section: 'requested_cents', note: '' }],
			[{ kind: 'section', section: 'receipts.rrrrrrr9', note: '' }],
			[{ kind: 'question', id: 'qqqqqqq1', note: ' ' }],
			[items[0], items[0]],
			[{ kind: 'document', document: 'other', note: '' }]
		])
			expect.soft(await messageOf(ask(submission, wish)), JSON.stringify(wish)).toBe('payload_invalid');
	});
});

describe('pictures', () => {
	const announce = (
		id: string,
		document: string,
		person = {} as Parameters<typeof database.call>[0],
		file = randomUUID()
	) => database.call(person, 'announce_file', [id, file, document, 'beleg.jpg', 1000, 'a'.repeat(64), null]);

	it('are taken from the accepted grant until the check, in a room of their own', async () => {
		const application = await accepted(database, people, { round });
		const { id, applicant } = application;
		await announce(id, 'receipt_rrrrrrr1', applicant);
		await announce(id, 'report_photo', applicant);
		expect(await messageOf(announce(id, 'receipt_x', applicant))).toBe('not_in_state');
		expect(await messageOf(announce(id, 'statutes', applicant))).toBe('not_in_state');
	});

	it('of one that is sent cannot be taken away', async () => {
		const application = await paidGrant(database, people, round);
		const file = randomUUID();
		const { id, applicant } = application;
		await announce(id, 'receipt_rrrrrrr1', applicant, file);
		await database.owner(
			`update public.files set state = 'complete', received_bytes = 1000, storage_path = $2, media_type = 'image/jpeg',
				completed_at = private.now() where id = $1`,
			[file, `${id}/${file}/x`]
		);
		await sentProof(database, application);
		expect(await messageOf(database.call(applicant, 'remove_file', [file]))).toBe('not_in_state');
		const { pictures } = await database.call(people.clerk, 'case_proof', [id]);
		expect(pictures).toMatchObject([{ id: file, document: 'receipt_rrrrrrr1', also_in: [] }]);
	});
});

describe('the days of a proof', () => {
	it('are said when the project is over, before the day, and when it is long past', async () => {
		const application = await paidGrant(database, people, round);
		const remind = async (day: string) => {
			await database.setClock(`${day}T12:00:00+02:00`);
			await database.call({ id: null, role: 'service_role' }, 'queue_reminders', []);
			const rows = await database.owner(
				`select distinct event from public.notifications where application_id = $1
					and (event like 'proof%' or event = 'state_report_due') order by event`,
				[application.id]
			);
			return rows.map(({ event }) => event);
		};
		expect(await remind('2027-09-30')).toEqual([]);
		expect(await remind('2027-10-01')).toEqual(['state_report_due']);
		expect(await stateOf(database, application)).toBe('report_due');
		expect(await remind('2027-11-10')).toEqual(['state_report_due']);
		expect(await remind('2027-11-11')).toEqual(['proof_reminder', 'state_report_due']);
		expect(await remind('2027-12-02')).toEqual(['proof_reminder', 'state_report_due']);
		expect(await remind('2027-12-03')).toEqual(['proof_overdue', 'proof_reminder', 'state_report_due']);
	});

	it('are said anew for a period that was made longer after the reminder', async () => {
		const application = await paidGrant(database, people, round);
		const told = async (day: string) => {
			await database.setClock(`${day}T12:00:00+01:00`);
			for (let times = 0; times < 2; times++)
				await database.call({ id: null, role: 'service_role' }, 'queue_reminders', []);
			expect(await database.call({ id: null, role: 'service_role' }, 'queue_reminders', [])).toBe(0);
			const rows = await database.owner(
				`select event from public.notifications where application_id = $1 and event like 'proof%' order by event`,
				[application.id]
			);
			return rows.map(({ event }) => event);
		};
		await told('2027-10-01');
		expect(await told('2027-11-11')).toEqual(['proof_reminder']);
		const change = randomUUID();
		await notifyChange(
			database,
			application,
			'period',
			{ period_from: '2027-04-01', period_until: '2027-10-31' },
			change
		);
		await signFirst(database, people.clerk, 'propose_change', [change, 'agreed', null, null]);
		// Due on 27 December, the first working day after Christmas, instead of 25 November.
		expect(await told('2027-12-12')).toEqual(['proof_reminder']);
		expect(await told('2027-12-13')).toEqual(['proof_reminder', 'proof_reminder']);
		expect(await told('2028-01-04')).toEqual(['proof_overdue', 'proof_reminder', 'proof_reminder']);
	});

	it('are said of what the office asked about it as well, once, unless it asked for it at once', async () => {
		for (const [due, days, reminded] of [
			['2027-11-10', ['2027-11-06', '2027-11-07', '2027-11-08', '2027-11-10'], [0, 1, 1, 1]],
			['2027-11-06', ['2027-11-04', '2027-11-06'], [0, 0]]
		] as const) {
			await database.setClock('2027-11-01T12:00:00+01:00');
			const application = await paidGrant(database, people, round);
			const submission = await sentProof(database, application);
			await database.setClock('2027-11-01T12:00:00+01:00');
			const items = JSON.stringify([{ kind: 'section', section: 'report', note: 'Bitte genauer.' }]);
			await database.call(people.clerk, 'ask_about_proof', [
				submission,
				items,
				due,
				'Bitte.',
				null,
				null,
				null
			]);
			const counts: number[] = [];
			for (const day of days) {
				await database.setClock(`${day}T12:00:00+01:00`);
				for (let times = 0; times < 2; times++)
					await database.call({ id: null, role: 'service_role' }, 'queue_reminders', []);
				expect(await database.call({ id: null, role: 'service_role' }, 'queue_reminders', [])).toBe(0);
				const rows = await database.owner(
					`select from public.notifications where application_id = $1 and event = 'reminder'`,
					[application.id]
				);
				counts.push(rows.length);
			}
			expect(counts, due).toEqual(reminded);
		}
	});
});
