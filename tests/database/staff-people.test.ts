import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTime, submitted } from './support/applications.ts';
import { refusalOf, TestDatabase, type Person } from './support/database.ts';
import { signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let admin: Person & { id: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	admin = await signUpStaff(database, 'admin');
});
afterAll(() => database.stop());

const rolesOf = async (person: Person) => (await database.call(person, 'my_staff_roles', [])) as unknown;
const setRoles = (person: Person, id: string, roles: readonly string[]) =>
	database.call(person, 'set_staff_roles', [id, roles]);

describe('who works here', () => {
	it('is decided by admins alone', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		for (const person of [
			clerk,
			await signUpStaff(database, 'decider'),
			await signUpStaff(database, 'auditor'),
			await signUp(database)
		])
			for (const attempt of [
				setRoles(person, clerk.id, ['admin']),
				database.call(person, 'invite_staff', ['new@stadt.example', ['clerk']]),
				database.call(person, 'revoke_staff_invitation', ['new@stadt.example'])
			])
				expect((await refusalOf(attempt)).code).toBe('PT403');
	});

	it('changes with the next statement of a session that is still valid', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const { id } = await submitted(database);
		expect(await database.as(clerk, 'select id from public.applications where id = $1', [id])).toHaveLength(
			1
		);
		await setRoles(admin, clerk.id, []);
		expect(await database.as(clerk, 'select id from public.applications where id = $1', [id])).toEqual([]);
		expect(await rolesOf(clerk)).toEqual([]);
		expect(
			(await refusalOf(database.call(clerk, 'transition_application', [id, 'formal_check', null]))).code
		).toBe('PT403');
	});

	it('can be given and taken role by role, and given back', async () => {
		const person = await signUpStaff(database, 'clerk');
		await setRoles(admin, person.id, ['decider', 'auditor', 'decider']);
		expect(await rolesOf(person)).toEqual(['auditor', 'decider']);
		await setRoles(admin, person.id, ['clerk']);
		expect(await rolesOf(person)).toEqual(['clerk']);
		const entries = await database.owner(
			`select detail ->> 'role' as role, detail -> 'is_active' as active from public.audit_log
			where entity = 'staff_member' and entity_id = $1 and actor_id = $2 order by id`,
			[person.id, admin.id]
		);
		expect(entries).toHaveLength(6);
	});

	it('is nothing anybody gives themselves: not even an admin becomes a decider by their own hand', async () => {
		for (const role of ['decider', 'clerk', 'auditor'])
			expect(await refusalOf(setRoles(admin, admin.id, ['admin', role]))).toMatchObject({
				code: 'PT409',
				message: 'own_rights'
			});
		expect(await rolesOf(admin)).toEqual(['admin']);
		const other = await signUpStaff(database, 'admin');
		await setRoles(other, admin.id, ['admin', 'decider']);
		await setRoles(admin, admin.id, ['admin']);
		await setRoles(admin, other.id, []);
	});

	it('always includes an admin: the last one cannot leave or be sent away', async () => {
		expect(await refusalOf(setRoles(admin, admin.id, []))).toMatchObject({
			code: 'PT409',
			message: 'last_admin'
		});
		expect(await rolesOf(admin)).toEqual(['admin']);
		const second = await signUpStaff(database, 'admin');
		await setRoles(second, admin.id, []);
		expect(await refusalOf(setRoles(second, second.id, []))).toMatchObject({ message: 'last_admin' });
		await setRoles(second, admin.id, ['admin']);
	});

	it('never includes somebody who was not invited, or a role that is none', async () => {
		const stranger = await signUp(database);
		expect((await refusalOf(setRoles(admin, stranger.id, ['clerk']))).code).toBe('PT404');
		expect((await refusalOf(setRoles(admin, randomUUID(), ['clerk']))).code).toBe('PT404');
		for (const roles of [['root'], ['clerk', null], null])
			expect((await refusalOf(database.call(admin, 'set_staff_roles', [admin.id, roles]))).code).toBe(
				'PT422'
			);
	});
});

describe('an invitation', () => {
	it('waits for its address, in whatever case, and the newest one counts', async () => {
		const person = await signUp(database);
		await database.call(admin, 'invite_staff', [` ${person.email.toUpperCase()} `, ['admin', 'clerk']]);
		await database.call(admin, 'invite_staff', [person.email, ['auditor']]);
		expect(await database.call(person, 'claim_staff_invitations', [])).toEqual({ roles: ['auditor'] });
	});

	it('is taken back before it is claimed, and then gives nothing', async () => {
		const person = await signUp(database);
		await database.call(admin, 'invite_staff', [person.email, ['clerk']]);
		await database.call(admin, 'revoke_staff_invitation', [person.email]);
		expect(await database.call(person, 'claim_staff_invitations', [])).toEqual({ roles: [] });
		expect((await refusalOf(database.call(admin, 'revoke_staff_invitation', [person.email]))).code).toBe(
			'PT404'
		);
	});

	it('is not for somebody who works here, and needs an address and a role', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		expect(await refusalOf(database.call(admin, 'invite_staff', [clerk.email, ['admin']]))).toMatchObject({
			code: 'PT409',
			message: 'already_staff'
		});
		for (const [email, roles] of [
			['nobody', ['clerk']],
			['', ['clerk']],
			['a@b.example', []],
			['a@b.example', ['root']],
			[`${'a'.repeat(300)}@b.example`, ['clerk']]
		])
			expect((await refusalOf(database.call(admin, 'invite_staff', [email, roles]))).code).toBe('PT422');
	});
});

