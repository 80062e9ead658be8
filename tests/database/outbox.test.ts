import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asked, inTime, readyForDecision, submitted } from './support/applications.ts';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { invite } from './support/invitations.ts';
import { decide, printed } from './support/letters.ts';
import { join, signUp, signUpStaff } from './support/people.ts';

type Mail = {
	readonly id: string;
	readonly attempt: number;
	readonly event: string;
	readonly email: string | null;
	readonly reference_number: string | null;
	readonly locale: string;
	readonly is_wanted: boolean;
	readonly invitation: null | Readonly<Record<string, unknown>>;
};

let database: TestDatabase;
let clerk: Person & { id: string };
let decider: Person & { id: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	clerk = await signUpStaff(database, 'clerk');
	decider = await signUpStaff(database, 'decider');
});
afterAll(() => database.stop());
beforeEach(async () => {
	await database.setClock(inTime);
	await database.owner(`delete from public.notifications`);
});

const claim = async (limit = 50) =>
	(await database.call(service, 'claim_notifications', [limit])) as unknown as Mail[];
const settle = (mail: Mail, failure: string | null = null, isFinal = false, attempt = mail.attempt) =>
	database.call(service, 'settle_notification', [mail.id, attempt, failure, isFinal]);
const hurry = () =>
	database.owner(
		`update public.notifications set due_at = now() - interval '1 second' where sent_at is null`
	);
const emailOf = async (person: { id: string }) =>
	(await database.owner(`select email from auth.users where id = $1`, [person.id]))[0]?.['email'];

