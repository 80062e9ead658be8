import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, inTime, readyForDecision, submitted } from './support/applications.ts';
import { refusalOf, service, TestDatabase } from './support/database.ts';
import { signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
});
afterAll(() => database.stop());

const invite = (email: string, role: string, expires = '2027-03-01') =>
	database.owner(
		`insert into public.staff_invitations (email, role, created_at, expires_at) values ($1, $2, '2027-01-19', $3)`,
		[email, role, expires]
	);
const claim = (person: Parameters<TestDatabase['call']>[0]) =>
	database.call(person, 'claim_staff_invitations', []);

describe('invitations', () => {
	it('give their roles to the confirmed address, in whatever case it was typed, once', async () => {
		const person = await signUp(database);
		await database.owner(`update auth.users set email = upper(email) where id = $1`, [person.id]);
		await invite(person.email, 'clerk');
		await invite(person.email, 'decider');
		expect(await claim(person)).toEqual({ roles: ['clerk', 'decider'] });
		expect(await claim(person)).toEqual({ roles: ['clerk', 'decider'] });
		const entries = await database.owner(
			`select count(*)::int as n from public.audit_log where action = 'staff_invitation_claimed' and actor_id = $1`,
			[person.id]
		);
		expect(entries).toEqual([{ n: 2 }]);
	});

	it('bring the name they were given, where the person has said none', async () => {
		const [fresh, known] = [await signUp(database), await signUpStaff(database, 'auditor')];
		for (const { id, email } of [fresh, known]) {
			await invite(email, 'clerk');
			await database.owner(`update public.staff_invitations set name = 'Kim Yılmaz' where email = $1`, [
				email
			]);
			await claim({ id, role: 'authenticated' });
		}
		const names = await database.as(known, `select user_id, name from public.staff_directory()`);
		const nameOf = (id: string) => names.find(({ user_id }) => user_id === id)?.['name'];
		expect(nameOf(fresh.id)).toBe('Kim Yılmaz');
		expect(nameOf(known.id)).toBe('Ruth Becker');
	});

	it('give nothing to others, to unconfirmed addresses or after they expired', async () => {
		const [expired, unconfirmed, other] = [
			await signUp(database),
			await signUp(database),
			await signUp(database)
		];
		await invite(expired.email, 'admin', '2027-01-20T00:00:00Z');
		await invite(unconfirmed.email, 'admin');
		await database.owner(`update auth.users set email_confirmed_at = null where id = $1`, [unconfirmed.id]);
		for (const person of [expired, unconfirmed, other]) expect(await claim(person)).toEqual({ roles: [] });
	});

	it('older than a dismissal do not undo it, newer ones do', async () => {
		const person = await signUpStaff(database, 'clerk');
		await invite(person.email, 'clerk');
		await database.owner(`update public.staff_members set deactivated_at = '2027-01-20' where user_id = $1`, [
			person.id
		]);
		expect(await claim(person)).toEqual({ roles: [] });
		await database.owner(
			`insert into public.staff_invitations (email, role, created_at, expires_at) values ($1, 'clerk', '2027-01-21', '2027-03-01')`,
			[person.email]
		);
		expect(await claim(person)).toEqual({ roles: ['clerk'] });
	});
});

describe('staff access', () => {
	it('ends with the dismissal, not with the token', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const { id } = await submitted(database);
		await database.owner(`update public.staff_members set deactivated_at = now() where user_id = $1`, [
			clerk.id
		]);
		expect(await database.as(clerk, `select id from public.applications`)).toEqual([]);
		const moving = database.call(clerk, 'transition_application', [id, 'formal_check', null]);
		expect(await refusalOf(moving)).toMatchObject({ code: 'PT403', message: 'not_allowed' });
	});

	it('needs the second factor where the deployment says so: tables and functions', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const { id } = await submitted(database);
		await database.as(service, `update public.settings set value = 'true' where key = 'staff_requires_aal2'`);
		try {
			const query = `select id from public.applications where id = $1`;
			expect(await database.as(clerk, query, [id])).toEqual([]);
			const moving = database.call(clerk, 'transition_application', [id, 'formal_check', null]);
			expect(await refusalOf(moving)).toMatchObject({ code: 'PT403' });
			const strong = { ...clerk, aal: 'aal2' as const };
			expect(await database.as(strong, query, [id])).toEqual([{ id }]);
			expect(await database.call(strong, 'transition_application', [id, 'formal_check', null])).toEqual({
				state: 'formal_check'
			});
			expect(await database.call(clerk, 'my_staff_roles', [])).toEqual(['clerk']);
		} finally {
			await database.owner(`update public.settings set value = 'false' where key = 'staff_requires_aal2'`);
		}
	});
});

