import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, draft, inTime, readyForDecision, submitted } from './support/applications.ts';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { announce, handIn } from './support/files.ts';
import { invited } from './support/invitations.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let ours: Applied;

beforeAll(async () => {
	database = await TestDatabase.start();
	clerk = await signUpStaff(database, 'clerk');
});
afterAll(() => database.stop());
beforeEach(async () => {
	await database.setClock(inTime);
	ours = await submitted(database);
});

/** The clock of the tests stands still, and messages of the same moment have no order. */
const laterThatDay = '2027-01-20T15:00:00+01:00';
const codeOf = async (attempt: Promise<unknown>) => {
	const { code, message } = await refusalOf(attempt);
	return `${code} ${message}`;
};
const write = (
	person: Person,
	text: unknown,
	{ application = ours.id, id = randomUUID(), files = [] as string[] } = {}
) => database.call(person, 'write_message', [application, id, text, files]);
const answer = (person: Person, text: string, application = ours.id, id = randomUUID()) =>
	database.call(person, 'write_office_message', [application, id, text]);
const read = async (person: Person, application = ours.id) =>
	(await database.call(person, 'read_messages', [application])) as unknown as {
		may_write: boolean;
		messages: readonly {
			text: string;
			is_from_office: boolean;
			is_mine: boolean;
			is_read: boolean;
			files: unknown[];
		}[];
	};

