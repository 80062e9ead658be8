import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, draft, inTime, save, submit, submitted } from './support/applications.ts';
import { anonymous, type Person, refusalOf, TestDatabase } from './support/database.ts';
import { announce, handIn } from './support/files.ts';
import { type Account, invite, invited, peopleOf } from './support/invitations.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

/** `inTime` is 20 January 2027 in Duisburg. */
const today = '2027-01-20';
const tomorrow = '2027-01-21';
const inSixtyDays = '2027-03-21';
const afterTomorrow = '2027-01-22T00:00:00+01:00';

let database: TestDatabase;
let ours: Applied;
let stranger: Account;

beforeAll(async () => {
	database = await TestDatabase.start();
	stranger = await signUp(database, 'stranger');
});
afterAll(() => database.stop());
beforeEach(async () => {
	await database.setClock(inTime);
	ours = await draft(database);
});

const codeOf = async (attempt: Promise<unknown>) => {
	const { code, message } = await refusalOf(attempt);
	return `${code} ${message}`;
};
const sees = (person: Person, id: string) =>
	database.as(person, `select revision from public.applications where id = $1`, [id]);
const emailOf = async (person: { id: string }) =>
	String((await one(database, `select email from auth.users where id = $1`, [person.id]))['email']);
const deeds = (id: string) =>
	database
		.owner(`select action from public.audit_log where entity_id = $1 order by id`, [id])
		.then((rows) => rows.map(({ action }) => action));