describe('the name of somebody who works here', () => {
	const named = (person: Person, id: string, name: string | null) =>
		database.call(person, 'set_staff_name', [id, name]);
	const nameOf = async (id: string) =>
		(await database.as(admin, 'select user_id, name from public.staff_directory()')).find(
			({ user_id }) => user_id === id
		)?.['name'];

	it('is said by the person or by an admin, and taken away by saying none', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		await named(clerk, clerk.id, '  Özge \n Demir ');
		expect(await nameOf(clerk.id)).toBe('Özge Demir');
		await named(admin, clerk.id, 'Özge Demir-Krüger');
		expect(await nameOf(clerk.id)).toBe('Özge Demir-Krüger');
		await named(clerk, clerk.id, ' ');
		expect(await nameOf(clerk.id)).toBeNull();
		const entries = await database.owner(
			`select actor_role, detail from public.audit_log where action = 'staff_named' and entity_id = $1 order by id`,
			[clerk.id]
		);
		expect(entries.map(({ actor_role }) => actor_role)).toEqual(['clerk', 'admin', 'clerk']);
		expect(JSON.stringify(entries)).not.toContain('Demir');
	});

	it('stays what it was for what was signed under it, and says who gave it', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const entry = async () =>
			(await database.as(admin, 'select user_id, name, named_by, former from public.staff_directory()')).find(
				({ user_id }) => user_id === clerk.id
			);
		await named(clerk, clerk.id, 'Ilse Kern');
		expect(await entry()).toMatchObject({ named_by: clerk.id, former: [{ name: 'Ruth Becker' }] });
		await database.setClock('2027-01-25T10:00:00Z');
		await named(admin, clerk.id, 'Ilse Kern-Yılmaz');
		const before = [
			{ name: 'Ruth Becker' },
			{ name: 'Ilse Kern', until: expect.stringMatching(/^2027-01-25T10:00:00/) as string }
		];
		expect(await entry()).toMatchObject({ name: 'Ilse Kern-Yılmaz', named_by: admin.id, former: before });
		// The same once more is no other name, but one's own word.
		await named(clerk, clerk.id, 'Ilse Kern-Yılmaz');
		expect(await entry()).toMatchObject({ named_by: clerk.id, former: before });
		await database.setClock('2027-01-26T10:00:00Z');
		await database.owner(`delete from public.staff_names where user_id = $1`, [clerk.id]);
		expect((await entry())?.['former']).toMatchObject([...before, { name: 'Ilse Kern-Yılmaz' }]);
		await database.setClock(inTime);
	});

	it('is not the one of an active colleague, however it is written', async () => {
		const [one, other] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
		const borne = { code: 'PT409', message: 'name_borne' };
		await named(one, one.id, 'Jörg Demirağ');
		for (const name of ['Jörg Demirağ', 'JÖRG  DEMIRAĞ', 'Joerg Demirag', 'J\u200dörg Demirağ'])
			for (const person of [other, admin])
				expect(await refusalOf(named(person, other.id, name))).toMatchObject(borne);
		await named(one, one.id, 'Jörg Demirağ');
		await named(one, one.id, 'Jorg Demirag');
		await setRoles(admin, one.id, []);
		await named(other, other.id, 'Jörg Demirağ');
		await database.call(admin, 'invite_staff', ['new.one@example.org', ['clerk']]);
		await database.owner(
			`update public.staff_invitations set name = 'Joerg Demirag' where email = 'new.one@example.org'`
		);
		const invited = await signUp(database);
		await database.owner(`update auth.users set email = 'new.one@example.org' where id = $1`, [invited.id]);
		await database.call(invited, 'claim_staff_invitations', []);
		expect(await nameOf(invited.id)).toBeNull();
	});

	it.each(['Anna \u202eregah', 'Ru\u200bth', 'Ruth\u2066 B', 'Ruth \u{e0041}', '\ufeffRuth'])(
		'hides nothing and turns nothing round: %j',
		async (name) => {
			const clerk = await signUpStaff(database, 'clerk');
			expect(await refusalOf(named(clerk, clerk.id, name))).toMatchObject({ message: 'name_hides_signs' });
			await named(clerk, clerk.id, `Nur\u200cرضا ${clerk.id}`);
		}
	);

	it('is not said by colleagues, strangers, former colleagues, or of strangers', async () => {
		const clerk = await signUpStaff(database, 'clerk');
		const applicant = await signUp(database);
		for (const person of [await signUpStaff(database, 'decider'), applicant])
			expect((await refusalOf(named(person, clerk.id, 'x'))).code).toBe('PT403');
		expect((await refusalOf(named(applicant, applicant.id, 'x'))).code).toBe('PT403');
		expect((await refusalOf(named(admin, applicant.id, 'x'))).code).toBe('PT404');
		expect((await refusalOf(named(clerk, clerk.id, 'x'.repeat(81)))).message).toBe('payload_invalid');
		expect((await refusalOf(named(clerk, clerk.id, 'x\u0001y'))).message).toBe('payload_invalid');
		await setRoles(admin, clerk.id, []);
		expect((await refusalOf(named(clerk, clerk.id, 'x'))).code).toBe('PT403');
		expect((await refusalOf(database.as(clerk, 'select name from public.staff_names'))).code).toBe('42501');
	});
});
