import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	type Applied,
	ask,
	asked,
	completeForm,
	copyRound,
	draft,
	inAssessment,
	inTime,
	save,
	submit,
	submitted
} from './support/applications.ts';
import { type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
beforeAll(async () => {
	database = await TestDatabase.start();
	clerk = await signUpStaff(database, 'clerk');
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const goals = { kind: 'section', section: 'goals', note: '' };
const question = { kind: 'question', id: 'a1b2c3d4', note: 'Wer schließt den Raum auf?' };
const statutes = { kind: 'document', document: 'statutes', note: 'Alle Seiten.' };
const translation = { kind: 'translation', path: 'format', note: '' };

const checked = async () => {
	const application = await submitted(database);
	await database.call(clerk, 'transition_application', [application.id, 'formal_check', null]);
	return application;
};

const openQuestion = async (application: Applied) => (await clarificationOf(application))['id'];

const answer = async (application: Applied, revision: number, key = randomUUID(), answers?: unknown) => {
	const { id, applicant } = application;
	const question = answers === undefined ? await openQuestion(application) : answers;
	return database.call(applicant, 'submit_application', [id, key, revision, null, question]);
};

const stateOf = async ({ id }: Applied) =>
	(await one(database, `select state from public.applications where id = $1`, [id]))['state'];

const versionsOf = ({ id }: Applied) =>
	database.owner(
		`select version, is_late, snapshot -> 'form' as form from public.submissions where application_id = $1 order by version`,
		[id]
	);

const clarificationOf = ({ id }: Applied) =>
	one(
		database,
		`select * from public.clarifications where application_id = $1 order by asked_at desc limit 1`,
		[id]
	);

describe('asking for what is missing', () => {
	it('keeps the question, tells the applicant why, and waits', async () => {
		const application = await checked();
		const items = [goals, question, statutes, translation];
		const asking = { items, message: ' Bitte noch etwas. ', language: 'tr', german: 'Bitte noch etwas.' };
		const answered = await ask(database, clerk, application.id, asking);
		const kept = await clarificationOf(application);
		expect(answered).toEqual({ clarification_id: kept['id'], state: 'clarification' });
		expect(kept).toMatchObject({
			asked_by: clerk.id,
			items,
			message: 'Bitte noch etwas.',
			message_language: 'tr',
			message_de: 'Bitte noch etwas.',
			answered_at: null,
			closed_at: null
		});
		const events = await database.as(
			application.applicant,
			`select to_state, public_reason from public.status_events where application_id = $1 order by id desc limit 1`,
			[application.id]
		);
		expect(events).toEqual([{ to_state: 'clarification', public_reason: 'Bitte noch etwas.' }]);
		const audit = await one(
			database,
			`select actor_id, detail ->> 'items' as items from public.audit_log
			where entity_id = $1 and action = 'clarification_asked'`,
			[application.id]
		);
		expect(audit).toEqual({ actor_id: clerk.id, items: '4' });
	});

	it('is ended before its day only with a reason, and afterwards without one', async () => {
		const application = await checked();
		await ask(database, clerk, application.id, { dueOn: '2027-02-28' });
		const end = (reason: string | null) =>
			database.call(clerk, 'transition_application', [application.id, 'formal_check', reason]);
		for (const reason of [null, ' '])
			expect(await refusalOf(end(reason))).toMatchObject({ code: 'PT422', message: 'reason_required' });
		await database.setClock('2027-02-28T23:00:00+01:00');
		expect(await refusalOf(end(null))).toMatchObject({ message: 'reason_required' });
		await database.setClock('2027-03-01T00:30:00+01:00');
		expect(await end(null)).toEqual({ state: 'formal_check' });
		await database.setClock(inTime);
		const other = await asked(database, clerk, { dueOn: '2027-02-28' });
		expect(
			await database.call(clerk, 'transition_application', [other.id, 'formal_check', 'Sie hat verzichtet.'])
		).toEqual({ state: 'formal_check' });
	});

	it('is for clerks and deciders without a part in the matter, and says nothing about ids to others', async () => {
		const application = await checked();
		for (const person of [
			application.applicant,
			await signUpStaff(database, 'auditor'),
			await signUpStaff(database, 'admin')
		]) {
			expect(await refusalOf(ask(database, person, application.id))).toMatchObject({
				code: 'PT403',
				message: 'not_allowed'
			});
		}
		expect(await refusalOf(ask(database, clerk, randomUUID()))).toMatchObject({ code: 'PT404' });
		expect(await refusalOf(ask(database, clerk, (await draft(database)).id))).toMatchObject({
			code: 'PT404'
		});
		const neighbour = await signUpStaff(database, 'clerk');
		await join(database, neighbour, application.id, 'reader');
		expect(await refusalOf(ask(database, neighbour, application.id))).toMatchObject({
			code: 'PT409',
			message: 'conflict_of_interest'
		});
		const decider = await signUpStaff(database, 'decider');
		expect(await ask(database, decider, application.id)).toMatchObject({ state: 'clarification' });
	});

	it('is possible from the formal check alone, one question at a time', async () => {
		const [application, assessed] = [await submitted(database), await inAssessment(database, clerk)];
		for (const { id } of [application, assessed])
			expect(await refusalOf(ask(database, clerk, id))).toMatchObject({
				code: 'PT422',
				message: 'transition_not_allowed'
			});
		const other = await asked(database, clerk);
		expect(await refusalOf(ask(database, clerk, other.id))).toMatchObject({
			message: 'transition_not_allowed'
		});
		expect(
			await database.owner(`select 1 from public.clarifications where application_id = $1`, [application.id])
		).toEqual([]);
	});

	it.each([
		['nothing', []],
		['no list', goals],
		['an unknown kind', [{ kind: 'dance', note: '' }]],
		['no kind', [{ section: 'goals', note: '' }]],
		['an unknown section', [{ kind: 'section', section: 'secrets', note: '' }]],
		['no section', [{ kind: 'section', note: '' }]],
		['a document the round does not know', [{ kind: 'document', document: 'passport', note: '' }]],
		['a question without words', [{ ...question, note: ' \u00a0' }]],
		['a question with an odd id', [{ ...question, id: 'A1B2C3D4' }]],
		['a translation of what is no text', [{ ...translation, path: 'iban' }]],
		['a note that is none', [{ ...goals, note: 7 }]],
		['no note', [{ kind: 'section', section: 'goals' }]],
		['a note of 2,001 characters', [{ ...goals, note: 'x'.repeat(2001) }]],
		['more than it says', [{ ...goals, state: 'approved' }]],
		['the same place twice', [question, { ...question, note: 'Und wer zu?' }]],
		['a text among the items', [goals, 'goals']],
		['fifty-one items', Array.from({ length: 51 }, (_, at) => ({ ...question, id: String(10_000_000 + at) }))]
	])('refuses %s', async (_, items) => {
		const application = await checked();
		expect(await refusalOf(ask(database, clerk, application.id, { items }))).toMatchObject({
			code: 'PT422',
			message: 'payload_invalid'
		});
		expect(await stateOf(application)).toBe('formal_check');
	});

	it('knows the documents of the round, and two more', async () => {
		for (const document of ['statutes', 'signed_page', 'other'])
			expect(
				await ask(database, clerk, (await checked()).id, { items: [{ ...statutes, document }] })
			).toMatchObject({ state: 'clarification' });
	});

	it.each([
		['a day that is over', { dueOn: '2027-01-19' }, 'payload_invalid'],
		['a day in two years', { dueOn: '2029-01-20' }, 'payload_invalid'],
		['no day', { dueOn: null }, 'payload_invalid'],
		['no words', { message: ' \n' }, 'reason_required'],
		['words that are missing', { message: null }, 'reason_required'],
		['4,001 characters', { message: 'x'.repeat(4001) }, 'payload_invalid'],
		['a German version of 4,001 characters', { german: 'x'.repeat(4001) }, 'payload_invalid'],
		['a language nobody knows', { language: 'xx' }, 'payload_invalid']
	])('refuses %s', async (_, changes, message) => {
		const application = await checked();
		expect(await refusalOf(ask(database, clerk, application.id, changes))).toMatchObject({
			code: 'PT422',
			message
		});
		expect(
			await database.owner(`select 1 from public.clarifications where application_id = $1`, [application.id])
		).toEqual([]);
	});

	it('counts the days in Duisburg: today is soon enough, even past midnight there', async () => {
		const application = await checked();
		await database.setClock('2027-01-20T23:30:00Z');
		expect((await refusalOf(ask(database, clerk, application.id, { dueOn: '2027-01-20' }))).message).toBe(
			'payload_invalid'
		);
		expect(await ask(database, clerk, application.id, { dueOn: '2027-01-21' })).toMatchObject({
			state: 'clarification'
		});
	});
});

describe('reading what is asked', () => {
	const readBy = (person: Person, id: string | null) => database.call(person, 'read_clarification', [id]);

	it('shows members the open question, and not who asked', async () => {
		const application = await asked(database, clerk, { items: [question] });
		const reader = await signUp(database);
		await join(database, reader, application.id, 'reader');
		for (const person of [application.applicant, reader]) {
			expect(await readBy(person, application.id)).toEqual({
				clarification: {
					id: (await clarificationOf(application))['id'],
					asked_at: '2027-01-20T11:00:00+00:00',
					due_on: '2027-03-31',
					items: [question],
					message: 'Bitte noch etwas.',
					message_language: 'de',
					message_de: null
				},
				answered: null
			});
		}
		await answer(application, 1);
		const [, second] = await database.owner(
			`select sha256 from public.submissions where application_id = $1 order by version`,
			[application.id]
		);
		expect(await readBy(application.applicant, application.id)).toEqual({
			clarification: null,
			answered: {
				clarification_id: (await clarificationOf(application))['id'],
				version: 2,
				received_at: '2027-01-20T11:00:00+00:00',
				sha256: second?.['sha256'],
				is_late: false
			}
		});
	});

	it('shows nothing to strangers, not even whether there is anything, and the whole file to staff', async () => {
		const application = await asked(database, clerk);
		const stranger = await signUp(database);
		for (const id of [application.id, randomUUID(), null])
			expect(await refusalOf(readBy(stranger, id))).toMatchObject({ code: 'PT404', message: 'not_found' });
		expect(await database.as(application.applicant, `select 1 from public.clarifications`)).toEqual([]);
		const auditor = await signUpStaff(database, 'auditor');
		const rows = await database.as(
			auditor,
			`select asked_by from public.clarifications where application_id = $1`,
			[application.id]
		);
		expect(rows).toEqual([{ asked_by: clerk.id }]);
	});
});

describe('reading what was asked before', () => {
	const earlier = (person: Person, id: string | null) =>
		database.call(person, 'read_earlier_clarifications', [id]) as unknown as Promise<
			readonly Record<string, unknown>[]
		>;

	it('gives its people what is over with what was answered, the newest first, and not what is open', async () => {
		const application = await asked(database, clerk, { items: [question, goals] });
		expect(await earlier(application.applicant, application.id)).toEqual([]);
		const written = { 'answers.a1b2c3d4': 'Cem.' };
		await save(database, application.applicant, application.id, 1, written);
		await answer(application, 2);
		await database.setClock('2027-01-22T12:00:00+01:00');
		const second = { kind: 'question', id: 'b2c3d4e5', note: 'Wann?' };
		await ask(database, clerk, application.id, { items: [second], message: 'Noch etwas.' });
		await save(database, application.applicant, application.id, 2, { 'answers.b2c3d4e5': 'Nie gesendet' });
		const [first, ...none] = await earlier(application.applicant, application.id);
		expect(none).toEqual([]);
		expect(first).toMatchObject({
			items: [question, goals],
			message: 'Bitte noch etwas.',
			answers: [{ id: 'a1b2c3d4', text: 'Cem.' }]
		});
		expect(first).not.toHaveProperty('asked_by');
		await database.call(application.applicant, 'withdraw_application', [application.id, null]);
		const reader = await signUp(database);
		await join(database, reader, application.id, 'reader');
		const both = await earlier(reader, application.id);
		expect(both.map(({ message, answered_at, answers }) => [message, answered_at, answers])).toEqual([
			['Noch etwas.', null, []],
			['Bitte noch etwas.', '2027-01-20T11:00:00+00:00', [{ id: 'a1b2c3d4', text: 'Cem.' }]]
		]);
	});

	it('shows nothing to strangers', async () => {
		const application = await asked(database, clerk);
		await answer(application, 1);
		const stranger = await signUp(database);
		for (const id of [application.id, randomUUID(), null])
			expect(await refusalOf(earlier(stranger, id))).toMatchObject({ code: 'PT404', message: 'not_found' });
	});
});

describe('writing while the office waits', () => {
	it('takes changes of what was asked for, and notes who made them', async () => {
		const application = await asked(database, clerk, { items: [goals, question, translation] });
		const changes = { need: 'Genauer.', 'german.format': 'Acht.', 'answers.a1b2c3d4': 'Cem.' };
		expect(await save(database, application.applicant, application.id, 1, changes)).toEqual({
			status: 'saved',
			revision: 2,
			state: 'clarification'
		});
		const row = await one(database, `select form, revision from public.applications where id = $1`, [
			application.id
		]);
		expect(row).toMatchObject({ form: { ...completeForm, ...changes }, revision: 2 });
		const noted = await one(
			database,
			`select paths from public.draft_changes where application_id = $1 and revision = 2`,
			[application.id]
		);
		expect(noted).toEqual({ paths: ['answers.a1b2c3d4', 'german.format', 'need'] });
	});

	it.each([
		['another section', { project_title: 'Anders' }],
		['a row of another section', { 'cost_lines.aaaaaaa1.amount_cents': 1 }],
		['the answer itself where its German was asked for', { format: 'Anders.' }],
		['an answer to another question', { 'answers.zzzzzzzz': 'x' }],
		['a declaration', { 'declared.not_begun': null }],
		['one good and one other field', { need: 'Genauer.', iban: 'DE89370400440532013000' }]
	])('refuses %s and writes nothing', async (_, changes) => {
		const application = await asked(database, clerk, { items: [goals, question, translation] });
		const refusal = await refusalOf(save(database, application.applicant, application.id, 1, changes));
		expect(refusal).toMatchObject({ code: 'PT422', message: 'payload_invalid' });
		const row = await one(database, `select form, revision from public.applications where id = $1`, [
			application.id
		]);
		expect(row).toEqual({ form: completeForm, revision: 1 });
	});

	it('is for those who may write, and merges like a draft', async () => {
		const application = await asked(database, clerk);
		const [reader, editor, stranger] = [
			await signUp(database),
			await signUp(database),
			await signUp(database)
		];
		await join(database, reader, application.id, 'reader');
		await join(database, editor, application.id, 'editor');
		for (const person of [reader, stranger])
			expect(await refusalOf(save(database, person, application.id, 1, { need: 'x' }))).toMatchObject({
				code: 'PT404'
			});
		await save(database, editor, application.id, 1, { need: 'Ihre.' });
		expect(await save(database, application.applicant, application.id, 1, { need: 'Meine.' })).toEqual({
			status: 'moved_on',
			revision: 2,
			fields: { ...completeForm, need: 'Ihre.' }
		});
	});

	it('is over before it begins where nothing was asked for in the form', async () => {
		const application = await checked();
		await database.call(clerk, 'transition_application', [application.id, 'clarification', 'Bitte anrufen.']);
		const refusal = await refusalOf(save(database, application.applicant, application.id, 1, { need: 'x' }));
		expect(refusal).toMatchObject({ code: 'PT409', message: 'already_submitted' });
		const receipt = await answer(application, 1, randomUUID(), null);
		expect(receipt).toMatchObject({ state: 'submitted' });
		expect(await stateOf(application)).toBe('clarification');
		expect(await versionsOf(application)).toHaveLength(1);
	});

	it('shows the lists of staff what was sent until the answer is', async () => {
		const project = { kind: 'section', section: 'project', note: '' };
		const application = await asked(database, clerk, { items: [project] });
		const title = async () =>
			(await one(database, `select title from public.applications where id = $1`, [application.id]))['title'];
		await save(database, application.applicant, application.id, 1, { project_title: 'Neuer Titel' });
		expect(await title()).toBe('Kochen und reden');
		await answer(application, 2);
		expect(await title()).toBe('Neuer Titel');
	});
});

describe('answering', () => {
	it('adds a version, gives the receipt of the first, and hands the case back', async () => {
		const application = await draft(database);
		const receipt = await submit(database, application);
		await database.call(clerk, 'transition_application', [application.id, 'formal_check', null]);
		await ask(database, clerk, application.id, { items: [goals, question, { ...question, id: 'b1b2c3d4' }] });
		const changes = { need: 'Genauer.', 'answers.a1b2c3d4': 'Cem.', 'answers.b1b2c3d4': 'Auch Cem.' };
		await save(database, application.applicant, application.id, 1, changes);
		await database.setClock('2027-03-31T23:00:00+02:00');
		expect(await answer(application, 2)).toEqual(receipt);
		expect(await stateOf(application)).toBe('formal_check');
		expect(await versionsOf(application)).toEqual([
			{ version: 1, is_late: false, form: completeForm },
			{ version: 2, is_late: false, form: { ...completeForm, ...changes } }
		]);
		const moment = new Date('2027-03-31T21:00:00Z');
		expect(await clarificationOf(application)).toMatchObject({
			answered_at: moment,
			closed_at: moment,
			answer: 'Cem.\n\nAuch Cem.'
		});
		const event = await one(
			database,
			`select d.actor_role, e.from_state, e.to_state from public.status_events e
			join public.status_event_details d on d.event_id = e.id
			where e.application_id = $1 order by e.id desc limit 1`,
			[application.id]
		);
		expect(event).toEqual({ actor_role: 'applicant', from_state: 'clarification', to_state: 'formal_check' });
		const audit = await one(
			database,
			`select detail ->> 'version' as version from public.audit_log
			where entity_id = $1 and action = 'clarification_answered'`,
			[application.id]
		);
		expect(audit).toEqual({ version: '2' });
	});

	it('counts once: the same key, another key and the key of the first submission', async () => {
		const application = await draft(database);
		const [first, second] = [randomUUID(), randomUUID()];
		const receipt = await submit(database, application, first);
		await database.call(clerk, 'transition_application', [application.id, 'formal_check', null]);
		await ask(database, clerk, application.id);
		expect(await answer(application, 1, first)).toEqual(receipt);
		expect(await stateOf(application)).toBe('clarification');
		await save(database, application.applicant, application.id, 1, { need: 'Genauer.' });
		expect(await answer(application, 2, first)).toEqual(receipt);
		expect(await versionsOf(application)).toHaveLength(1);
		for (const key of [second, second, first, randomUUID()])
			expect(await answer(application, 2, key)).toEqual(receipt);
		expect(await versionsOf(application)).toHaveLength(2);
		await ask(database, clerk, application.id, { items: [question] });
		expect(await answer(application, 2, second)).toEqual(receipt);
		expect(await stateOf(application)).toBe('clarification');
	});

	it('counts once when two devices answer in the same moment', async () => {
		const application = await asked(database, clerk);
		await save(database, application.applicant, application.id, 1, { need: 'Genauer.' });
		const receipts = await Promise.all([
			answer(application, 2),
			answer(application, 2),
			answer(application, 2)
		]);
		expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
		expect(await versionsOf(application)).toHaveLength(2);
	});

	it('is not what a phone says that was long away and sends the old words with a key of its own', async () => {
		const application = await asked(database, clerk);
		expect(await answer(application, 1, randomUUID(), null)).toMatchObject({
			application_id: application.id
		});
		expect(await stateOf(application)).toBe('clarification');
		expect(await versionsOf(application)).toHaveLength(1);
	});

	it('is no answer to another question than the one it was written for', async () => {
		const application = await asked(database, clerk);
		const first = await openQuestion(application);
		await save(database, application.applicant, application.id, 1, { need: 'Genauer.' });
		await database.call(clerk, 'transition_application', [application.id, 'formal_check', 'Anders gefragt.']);
		await database.setClock('2027-01-20T13:00:00+01:00');
		await ask(database, clerk, application.id, { message: 'Etwas ganz anderes.' });
		for (const question of [first, randomUUID()])
			expect(await answer(application, 2, randomUUID(), question)).toMatchObject({ state: 'submitted' });
		expect(await stateOf(application)).toBe('clarification');
		const read = await database.call(application.applicant, 'read_clarification', [application.id]);
		expect(read).toMatchObject({ clarification: { message: 'Etwas ganz anderes.' }, answered: null });
		expect(await versionsOf(application)).toHaveLength(1);
	});

	it('is told by its own version, also when there were several', async () => {
		const application = await asked(database, clerk);
		await answer(application, 1);
		await database.setClock('2027-01-21T12:00:00+01:00');
		await ask(database, clerk, application.id, { items: [question], dueOn: '2027-01-21' });
		const read = () => database.call(application.applicant, 'read_clarification', [application.id]);
		expect(await read()).toMatchObject({ clarification: { items: [question] }, answered: { version: 2 } });
		await database.setClock('2027-01-22T12:00:00+01:00');
		const last = await openQuestion(application);
		await answer(application, 1);
		expect(await read()).toMatchObject({
			clarification: null,
			answered: { clarification_id: last, version: 3, is_late: true }
		});
	});

	it('may come without a change of the form, when a document was all that was missing', async () => {
		const application = await asked(database, clerk, { items: [statutes] });
		await answer(application, 1);
		expect(await stateOf(application)).toBe('formal_check');
		expect((await versionsOf(application)).map(({ form }) => form)).toEqual([completeForm, completeForm]);
		expect(await clarificationOf(application)).toMatchObject({ answer: null });
	});

	it('is refused for another revision, a foreign key and no key', async () => {
		const application = await asked(database, clerk);
		expect(await refusalOf(answer(application, 2))).toMatchObject({
			code: 'PT409',
			message: 'draft_moved_on'
		});
		const key = randomUUID();
		await submit(database, await draft(database), key);
		expect(await refusalOf(answer(application, 1, key))).toMatchObject({ message: 'payload_invalid' });
		const keyless = database.call(application.applicant, 'submit_application', [
			application.id,
			null,
			1,
			null,
			await openQuestion(application)
		]);
		expect(await refusalOf(keyless)).toMatchObject({ message: 'payload_invalid' });
		expect(await stateOf(application)).toBe('clarification');
	});

	it('is for owners and editors, as sending is', async () => {
		const application = await asked(database, clerk);
		const [reader, editor, stranger] = [
			await signUp(database),
			await signUp(database),
			await signUp(database)
		];
		await join(database, reader, application.id, 'reader');
		await join(database, editor, application.id, 'editor');
		for (const applicant of [reader, stranger, clerk])
			expect(await refusalOf(answer({ ...application, applicant }, 1))).toMatchObject({ code: 'PT404' });
		await answer({ ...application, applicant: editor }, 1);
		expect(await stateOf(application)).toBe('formal_check');
	});

	it('is complete where it may be changed, and no trap where it may not', async () => {
		const application = await asked(database, clerk);
		await save(database, application.applicant, application.id, 1, { need: null });
		const refusal = await refusalOf(answer(application, 2));
		expect(refusal).toMatchObject({ code: 'PT422', message: 'application_incomplete' });
		expect(JSON.parse(refusal.detail ?? '[]')).toEqual([{ path: 'need', code: 'required', params: {} }]);
		await save(database, application.applicant, application.id, 2, { need: 'Wieder da.' });
		// The round grew stricter after this was sent.
		await database.owner(`update public.funding_rounds set cap_cents = 50000 where id = $1`, [
			application.roundId
		]);
		await answer(application, 3);
		await database.owner(`update public.funding_rounds set cap_cents = 250000 where id = $1`, [
			application.roundId
		]);
		expect(await stateOf(application)).toBe('formal_check');
	});

	it('is taken after its day, marked as late, after the deadline and in an archived round', async () => {
		await copyRound(database, 'archived-meanwhile', 5800000);
		const application = await asked(database, clerk, {}, 'archived-meanwhile');
		await database.owner(`update public.funding_rounds set status = 'archived' where id = $1`, [
			application.roundId
		]);
		await database.setClock('2027-04-01T00:00:01+02:00');
		await save(database, application.applicant, application.id, 1, { need: 'Spät.' });
		expect(await answer(application, 2)).toMatchObject({ is_late: false });
		expect((await versionsOf(application)).map((version) => version['is_late'])).toEqual([false, true]);
		const row = await one(database, `select is_late from public.applications where id = $1`, [
			application.id
		]);
		expect(row).toEqual({ is_late: false });
	});

	it('is over once staff go on or the applicant withdraws, and its unsent words stay unsent', async () => {
		const withdrawn = await asked(database, clerk);
		await database.call(withdrawn.applicant, 'withdraw_application', [withdrawn.id, null]);
		expect((await clarificationOf(withdrawn))['closed_at']).not.toBeNull();
		expect(
			await refusalOf(save(database, withdrawn.applicant, withdrawn.id, 1, { need: 'x' }))
		).toMatchObject({
			message: 'already_submitted'
		});

		const application = await asked(database, clerk);
		await save(database, application.applicant, application.id, 1, { need: 'Nie gesendet.' });
		await database.call(clerk, 'transition_application', [
			application.id,
			'formal_check',
			'Am Telefon geklärt.'
		]);
		expect(await clarificationOf(application)).toMatchObject({ answered_at: null });
		await ask(database, clerk, application.id, { items: [question] });
		await save(database, application.applicant, application.id, 2, { 'answers.a1b2c3d4': 'Cem.' });
		await answer(application, 3);
		expect((await versionsOf(application))[1]?.['form']).toEqual({
			...completeForm,
			'answers.a1b2c3d4': 'Cem.'
		});
	});
});

describe('what was asked and answered', () => {
	it('is not rewritten, even by the owner of the tables and the service key', async () => {
		const application = await asked(database, clerk);
		for (const change of [
			`update public.clarifications set due_on = '2099-01-01' where application_id = '${application.id}'`,
			`update public.clarifications set items = '[{"kind": "section", "section": "costs", "note": ""}]'`,
			`delete from public.clarifications`,
			`truncate public.clarifications`,
			`update public.applications set title = 'x' where id = '${application.id}'`,
			`update public.applications set requested_cents = 1 where id = '${application.id}'`,
			`update public.applications set submitted_at = now() where id = '${application.id}'`
		]) {
			expect((await refusalOf(database.owner(change))).code, change).toBe('42501');
			expect((await refusalOf(database.as(service, change))).code, change).toBe('42501');
		}
		await answer(application, 1);
		for (const change of [
			`update public.clarifications set answer = 'x' where application_id = '${application.id}'`,
			`update public.clarifications set closed_at = null where application_id = '${application.id}'`,
			`update public.applications set form = '{}' where id = '${application.id}'`
		])
			expect((await refusalOf(database.owner(change))).code, change).toBe('42501');
	});

	it('has one open question and each version once, whatever a function forgets', async () => {
		const application = await asked(database, clerk);
		const again = database.owner(
			`insert into public.clarifications (application_id, asked_by, asked_at, due_on, items, message, message_language)
			select application_id, asked_by, asked_at, due_on, items, message, message_language
			from public.clarifications where application_id = $1`,
			[application.id]
		);
		expect((await refusalOf(again)).code).toBe('23505');
		const twice = database.owner(
			`insert into public.submissions (application_id, version, idempotency_key, user_id, snapshot, sha256, received_at, is_late)
			select application_id, version, gen_random_uuid(), user_id, snapshot, sha256, received_at, is_late
			from public.submissions where application_id = $1`,
			[application.id]
		);
		expect((await refusalOf(twice)).code).toBe('23505');
	});
});
