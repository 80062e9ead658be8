import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTime, submitted } from './support/applications.ts';
import { type Person, refusalOf, type Row, service, TestDatabase } from './support/database.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let auditor: Person & { id: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	clerk = await signUpStaff(database, 'clerk');
	auditor = await signUpStaff(database, 'auditor');
});
afterAll(() => database.stop());
beforeEach(async () => {
	await database.setClock(inTime);
	await database.owner(`delete from public.notifications`);
});

type Claimed = { readonly id: string; readonly attempt: number };
const claim = async () =>
	(await database.call(service, 'claim_notifications', [50])) as unknown as readonly Claimed[];
const settle = ({ id, attempt }: Claimed, failure: string | null, isFinal = false) =>
	database.call(service, 'settle_notification', [id, attempt, failure, isFinal]);
const listed = async (application: string, person: Person = auditor) =>
	(await database.call(person, 'case_mails_given_up', [application])) as unknown as readonly Row[];
const deal = (id: unknown, deed = 'again', person: Person = clerk) =>
	database.call(person, 'settle_mail_given_up', [id, deed]);

/** A receipt that nobody could be told of. */
async function untold() {
	const application = await submitted(database);
	const [mail] = await claim();
	if (!mail) throw new Error('no mail');
	await settle(mail, '550', true);
	return { application, mail };
}

describe('a mail to a group that was given up', () => {
	it('is shown to the office with what it told, to whom and why', async () => {
		const { application, mail } = await untold();
		const { email } = await one(database, `select email from auth.users where id = $1`, [
			application.applicant.id
		]);
		expect(await listed(application.id)).toMatchObject([
			{ id: mail.id, event: 'state_submitted', email, is_refused: true }
		]);
		const { round_id: round, reference_number: number } = await one(
			database,
			`select round_id, reference_number from public.applications where id = $1`,
			[application.id]
		);
		const desk = await database.call(auditor, 'desk_mails_given_up', [round]);
		expect(desk).toMatchObject({ cases: 1, listed: [{ reference_number: number }] });
		expect(await listed('00000000-0000-4000-8000-000000000000')).toEqual([]);
	});

	it('was kept trying for two weeks where the address did not refuse it', async () => {
		const { application, mail } = await untold();
		await database.owner(
			`update public.notifications set created_at = created_at - interval '14 days 1 hour' where id = $1`,
			[mail.id]
		);
		expect(await listed(application.id)).toMatchObject([{ is_refused: false }]);
	});

	it('is not what waits, arrived, was never one, or was for somebody who left', async () => {
		const { application, mail } = await untold();
		const isListedAs = async (change: string, ...values: unknown[]) => {
			const count = await database.undone(async (tx) => {
				await tx.query(change, values);
				const { rows } = await tx.query<{ count: number }>(
					`select count(*)::int as count from private.mails_given_up($1, null)`,
					[application.id]
				);
				return rows[0]?.count;
			});
			return count;
		};
		const set = (what: string) => `update public.notifications set ${what} where id = $1`;
		expect(await isListedAs(set('attempts = 2'), mail.id)).toBe(1);
		expect(await isListedAs(set('given_up_at = null'), mail.id)).toBe(0);
		expect(await isListedAs(set('sent_at = now()'), mail.id)).toBe(0);
		expect(await isListedAs(set(`last_failure = 'not_wanted'`), mail.id)).toBe(0);
		expect(await isListedAs(set(`last_failure = 'before_mails'`), mail.id)).toBe(0);
		expect(await isListedAs(set(`event = 'office_message'`), mail.id)).toBe(0);
		expect(
			await isListedAs(
				`update public.organisation_members set role = 'reader' where user_id = $1`,
				application.applicant.id
			)
		).toBe(0);
	});

	it('is sent again by whoever works on the case, for two weeks more, and recorded', async () => {
		const { application, mail } = await untold();
		await database.owner(
			`update public.notifications set created_at = created_at - interval '20 days' where id = $1`,
			[mail.id]
		);
		expect(await claim()).toEqual([]);
		expect(await deal(mail.id)).toEqual({});
		expect(await listed(application.id)).toEqual([]);
		const [again] = await claim();
		expect(again).toMatchObject({ id: mail.id });
		if (again) await settle(again, null);
		expect(await listed(application.id)).toEqual([]);
		const entry = await one(
			database,
			`select actor_id, detail from public.audit_log where action = 'mail_sent_again' and entity_id = $1`,
			[application.id]
		);
		expect(entry).toMatchObject({
			actor_id: clerk.id,
			detail: { notification_id: mail.id, event: 'state_submitted' }
		});
	});

	it('that is given up once more is shown once more', async () => {
		const { application, mail } = await untold();
		await deal(mail.id);
		const [again] = await claim();
		if (again) await settle(again, '550', true);
		expect(await listed(application.id)).toMatchObject([{ id: mail.id }]);
	});

	it('is nobody’s matter any more once the group was told otherwise', async () => {
		const { application, mail } = await untold();
		await deal(mail.id, 'told');
		expect(await listed(application.id)).toEqual([]);
		expect(await claim()).toEqual([]);
		const entries = await database.owner(
			`select action from public.audit_log where entity_id = $1 and action like 'mail_%'`,
			[application.id]
		);
		expect(entries).toEqual([{ action: 'mail_told_otherwise' }]);
	});

	it('is dealt with once, by clerks and deciders who take part, and only where it was given up', async () => {
		const { application, mail } = await untold();
		expect(await refusalOf(deal(mail.id, 'again', auditor))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(deal(mail.id, 'again', application.applicant))).toMatchObject({
			message: 'not_allowed'
		});
		expect(await refusalOf(deal('00000000-0000-4000-8000-000000000000'))).toMatchObject({
			message: 'not_found'
		});
		expect(await refusalOf(deal(mail.id, 'forget'))).toMatchObject({ message: 'payload_invalid' });
		const partial = await signUpStaff(database, 'clerk');
		await join(database, partial, application.id, 'reader');
		expect(await refusalOf(deal(mail.id, 'again', partial))).toMatchObject({
			message: 'conflict_of_interest'
		});
		await deal(mail.id);
		expect(await refusalOf(deal(mail.id))).toMatchObject({ code: 'PT409', message: 'case_moved_on' });
	});

	it('is read by nobody outside the office', async () => {
		const { application } = await untold();
		const stranger = await signUp(database, 'stranger');
		for (const person of [stranger, application.applicant]) {
			expect(await refusalOf(listed(application.id, person))).toMatchObject({ message: 'not_allowed' });
			expect(await refusalOf(database.call(person, 'desk_mails_given_up', [null]))).toMatchObject({
				message: 'not_allowed'
			});
		}
	});
});