describe('an invitation', () => {
	it('lets an editor write and send, and a reader only read, once they sign in with that address', async () => {
		const editor = await signUp(database, 'editor');
		await invite(database, ours.applicant, ours.id, `  ${editor.email.toUpperCase()} `, 'editor');
		expect(await sees(editor, ours.id)).toEqual([]);
		expect(await database.call(editor, 'claim_invitations', [])).toEqual({ claimed: 1 });
		expect(await database.call(editor, 'claim_invitations', [])).toEqual({ claimed: 0 });
		expect(await save(database, editor, ours.id, 1, { need: 'Zu zweit.' })).toMatchObject({ revision: 2 });

		const reader = await invited(database, ours, 'reader');
		expect(await sees(reader, ours.id)).toEqual([{ revision: 2 }]);
		expect(await codeOf(save(database, reader, ours.id, 2, { need: 'Nein.' }))).toBe('PT404 not_found');
		expect(await codeOf(submit(database, { ...ours, applicant: reader }))).toBe('PT404 not_found');
		expect(await database.call(editor, 'submit_application', [ours.id, randomUUID(), 2, null])).toMatchObject(
			{ application_id: ours.id }
		);
		expect((await deeds(ours.id)).filter((action) => action === 'person_invited')).toHaveLength(2);
	});

	it('opens nothing for an unconfirmed address, another address, or the address somebody writes into their token', async () => {
		const editor = await signUp(database, 'editor');
		await invite(database, ours.applicant, ours.id, editor.email, 'editor');
		await database.owner(`update auth.users set email_confirmed_at = null where id = $1`, [editor.id]);
		await database.owner(`update auth.users set raw_user_meta_data = $2 where id = $1`, [
			stranger.id,
			{ email: editor.email }
		]);
		for (const person of [editor, stranger]) {
			expect(await database.call(person, 'claim_invitations', [])).toEqual({ claimed: 0 });
			expect(await sees(person, ours.id)).toEqual([]);
		}
		expect(await codeOf(database.call(anonymous, 'claim_invitations', []))).toMatch(/^42501/);
	});

	it('answers alike for an address with an account and one without', async () => {
		const known = await invite(database, ours.applicant, ours.id, stranger.email, 'reader');
		const unknown = await invite(database, ours.applicant, ours.id, 'nobody@example.org', 'reader');
		expect(Object.keys(known)).toEqual(Object.keys(unknown));
		const { people } = await peopleOf(database, ours.applicant, ours.id);
		const [one, other] = people.filter(({ state }) => state === 'invited').map(({ role }) => role);
		expect([one, other]).toEqual(['reader', 'reader']);
	});

	it('is the business of owners alone', async () => {
		const editor = await invited(database, ours, 'editor');
		const reader = await invited(database, ours, 'reader');
		const helper = await invited(database, ours, 'helper', tomorrow);
		const reached = (person: Person) => invite(database, person, ours.id, 'x@example.org', 'reader');
		for (const person of [editor, reader, helper])
			expect(await codeOf(reached(person))).toBe('PT403 not_allowed');
		expect(await codeOf(reached(stranger))).toBe('PT404 not_found');
		expect(await codeOf(reached(await signUpStaff(database, 'clerk', 'admin')))).toBe('PT404 not_found');
		expect(await codeOf(reached(anonymous))).toMatch(/^42501/);
	});

	it('is refused with a role, an address or a day that cannot be', async () => {
		for (const [email, role, until] of [
			['a@example.org', 'owner', null],
			['a@example.org', null, null],
			['a@example.org', 'editor', tomorrow],
			['a@example.org', 'helper', null],
			['a@example.org', 'helper', '2027-01-19'],
			['a@example.org', 'helper', '2027-03-22'],
			['no address', 'editor', null],
			['a@b', 'editor', null],
			['a@example.org\nbcc: b@example.org', 'editor', null],
			[`${'a'.repeat(250)}@example.org`, 'editor', null],
			[null, 'editor', null]
		] as const) {
			const attempt = database.call(ours.applicant, 'invite_person', [ours.id, email, role, until]);
			expect(await codeOf(attempt), `${email} ${role} ${until}`).toBe('PT422 payload_invalid');
		}
		for (const until of [today, inSixtyDays])
			await invite(database, ours.applicant, ours.id, 'a@example.org', 'helper', until);
	});

	it('is not needed by somebody who is a member', async () => {
		const reader = await invited(database, ours, 'reader');
		for (const email of [reader.email, await emailOf(ours.applicant)])
			expect(await codeOf(invite(database, ours.applicant, ours.id, email, 'editor'))).toBe(
				'PT409 already_member'
			);
	});

	it('is renewed by inviting again, three times a day to one address', async () => {
		const again = () => invite(database, ours.applicant, ours.id, 'again@example.org', 'reader');
		const first = await again();
		expect(await again()).toEqual(first);
		expect(await again()).toEqual(first);
		expect(await codeOf(again())).toBe('PT429 too_many_attempts');
	});

	it('stands beside nineteen others at most, and its sender writes to twenty people a day at most', async () => {
		const other = await draft(database);
		await database.owner(
			`insert into public.organisation_members (organisation_id, user_id, role)
			select organisation_id, $1, 'owner' from public.applications where id = $2`,
			[other.applicant.id, ours.id]
		);
		for (let count = 1; count <= 20; count += 1)
			await invite(database, ours.applicant, ours.id, `p${count}@example.org`, 'reader');
		expect(await codeOf(invite(database, other.applicant, ours.id, 'p21@example.org', 'reader'))).toBe(
			'PT422 too_many_invitations'
		);
		// Renewing one of the twenty is no twenty-first, and a second organisation is no second sheet of stamps.
		await invite(database, other.applicant, ours.id, 'p20@example.org', 'editor');
		const { people } = await peopleOf(database, ours.applicant, ours.id);
		const [first] = people.filter(({ state }) => state === 'invited');
		await database.call(ours.applicant, 'remove_person', [ours.id, first?.id]);
		expect(await codeOf(invite(database, ours.applicant, ours.id, 'p21@example.org', 'reader'))).toBe(
			'PT429 too_many_attempts'
		);
		await invite(database, other.applicant, ours.id, 'p21@example.org', 'reader');
	});

	it('opens nothing when it was taken back, has run out, or came before the removal', async () => {
		const late = await signUp(database);
		await invite(database, ours.applicant, ours.id, late.email, 'editor');
		await database.setClock('2027-02-19T13:00:00+01:00');
		expect(await database.call(late, 'claim_invitations', [])).toEqual({ claimed: 0 });
		await database.setClock(inTime);

		const unwanted = await signUp(database);
		await invite(database, ours.applicant, ours.id, unwanted.email, 'editor');
		const { people } = await peopleOf(database, ours.applicant, ours.id);
		const open = people.find(({ email }) => email === unwanted.email);
		await database.call(ours.applicant, 'remove_person', [ours.id, open?.id]);
		expect(await database.call(unwanted, 'claim_invitations', [])).toEqual({ claimed: 0 });

		const helper = await invited(database, ours, 'helper', tomorrow);
		await invite(database, ours.applicant, ours.id, helper.email, 'helper', inSixtyDays);
		await database.call(ours.applicant, 'remove_person', [ours.id, helper.id]);
		expect(await database.call(helper, 'claim_invitations', [])).toEqual({ claimed: 0 });
		expect(await sees(helper, ours.id)).toEqual([]);
	});

	it('does not take a role away from somebody who has a greater one', async () => {
		const person = await signUp(database);
		await invite(database, ours.applicant, ours.id, person.email, 'reader');
		await database.owner(
			`insert into public.organisation_members (organisation_id, user_id, role)
			select organisation_id, $1, 'owner' from public.applications where id = $2`,
			[person.id, ours.id]
		);
		await database.call(person, 'claim_invitations', []);
		const { people } = await peopleOf(database, person, ours.id);
		expect(people.find(({ is_me }) => is_me)?.role).toBe('owner');
	});
});