describe('transitions', () => {
	it('follow the table: no step that is not there, no reason missing', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const { id } = await submitted(database);
		const move = (to: string, reason: string | null = null) =>
			database.call(clerk, 'transition_application', [id, to, reason]);
		for (const to of ['approved', 'decision', 'withdrawn', 'draft', 'invented']) {
			expect(await refusalOf(move(to)), to).toMatchObject({
				code: 'PT422',
				message: 'transition_not_allowed'
			});
		}
		expect(await move('formal_check')).toEqual({ state: 'formal_check' });
		for (const reason of [null, '', ' \n\t']) {
			expect(await refusalOf(move('clarification', reason))).toMatchObject({
				code: 'PT422',
				message: 'reason_required'
			});
		}
		expect(await move('clarification', 'Satzung fehlt')).toEqual({ state: 'clarification' });
		expect(await refusalOf(move('formal_check', 'x'.repeat(4001)))).toMatchObject({
			message: 'payload_invalid'
		});
	});

	it('are not for the system role of other RPCs: no clerk approves by moving', async () => {
		const decider = await signUpStaff(database, 'clerk', 'decider');
		const { id } = await readyForDecision(database, decider);
		for (const to of ['approved', 'rejected', 'waitlisted']) {
			const moving = database.call(decider, 'transition_application', [id, to, 'x']);
			expect(await refusalOf(moving)).toMatchObject({ message: 'transition_not_allowed' });
		}
	});

	it('are for clerks and deciders, not for admins, auditors or applicants', async () => {
		const { id, applicant } = await submitted(database);
		for (const person of [
			applicant,
			await signUp(database),
			await signUpStaff(database, 'admin'),
			await signUpStaff(database, 'auditor')
		]) {
			const moving = database.call(person, 'transition_application', [id, 'formal_check', null]);
			expect(await refusalOf(moving)).toMatchObject({ code: 'PT403', message: 'not_allowed' });
		}
		const decider = await signUpStaff(database, 'decider');
		expect(await database.call(decider, 'transition_application', [id, 'formal_check', null])).toEqual({
			state: 'formal_check'
		});
	});

	it('do not reach drafts', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const { id } = await draft(database);
		const moving = database.call(clerk, 'transition_application', [id, 'formal_check', null]);
		expect(await refusalOf(moving)).toMatchObject({ code: 'PT404', message: 'not_found' });
	});

	it('let applicants withdraw what is undecided, and strangers nothing', async () => {
		const { id, applicant } = await submitted(database);
		const stranger = await signUp(database);
		expect(await refusalOf(database.call(stranger, 'withdraw_application', [id, null]))).toMatchObject({
			code: 'PT404',
			message: 'not_found'
		});
		expect(await database.call(applicant, 'withdraw_application', [id, 'Wir sind zu wenige'])).toEqual({
			state: 'withdrawn'
		});
		const [event] = await database.as(
			applicant,
			`select public_reason from public.status_events where to_state = 'withdrawn'`
		);
		expect(event).toEqual({ public_reason: 'Wir sind zu wenige' });
		expect(await refusalOf(database.call(applicant, 'withdraw_application', [id, null]))).toMatchObject({
			message: 'transition_not_allowed'
		});
	});
});

describe('rate limits', () => {
	it('allow up to the limit in a window and say when to come back', async () => {
		const attempt = () => database.call(service, 'consume_rate_limit', ['code', 'hash', 2, 60]);
		expect(await attempt()).toEqual({ is_allowed: true, retry_after_seconds: 0 });
		expect(await attempt()).toEqual({ is_allowed: true, retry_after_seconds: 0 });
		const refused = await attempt();
		expect(refused['is_allowed']).toBe(false);
		expect(refused['retry_after_seconds']).toBeGreaterThan(50);
		expect(await database.call(service, 'consume_rate_limit', ['code', 'other', 2, 60])).toMatchObject({
			is_allowed: true
		});
		await database.owner(`update public.rate_limits set expires_at = now() - interval '1 second'`);
		expect(await attempt()).toMatchObject({ is_allowed: true });
	});

	it('begin anew for one subject of one bucket alone', async () => {
		const attempt = async (bucket: string, subject: string) =>
			(await database.call(service, 'consume_rate_limit', [bucket, subject, 1, 60]))['is_allowed'];
		const all = async () => [
			await attempt('try', 'one'),
			await attempt('try', 'other'),
			await attempt('send', 'one')
		];
		expect(await all()).toEqual([true, true, true]);
		await database.call(service, 'restart_rate_limit', ['try', 'one']);
		expect(await all()).toEqual([true, false, false]);
	});

	it('are counted by the service key only', async () => {
		const attempt = database.call(await signUp(database), 'consume_rate_limit', ['code', 'hash', 2, 60]);
		expect((await refusalOf(attempt)).code).toBe('42501');
		expect(
			await refusalOf(database.call(service, 'consume_rate_limit', ['code', 'hash', 0, 60]))
		).toMatchObject({ message: 'payload_invalid' });
	});
});

describe('the directory of staff', () => {
	it('tells staff whose signature they see, and applicants nothing', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const applicant = await signUp(database);
		const people = await database.as(clerk, `select * from public.staff_directory()`);
		expect(people).toContainEqual({
			user_id: clerk.id,
			email: clerk.email,
			name: 'Ruth Becker',
			named_by: null,
			former: []
		});
		expect(people.map(({ user_id }) => user_id)).not.toContain(applicant.id);
		expect(await refusalOf(database.as(applicant, `select * from public.staff_directory()`))).toMatchObject({
			code: 'PT403'
		});
	});
});