describe('a message', () => {
	it('goes to the office and back, each unread until the other side has looked', async () => {
		await write(ours.applicant, '  Dürfen wir früher anfangen? ');
		await database.setClock(laterThatDay);
		await answer(clerk, 'Leider nein.');
		expect((await read(ours.applicant)).messages).toMatchObject([
			{ text: 'Dürfen wir früher anfangen?', is_from_office: false, is_mine: true, is_read: false },
			{ text: 'Leider nein.', is_from_office: true, is_mine: false, is_read: false }
		]);
		await database.call(ours.applicant, 'note_messages_read', [ours.id]);
		expect((await read(ours.applicant)).messages.map(({ is_read }) => is_read)).toEqual([false, true]);
		await database.call(clerk, 'note_messages_read', [ours.id]);
		expect((await read(ours.applicant)).messages.map(({ is_read }) => is_read)).toEqual([true, true]);
		const deeds = await database.owner(
			`select actor_role from public.audit_log where action = 'message_written' and detail ->> 'application_id' = $1 order by id`,
			[ours.id]
		);
		expect(deeds.map(({ actor_role }) => actor_role)).toEqual(['applicant', 'clerk']);
	});

	it('of the office is announced by mail to the applicants', async () => {
		await database.owner(`delete from public.notifications`);
		const events = () =>
			database.owner(`select event from public.notifications where application_id = $1`, [ours.id]);
		const id = randomUUID();
		await answer(clerk, 'Guten Tag.', ours.id, id);
		await answer(clerk, 'Guten Tag.', ours.id, id);
		expect(await events()).toEqual([{ event: 'message' }]);
	});

	it('of the applicants is mailed to the office, once while it lies there unread', async () => {
		await database.owner(`delete from public.notifications`);
		const mails = () =>
			database.owner(
				`select n.email, n.recipient_id from public.notifications n
				where n.application_id = $1 and n.event = 'office_message' order by n.created_at`,
				[ours.id]
			);
		const { email } = await one(
			database,
			`select contact ->> 'email' as email from public.funding_rounds where id = $1`,
			[ours.roundId]
		);
		await write(ours.applicant, 'Hallo.');
		await write(ours.applicant, 'Noch etwas.');
		const toOffice = { email, recipient_id: null };
		expect(await mails()).toEqual([toOffice]);

		await database.call(clerk, 'assign_cases', [JSON.stringify([{ id: ours.id, was: null }]), clerk.id]);
		await write(ours.applicant, 'Und noch etwas.');
		await write(ours.applicant, 'Das war es.');
		const toClerk = { email: null, recipient_id: clerk.id };
		expect(await mails()).toEqual([toOffice, toClerk]);

		await database.call(clerk, 'note_messages_read', [ours.id]);
		await write(ours.applicant, 'Doch nicht.');
		expect(await mails()).toEqual([toOffice, toClerk, toClerk]);
	});

	it('of the applicants is not mailed any more once it was read, or to a clerk who left', async () => {
		await database.owner(`delete from public.notifications`);
		const wanted = async () => {
			await database.owner(`update public.notifications set due_at = now() - interval '1 second'`);
			const claimed = (await database.call(service, 'claim_notifications', [50])) as unknown as {
				is_wanted: boolean;
			}[];
			return claimed.map(({ is_wanted }) => is_wanted);
		};
		const former = await signUpStaff(database, 'clerk');
		await database.call(former, 'assign_cases', [JSON.stringify([{ id: ours.id, was: null }]), former.id]);
		await write(ours.applicant, 'Hallo.');
		expect(await wanted()).toEqual([true]);
		await database.owner('update public.staff_members set deactivated_at = now() where user_id = $1', [
			former.id
		]);
		expect(await wanted()).toEqual([false]);
		await database.owner(`delete from public.notifications`);
		await write(ours.applicant, 'Ist da jemand?');
		expect(await wanted()).toEqual([true]);
		await database.call(clerk, 'note_messages_read', [ours.id]);
		expect(await wanted()).toEqual([false]);
	});

	it('sent twice with one id is one message; the id of another is refused', async () => {
		const id = randomUUID();
		expect(await write(ours.applicant, 'Einmal.', { id })).toEqual({ is_new: true });
		expect(await write(ours.applicant, 'Einmal.', { id })).toEqual({ is_new: false });
		expect(await codeOf(write(ours.applicant, 'Anders.', { id }))).toBe('PT422 payload_invalid');
		const theirs = await submitted(database);
		expect(await codeOf(write(theirs.applicant, 'Einmal.', { id, application: theirs.id }))).toBe(
			'PT422 payload_invalid'
		);
		expect((await read(ours.applicant)).messages).toHaveLength(1);
	});

	it('is nobody else’s: strangers, other applicants and the public find nothing', async () => {
		await write(ours.applicant, 'Vertraulich.');
		const theirs = await submitted(database);
		for (const person of [theirs.applicant, await signUp(database)]) {
			expect(await codeOf(read(person))).toBe('PT404 not_found');
			expect(await codeOf(write(person, 'x'))).toBe('PT404 not_found');
			expect(await codeOf(database.call(person, 'note_messages_read', [ours.id]))).toBe('PT404 not_found');
			expect(await database.as(person, `select 1 from public.messages`)).toEqual([]);
		}
		for (const attempt of [read(anonymous), write(anonymous, 'x')])
			expect((await refusalOf(attempt)).code).toBe('42501');
	});

	it('of the office is written by clerks and deciders alone, never by an applicant or in one’s own case', async () => {
		for (const person of [
			ours.applicant,
			await signUp(database),
			await signUpStaff(database, 'admin'),
			await signUpStaff(database, 'auditor')
		])
			expect(await codeOf(answer(person, 'x'))).toBe('PT403 not_allowed');
		const member = await signUpStaff(database, 'clerk');
		await join(database, member, ours.id, 'reader');
		expect(await codeOf(answer(member, 'x'))).toBe('PT409 conflict_of_interest');
	});

	it('is written by editors and helpers and read by readers', async () => {
		const helper = await invited(database, ours, 'helper', '2027-02-01');
		const reader = await invited(database, ours, 'reader');
		await write(helper, 'Ich helfe.');
		expect(await codeOf(write(reader, 'x'))).toBe('PT404 not_found');
		expect(await read(reader)).toMatchObject({
			may_write: false,
			messages: [{ text: 'Ich helfe.', is_mine: false }]
		});
		expect(await read(helper)).toMatchObject({ may_write: true });
	});

	it('is refused when empty, too long, too many, or about a draft', async () => {
		for (const text of ['', ' \n', null, 'x'.repeat(4001)])
			expect(await codeOf(write(ours.applicant, text))).toBe('PT422 payload_invalid');
		const unsent = await draft(database);
		expect(await codeOf(write(unsent.applicant, 'x', { application: unsent.id }))).toBe('PT409 not_in_state');
		expect(await codeOf(answer(clerk, 'x', unsent.id))).toBe('PT404 not_found');
		for (let count = 0; count < 50; count++) await write(ours.applicant, `Nr. ${count}`);
		expect(await codeOf(write(ours.applicant, 'Nr. 51'))).toBe('PT429 too_many_attempts');
	});

	it('never changes and never goes', async () => {
		await write(ours.applicant, 'Fest.');
		for (const change of [
			`text = 'x'`,
			`is_from_office = true`,
			`author_id = gen_random_uuid()`,
			`written_at = now()`
		])
			expect(
				(
					await refusalOf(
						database.owner(`update public.messages set ${change} where application_id = $1`, [ours.id])
					)
				).code
			).toBe('42501');
		await database.call(clerk, 'note_messages_read', [ours.id]);
		const again = database.owner(`update public.messages set read_at = now() where application_id = $1`, [
			ours.id
		]);
		expect((await refusalOf(again)).code).toBe('42501');
		for (const table of ['messages', 'message_files'])
			expect((await refusalOf(database.owner(`delete from public.${table}`))).code).toBe('42501');
	});
});