describe('the outbox', () => {
	it('mails an invitation of staff once, and not after it was taken back', async () => {
		const admin = await signUpStaff(database, 'admin');
		const invited = ['outbox@stadt.example', 'gone@stadt.example'];
		for (const email of invited) await database.call(admin, 'invite_staff', [email, ['clerk', 'decider']]);
		await database.call(admin, 'revoke_staff_invitation', ['gone@stadt.example']);
		const mails = await claim();
		expect(mails.map(({ event, email, is_wanted }) => [event, email, is_wanted]).sort()).toEqual([
			['staff_invitation', 'gone@stadt.example', false],
			['staff_invitation', 'outbox@stadt.example', true]
		]);
	});

	it('tells owners and editors of a receipt, a request and a decision, and readers and the office nothing', async () => {
		const application = await readyForDecision(database, clerk);
		const editor = await signUp(database, 'editor');
		const reader = await signUp(database, 'reader');
		await join(database, editor, application.id, 'editor');
		await join(database, reader, application.id, 'reader');
		expect((await claim()).map(({ event }) => event)).toEqual(['state_submitted']);
		await decide(database, { clerk, decider }, application.id);
		expect(await claim(), 'no word before the letter can be read').toEqual([]);
		await printed(database, application.id, 'approved');
		const mails = await claim();
		expect(mails.map(({ event, email }) => [event, email]).sort()).toEqual(
			[
				['letter', await emailOf(application.applicant)],
				['letter', editor.email]
			].sort()
		);
		expect(mails[0]?.reference_number).toMatch(/^KOFEI-2027-\d{4}$/);
	});

	it('speaks the language the application asks to be answered in', async () => {
		const application = await submitted(database);
		await database.owner(`alter table public.applications disable trigger user`);
		await database.owner(
			`update public.applications set form = form || '{"contact_language": "ar"}' where id = $1`,
			[application.id]
		);
		await database.owner(`alter table public.applications enable trigger user`);
		expect(await claim()).toMatchObject([{ event: 'state_submitted', locale: 'ar' }]);
	});

	it('gives a mail to one process alone until its lease is over, and takes it back from one that died', async () => {
		await submitted(database);
		const [mail] = await claim();
		expect(mail?.attempt).toBe(1);
		expect(await claim()).toEqual([]);
		await hurry();
		const [again] = await claim();
		expect(again).toMatchObject({ id: mail?.id, attempt: 2 });
	});

	it('never gives out again what was sent, also when the word comes late', async () => {
		await submitted(database);
		const [mail] = await claim();
		await hurry();
		await claim();
		if (mail) await settle(mail);
		await hurry();
		expect(await claim()).toEqual([]);
		if (mail) await settle(mail, 'ETIMEDOUT', false, 2);
		await hurry();
		expect(await claim()).toEqual([]);
	});

	it('tries again after longer and longer pauses while the mail server is down, and loses nothing', async () => {
		await submitted(database);
		const pauses: number[] = [];
		for (let attempt = 1; attempt <= 12; attempt++) {
			const [mail] = await claim();
			expect(mail?.attempt).toBe(attempt);
			if (mail) await settle(mail, 'ECONNREFUSED');
			expect(await claim()).toEqual([]);
			const [row] = await database.owner(
				`select extract(epoch from due_at - now())::int as s, last_failure from public.notifications where id = $1`,
				[mail?.id]
			);
			expect(row?.['last_failure']).toBe('ECONNREFUSED');
			pauses.push(Number(row?.['s']));
			await hurry();
		}
		expect(pauses.slice(0, 3).map((seconds) => Math.round(seconds / 60))).toEqual([1, 2, 4]);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(6 * 3600);
		expect(await claim()).toHaveLength(1);
	});

	it('gives up an address that is refused for good, and news of two weeks ago', async () => {
		await submitted(database);
		const [mail] = await claim();
		if (mail) await settle(mail, '550', true);
		await hurry();
		expect(await claim()).toEqual([]);
		await submitted(database);
		await database.owner(
			`update public.notifications set created_at = now() - interval '15 days' where sent_at is null`
		);
		expect(await claim()).toEqual([]);
	});

	it('does not want to tell somebody who has left since', async () => {
		const application = await submitted(database);
		await database.owner(`delete from public.organisation_members where user_id = $1`, [
			application.applicant.id
		]);
		expect(await claim()).toMatchObject([{ is_wanted: false }]);
	});

	it('reminds once, on the day the office chose, and not whoever it chose none for or who is done with it', async () => {
		const waiting = async (remindOn: string | null) => {
			const application = await asked(database, clerk, { dueOn: '2027-02-10' });
			await database.call(clerk, 'remind_of_clarification', [application.id, remindOn]);
			return application;
		};
		const reminded = await waiting('2027-02-07');
		await waiting(null);
		const withdrawn = await waiting('2027-02-07');
		await database.call(withdrawn.applicant, 'withdraw_application', [withdrawn.id, null]);
		await claim();
		const remind = () => database.call(service, 'queue_reminders', []);
		expect(await remind()).toBe(0);
		await database.setClock('2027-02-07T08:00:00+01:00');
		expect(await remind()).toBe(1);
		expect(await remind()).toBe(0);
		expect(await claim()).toMatchObject([{ event: 'reminder', application_id: reminded.id }]);
	});

	it('carries invitations, at most five a day to one address over all who invite', async () => {
		const address = 'much.invited@example.org';
		const answers = [];
		for (let owner = 0; owner < 6; owner++) {
			const application = await submitted(database);
			await claim();
			answers.push(await invite(database, application.applicant, application.id, address, 'reader'));
		}
		expect(answers.map(({ is_mailed }) => is_mailed)).toEqual([true, true, true, true, true, false]);
		const application = await submitted(database);
		await claim();
		await database.call(application.applicant, 'invite_person', [
			application.id,
			'yusuf@example.org',
			'editor',
			null,
			'tr'
		]);
		expect(await claim()).toMatchObject([
			{
				event: 'invitation',
				email: 'yusuf@example.org',
				locale: 'tr',
				is_wanted: true,
				invitation: { role: 'editor', until: null, inviter: await emailOf(application.applicant) }
			}
		]);
	});

	it('is open to nobody but the job', async () => {
		const application = await submitted(database);
		for (const person of [application.applicant, clerk, decider, anonymous, service]) {
			const { code } = await refusalOf(database.as(person, `select 1 from public.notifications`));
			expect(code).toBe('42501');
		}
		for (const person of [application.applicant, clerk, anonymous])
			for (const [name, args] of [
				['claim_notifications', [1]],
				['settle_notification', ['00000000-0000-4000-8000-000000000000', 1, null, false]],
				['queue_reminders', []]
			] as const)
				expect((await refusalOf(database.call(person, name, args))).code, name).toBe('42501');
	});
});