describe('a helper', () => {
	let helper: Account;
	let second: Applied;
	beforeEach(async () => {
		second = { ...ours, id: randomUUID() };
		await database.owner(
			`insert into public.applications (id, round_id, organisation_id, author_id, form_schema_version)
			select $1, round_id, organisation_id, author_id, form_schema_version from public.applications where id = $2`,
			[second.id, ours.id]
		);
		helper = await invited(database, ours, 'helper', tomorrow);
	});

	it('reads and writes the one draft, and the members see when and what', async () => {
		expect(await save(database, helper, ours.id, 1, { need: 'Gedolmetscht.' })).toMatchObject({
			status: 'saved',
			revision: 2
		});
		expect(await save(database, helper, ours.id, 1, { need: 'Überholt.' })).toMatchObject({
			status: 'moved_on',
			fields: { need: 'Gedolmetscht.' }
		});
		const { me, people, changes } = await peopleOf(database, ours.applicant, ours.id);
		expect(me).toBe('send');
		expect(people.map(({ role, until, is_me, state }) => [role, until, is_me, state])).toEqual([
			['owner', null, true, 'active'],
			['helper', tomorrow, false, 'active']
		]);
		const { at, paths } = changes.find(({ email }) => email === helper.email) ?? {};
		expect([paths, Date.parse(String(at))]).toEqual([['need'], Date.parse(inTime)]);
	});

	it('is named where it takes out a document that had arrived: which one and when, no name of it', async () => {
		const statutes = await handIn(database, ours, { document: 'statutes' });
		const never = String(randomUUID());
		await announce(database, helper, ours.id, { id: never });
		expect((await peopleOf(database, ours.applicant, ours.id)).removed).toEqual([]);
		for (const id of [statutes, never]) await database.call(helper, 'remove_file', [id]);
		const { removed } = await peopleOf(database, ours.applicant, ours.id);
		expect(removed).toEqual([{ at: expect.any(String), email: helper.email, document: 'statutes' }]);
		expect(Date.parse(String(removed[0]?.at))).not.toBeNaN();
		expect(await codeOf(peopleOf(database, stranger, ours.id))).toBe('PT404 not_found');
	});

	it('never sends, withdraws, invites, removes or hands over', async () => {
		const call = (name: string, ...args: unknown[]) => codeOf(database.call(helper, name, args));
		expect(await call('submit_application', ours.id, randomUUID(), 1, null)).toBe('PT404 not_found');
		expect(await call('invite_person', ours.id, 'x@example.org', 'editor', null)).toBe('PT403 not_allowed');
		expect(await call('remove_person', ours.id, ours.applicant.id)).toBe('PT403 not_allowed');
		expect(await call('change_member_role', ours.id, helper.id, 'owner')).toBe('PT403 not_allowed');
		await submit(database, ours);
		expect(await call('withdraw_application', ours.id, null)).toBe('PT404 not_found');
	});

	it('writes what the office asks for, and leaves answering to the others', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		await submit(database, ours);
		await database.call(clerk, 'transition_application', [ours.id, 'formal_check', null]);
		await database.call(clerk, 'ask_clarification', [
			ours.id,
			[{ kind: 'section', section: 'goals', note: 'Bitte genauer.' }],
			'2027-02-20',
			'Uns fehlt etwas.',
			null,
			null
		]);
		await database.setClock('2027-01-21T09:00:00+01:00');
		await save(database, helper, ours.id, 1, { need: 'Genauer.' });
		const { clarification } = await database.call(ours.applicant, 'read_clarification', [ours.id]);
		const answer = [ours.id, randomUUID(), 2, null, Object(clarification).id];
		expect(await codeOf(database.call(helper, 'submit_application', answer))).toBe('PT404 not_found');
		expect(await database.call(ours.applicant, 'submit_application', answer)).toMatchObject({
			application_id: ours.id
		});
	});

	it('begins no application in the name of the organisation, not even by copying', async () => {
		const copy = randomUUID();
		await database.call(helper, 'save_draft', [copy, 'kofei-2027', 0, { need: 'x' }, 2, ours.id]);
		expect(await sees(ours.applicant, copy)).toEqual([]);
	});

	it('sees that application with its history and submission, and nothing else of the organisation', async () => {
		expect(await sees(helper, ours.id)).toHaveLength(1);
		expect(await sees(helper, second.id)).toEqual([]);
		expect(await codeOf(save(database, helper, second.id, 0, { need: 'x' }))).toBe('PT404 not_found');
		expect(await codeOf(peopleOf(database, helper, second.id))).toBe('PT404 not_found');
		await submit(database, ours);
		for (const table of ['submissions', 'status_events']) {
			const seen = await database.as(helper, `select distinct application_id as id from public.${table}`);
			expect(seen, table).toEqual([{ id: ours.id }]);
		}
		for (const table of ['organisations', 'organisation_members', 'invitations', 'letters', 'audit_log'])
			expect(await database.as(helper, `select 1 from public.${table}`), table).toEqual([]);
	});

	it('sees who is here and not who was asked', async () => {
		await invite(database, ours.applicant, ours.id, 'asked@example.org', 'editor');
		const roles = (await peopleOf(database, helper, ours.id)).people.map(({ role }) => role);
		expect(roles).toEqual(['owner', 'helper']);
		expect(await database.as(helper, `select user_id from public.application_helpers`)).toEqual([
			{ user_id: helper.id }
		]);
	});

	it('is out when the last day is over, in Duisburg and not in Greenwich', async () => {
		await database.setClock('2027-01-21T23:59:59+01:00');
		expect(await sees(helper, ours.id)).toHaveLength(1);
		await database.setClock(afterTomorrow);
		expect(await sees(helper, ours.id)).toEqual([]);
		expect(await codeOf(save(database, helper, ours.id, 1, { need: 'Zu spät.' }))).toBe('PT404 not_found');
		expect(await codeOf(peopleOf(database, helper, ours.id))).toBe('PT404 not_found');
		const { people } = await peopleOf(database, ours.applicant, ours.id);
		expect(people.map(({ role }) => role)).toEqual(['owner']);
	});

	it('is out with the next statement after being removed or leaving, and may be asked again', async () => {
		await database.call(ours.applicant, 'remove_person', [ours.id, helper.id]);
		expect(await sees(helper, ours.id)).toEqual([]);
		expect(await codeOf(save(database, helper, ours.id, 1, { need: 'x' }))).toBe('PT404 not_found');
		await invite(database, ours.applicant, ours.id, helper.email, 'helper', inSixtyDays);
		await database.call(helper, 'claim_invitations', []);
		expect(await sees(helper, ours.id)).toHaveLength(1);
		await database.call(helper, 'leave_application', [ours.id]);
		expect(await sees(helper, ours.id)).toEqual([]);
		expect(await codeOf(database.call(helper, 'leave_application', [ours.id]))).toBe('PT404 not_found');
		expect(await deeds(ours.id)).toEqual(expect.arrayContaining(['helper_removed', 'helper_left']));
	});

	it('who works for the office takes no part in deciding, also when the help is over', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		await invite(database, ours.applicant, ours.id, String(await emailOf(clerk)), 'helper', tomorrow);
		await database.call(clerk, 'claim_invitations', []);
		await submit(database, ours);
		await database.call(ours.applicant, 'remove_person', [ours.id, clerk.id]);
		const step = database.call(clerk, 'transition_application', [ours.id, 'formal_check', null]);
		expect(await codeOf(step)).toBe('PT409 conflict_of_interest');
	});
});