describe('a document of a message', () => {
	it('comes in every state after sending, stays out of what was sent, and stays once it was sent', async () => {
		const late = await readyForDecision(database, clerk);
		const file = await handIn(database, late, { document: 'message', name: 'Brief.pdf' });
		expect(await codeOf(announce(database, late.applicant, late.id, { document: 'other' }))).toBe(
			'PT409 not_in_state'
		);
		await write(late.applicant, 'Anbei.', { application: late.id, files: [file] });
		expect((await read(late.applicant, late.id)).messages).toMatchObject([
			{ files: [{ id: file, size: 4 }] }
		]);
		expect(await codeOf(database.call(late.applicant, 'remove_file', [file]))).toBe('PT409 not_in_state');
		expect(await one(database, `select private.sent_files($1) as files`, [late.id])).toEqual({ files: [] });
		expect(
			await codeOf(announce(database, late.applicant, (await draft(database)).id, { document: 'message' }))
		).toBe('PT404 not_found');
		const unsent = await draft(database);
		expect(await codeOf(announce(database, unsent.applicant, unsent.id, { document: 'message' }))).toBe(
			'PT409 not_in_state'
		);
	});

	it('is one’s own and goes with one message only', async () => {
		const theirs = await submitted(database);
		const foreign = await handIn(database, theirs, { document: 'message' });
		const statutes = await handIn(database, ours, { document: 'other' });
		const mine = await handIn(database, ours, { document: 'message' });
		for (const files of [[foreign], [statutes], [randomUUID()]])
			expect(await codeOf(write(ours.applicant, 'x', { files }))).toBe('PT422 payload_invalid');
		await write(ours.applicant, 'x', { files: [mine] });
		expect(await codeOf(write(ours.applicant, 'y', { files: [mine] }))).toBe('PT422 payload_invalid');
		expect(
			await database.as(service, `select count(*)::int as n from public.message_files where file_id = $1`, [
				mine
			])
		).toEqual([{ n: 1 }]);
	});
});

describe('a document of the office', () => {
	const paper = (id: string = randomUUID()) => ({
		id,
		name: 'Merkblatt.pdf',
		size: 4,
		sha256: 'a'.repeat(64),
		media_type: 'application/pdf'
	});
	const send = (person: Person, files: unknown, id: string = randomUUID(), application = ours.id) =>
		database.call(person, 'write_office_message', [application, id, 'Anbei.', JSON.stringify(files)]);

	it('comes with its message, once, and cannot be taken away by the applicants', async () => {
		const [id, file] = [randomUUID(), paper()];
		expect(await send(clerk, [file], id)).toEqual({ is_new: true });
		expect(await send(clerk, [file], id)).toEqual({ is_new: false });
		expect((await read(ours.applicant)).messages).toMatchObject([
			{ is_from_office: true, files: [{ id: file.id, name: 'Merkblatt.pdf' }] }
		]);
		expect(await codeOf(database.call(ours.applicant, 'remove_file', [file.id]))).toBe('PT409 not_in_state');
		expect(
			await one(database, `select storage_path, state, created_by from public.files where id = $1`, [file.id])
		).toEqual({
			storage_path: `${ours.id}/${file.id}/${file.sha256}`,
			state: 'complete',
			created_by: clerk.id
		});
		expect(
			await one(database, `select actor_role from public.audit_log where entity_id = $1`, [file.id])
		).toEqual({ actor_role: 'clerk' });
	});

	it('is no document of somebody else, of an impossible kind, or one too many', async () => {
		const theirs = await submitted(database);
		const foreign = await handIn(database, theirs, { document: 'message' });
		for (const files of [
			[paper(foreign)],
			[{ ...paper(), media_type: 'text/html' }],
			[{ ...paper(), name: '../x' }],
			[{ id: 'x' }],
			['x'],
			{},
			Array.from({ length: 6 }, () => paper())
		])
			expect(await codeOf(send(clerk, files))).toBe('PT422 payload_invalid');
		expect((await read(ours.applicant)).messages).toEqual([]);
		for (let count = 0; count < 6; count++)
			await send(
				clerk,
				Array.from({ length: 5 }, () => paper())
			);
		expect(await codeOf(send(clerk, [paper()]))).toBe('PT422 too_many_files');
	});

	it('comes from clerks and deciders alone, and not in one’s own case', async () => {
		for (const person of [ours.applicant, await signUpStaff(database, 'admin')])
			expect(await codeOf(send(person, [paper()]))).toBe('PT403 not_allowed');
		const member = await signUpStaff(database, 'clerk');
		await join(database, member, ours.id, 'reader');
		expect(await codeOf(send(member, [paper()]))).toBe('PT409 conflict_of_interest');
	});
});