describe('whose access has ended', () => {
	const isOut = async (person: Person, id = ours.id) =>
		(await database.as(person, `select public.was_access_ended($1) as known`, [id]))[0]?.['known'];

	it('is told so, having written, read, begun or helped, and is not while they are in', async () => {
		const [editor, reader, late] = [
			await invited(database, ours, 'editor'),
			await invited(database, ours, 'reader'),
			await invited(database, ours, 'helper', today)
		];
		const helper = await invited(database, ours, 'helper', tomorrow);
		const everybody = [editor, reader, late, helper];
		for (const person of [...everybody, ours.applicant]) expect(await isOut(person)).toBe(false);
		for (const { id } of [editor, reader, helper])
			await database.call(ours.applicant, 'remove_person', [ours.id, id]);
		expect(await isOut(late)).toBe(false);
		await database.setClock('2027-01-21T00:00:00+01:00');
		for (const person of everybody) expect(await isOut(person)).toBe(true);
		expect(await isOut(ours.applicant)).toBe(false);

		const second = await invited(database, ours, 'editor');
		await database.call(ours.applicant, 'change_member_role', [ours.id, second.id, 'owner']);
		await database.call(ours.applicant, 'leave_application', [ours.id]);
		expect(await isOut(ours.applicant)).toBe(true);
		expect(await isOut(second)).toBe(false);
	});

	it('is in again when somebody asks them again, and then nothing has ended', async () => {
		for (const [role, until] of [['editor'], ['helper', tomorrow]] as const) {
			const person = await invited(database, ours, role, until);
			await database.call(ours.applicant, 'remove_person', [ours.id, person.id]);
			expect(await isOut(person)).toBe(true);
			await invite(database, ours.applicant, ours.id, await emailOf(person), role, until);
			await database.call(person, 'claim_invitations', []);
			expect(await isOut(person)).toBe(false);
		}
	});

	it('was somebody: strangers, helpers of another application and unknown ids learn nothing', async () => {
		const other = await draft(database);
		const helper = await invited(database, other, 'helper', tomorrow);
		await database.call(other.applicant, 'remove_person', [other.id, helper.id]);
		for (const person of [stranger, helper]) expect(await isOut(person)).toBe(false);
		expect(await isOut(helper, other.id)).toBe(true);
		expect(await isOut(ours.applicant, randomUUID())).toBe(false);
	});
});

describe('members', () => {
	it('who wrote in an application and left take no part in deciding it', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		await invite(database, ours.applicant, ours.id, await emailOf(clerk), 'editor');
		await database.call(clerk, 'claim_invitations', []);
		await save(database, clerk, ours.id, 1, { need: 'Vom Amt.' });
		await database.call(clerk, 'leave_application', [ours.id]);
		await database.call(ours.applicant, 'submit_application', [ours.id, randomUUID(), 2, null]);
		const step = database.call(clerk, 'transition_application', [ours.id, 'formal_check', null]);
		expect(await codeOf(step)).toBe('PT409 conflict_of_interest');
	});

	it('lose everything with the next statement after being removed', async () => {
		const editor = await invited(database, ours, 'editor');
		expect(await sees(editor, ours.id)).toHaveLength(1);
		await database.call(ours.applicant, 'remove_person', [ours.id, editor.id]);
		expect(await sees(editor, ours.id)).toEqual([]);
		for (const attempt of [
			save(database, editor, ours.id, 1, { need: 'x' }),
			submit(database, { ...ours, applicant: editor }),
			peopleOf(database, editor, ours.id)
		])
			expect(await codeOf(attempt)).toBe('PT404 not_found');
		expect(await database.as(editor, `select 1 from public.my_applications()`)).toEqual([]);
	});

	it('are removed and changed by owners alone, and only in their own organisation', async () => {
		const editor = await invited(database, ours, 'editor');
		const reader = await invited(database, ours, 'reader');
		const theirs = await draft(database);
		for (const [name, ...args] of [
			['remove_person', ours.id, reader.id],
			['change_member_role', ours.id, editor.id, 'owner']
		] as const)
			expect(await codeOf(database.call(editor, name, args)), name).toBe('PT403 not_allowed');
		for (const [name, ...args] of [
			['remove_person', theirs.id, reader.id],
			['change_member_role', theirs.id, reader.id, 'owner']
		] as const) {
			expect(await codeOf(database.call(theirs.applicant, name, args)), name).toBe('PT404 not_found');
			expect(await codeOf(database.call(ours.applicant, name, args)), name).toBe('PT404 not_found');
		}
		const { people } = await peopleOf(database, ours.applicant, ours.id);
		expect(people.map(({ role }) => role)).toEqual(['owner', 'editor', 'reader']);
	});

	it('keep an owner: the last one cannot leave, step down or remove themselves', async () => {
		const editor = await invited(database, ours, 'editor');
		const owner = ours.applicant;
		expect(await codeOf(database.call(owner, 'leave_application', [ours.id]))).toBe('PT409 last_owner');
		expect(await codeOf(database.call(owner, 'change_member_role', [ours.id, owner.id, 'reader']))).toBe(
			'PT409 last_owner'
		);
		expect(await codeOf(database.call(owner, 'remove_person', [ours.id, owner.id]))).toBe(
			'PT422 payload_invalid'
		);
		await database.call(owner, 'change_member_role', [ours.id, editor.id, 'owner']);
		await database.call(owner, 'leave_application', [ours.id]);
		expect(await sees(owner, ours.id)).toEqual([]);
		expect(await codeOf(database.call(editor, 'leave_application', [ours.id]))).toBe('PT409 last_owner');
		expect(await deeds(ours.id)).toEqual(expect.arrayContaining(['member_role_changed', 'member_left']));
	});

	it('and strangers learn nothing from an id that is not theirs', async () => {
		const sent = await submitted(database);
		for (const name of ['application_people', 'leave_application'])
			expect(await codeOf(database.call(stranger, name, [sent.id])), name).toBe('PT404 not_found');
		expect(await database.as(stranger, `select application_id from public.my_applications()`)).toEqual([]);
		for (const table of ['invitations', 'application_helpers'])
			expect(await database.as(stranger, `select 1 from public.${table}`), table).toEqual([]);
	});

	it('are told apart by what they may do', async () => {
		const [editor, reader] = [
			await invited(database, ours, 'editor'),
			await invited(database, ours, 'reader')
		];
		const helper = await invited(database, ours, 'helper', tomorrow);
		const may = async (person: Person) =>
			(
				await database.as(person, `select may from public.my_applications() where application_id = $1`, [
					ours.id
				])
			)[0];
		expect(await may(ours.applicant)).toEqual({ may: 'send' });
		expect(await may(editor)).toEqual({ may: 'send' });
		expect(await may(helper)).toEqual({ may: 'write' });
		expect(await may(reader)).toEqual({ may: 'read' });
		expect((await peopleOf(database, reader, ours.id)).me).toBe('read');
	});
});
