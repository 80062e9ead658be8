import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTime, submitted } from './support/applications.ts';
import { refusalOf, type Person, TestDatabase } from './support/database.ts';
import { invited } from './support/invitations.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
	// The clock of the rounds stands still: sessions go by the real one.
	await database.setClock(inTime);
});
afterAll(() => database.stop());

const device = 'firefox/windows';

type Someone = Person & { id: string };

/** The same person on one more device. */
async function signIn<P extends Someone>(person: P, minutesAgo = 0): Promise<P & { session: string }> {
	const session = randomUUID();
	await database.owner(
		`insert into auth.sessions (id, user_id, created_at) values ($1, $2, now() - make_interval(mins => $3))`,
		[session, person.id, minutesAgo]
	);
	return { ...person, session };
}

const note = (person: Person, isActive = true) => database.call(person, 'note_session', [device, isActive]);
const liesStill = ({ session }: { session: string }, minutes: number) =>
	database.owner(`update private.sessions set seen_at = now() - make_interval(mins => $2) where id = $1`, [
		session,
		minutes
	]);
const reads = async (person: Person) =>
	(await database.as(person, `select id from public.applications`)).length > 0;
const listOf = async (person: Person) =>
	(await database.call(person, 'my_sessions', [])) as unknown as {
		id: string;
		device: string;
		is_this: boolean;
	}[];
const isSignedIn = async (session: string) =>
	(await database.owner(`select from auth.sessions where id = $1`, [session])).length === 1;

describe('a session of the office', () => {
	it('is over when it lay still too long: tables and functions refuse, with a token that is still valid', async () => {
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		const { id } = await submitted(database);
		expect(await note(clerk)).toMatchObject({ is_live: true, roles: ['clerk'], needs_second_factor: false });
		await liesStill(clerk, 29);
		expect(await reads(clerk)).toBe(true);
		await liesStill(clerk, 31);
		expect(await reads(clerk)).toBe(false);
		const moving = database.call(clerk, 'transition_application', [id, 'formal_check', null]);
		expect(await refusalOf(moving)).toMatchObject({ code: 'PT403', message: 'not_allowed' });
	});

	it('is not revived by whoever comes back too late, and its refresh token goes', async () => {
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		await note(clerk);
		await liesStill(clerk, 31);
		expect(await note(clerk)).toEqual({ is_live: false, roles: [], needs_second_factor: false });
		expect(await isSignedIn(clerk.session)).toBe(false);
		expect(await note(clerk)).toMatchObject({ is_live: false });
		expect(await reads(clerk)).toBe(false);
	});

	it('that nobody noted counts as used when it began', async () => {
		await submitted(database);
		const person = await signUpStaff(database, 'clerk');
		expect(await reads(await signIn(person, 29))).toBe(true);
		expect(await reads(await signIn(person, 31))).toBe(false);
		expect(await note(await signIn(person, 31))).toMatchObject({ is_live: false });
	});

	it('ends after half a day, however busy', async () => {
		await submitted(database);
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		await note(clerk);
		const began = (hours: number) =>
			database.owner(
				`update auth.sessions set created_at = now() - make_interval(hours => $2) where id = $1`,
				[clerk.session, hours]
			);
		await began(11);
		expect(await reads(clerk)).toBe(true);
		await began(12);
		expect(await reads(clerk)).toBe(false);
		expect(await note(clerk)).toMatchObject({ is_live: false });
	});

	it('is kept by people, not by a page that asks by itself; and is written down once a minute', async () => {
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		await note(clerk);
		const seen = async () =>
			(await one(database, `select seen_at from private.sessions where id = $1`, [clerk.session]))['seen_at'];
		const first = await seen();
		await note(clerk);
		expect(await seen()).toEqual(first);
		await liesStill(clerk, 20);
		const before = await seen();
		await note(clerk, false);
		expect(await seen()).toEqual(before);
		await note(clerk);
		expect(await seen()).not.toEqual(before);
	});

	it('says when it ends: without another sign of life, and at the latest; groups stay signed in', async () => {
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		await note(clerk);
		await database.owner(`update auth.sessions set created_at = now() - interval '11 hours' where id = $1`, [
			clerk.session
		]);
		await liesStill(clerk, 20);
		const asked = Object(await note(clerk, false));
		expect(asked.idle_seconds / 60).toBeCloseTo(10, 0);
		expect(asked.seconds / 60).toBeCloseTo(60, 0);
		const shown = Object(await note(clerk));
		expect(shown.idle_seconds / 60).toBeCloseTo(30, 0);
		expect(shown.seconds / 60).toBeCloseTo(60, 0);
		const group = await signIn(await signUp(database));
		expect(await note(group)).toMatchObject({ idle_seconds: null, seconds: null });
	});

	it('lies as still as the office allows', async () => {
		await submitted(database);
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		await note(clerk);
		await liesStill(clerk, 40);
		const allow = (minutes: string) =>
			database.owner(
				`insert into public.settings (key, value) values ('staff_idle_minutes', $1::jsonb)
				on conflict (key) do update set value = excluded.value`,
				[minutes]
			);
		await allow('60');
		expect(await reads(clerk)).toBe(true);
		await allow('15');
		expect(await reads(clerk)).toBe(false);
		for (const wrong of ['9', '721', '-15', '15.5', '"30"', 'true', 'null'])
			expect((await refusalOf(allow(wrong))).code, wrong).toBe('23514');
		await database.owner(`delete from public.settings where key = 'staff_idle_minutes'`);
	});

	it('is none where the token names one of somebody else', async () => {
		await submitted(database);
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		const other = { ...(await signUpStaff(database, 'clerk')), session: clerk.session };
		expect(await reads(other)).toBe(false);
		expect(await note(other)).toMatchObject({ is_live: false });
		expect(await isSignedIn(clerk.session)).toBe(true);
	});

	it('says where a second factor is missing', async () => {
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		await database.owner(`update public.settings set value = 'true' where key = 'staff_requires_aal2'`);
		expect(await note(clerk)).toMatchObject({ is_live: true, needs_second_factor: true });
		expect(await note({ ...clerk, aal: 'aal2' })).toMatchObject({ needs_second_factor: false });
		expect(await note(await signIn(await signUp(database)))).toMatchObject({
			roles: [],
			needs_second_factor: false
		});
		await database.owner(`update public.settings set value = 'false' where key = 'staff_requires_aal2'`);
	});
});

describe('a session of an applicant', () => {
	it('may lie still, and is over when it is ended', async () => {
		const person = await signIn(await signUp(database), 9_000);
		expect(await note(person)).toMatchObject({ is_live: true, roles: [] });
		await liesStill(person, 9_000);
		expect(await note(person)).toMatchObject({ is_live: true });
		await database.call(person, 'end_session', [person.session]);
		expect(await note(person)).toMatchObject({ is_live: false });
	});

	it('that was ended reads and writes nothing more: as a member, and as a helper', async () => {
		const sent = await submitted(database);
		const { id, applicant } = sent;
		const [here, lost] = [await signIn(applicant as Someone), await signIn(applicant as Someone)];
		const helping = await signIn(await invited(database, sent, 'helper', '2027-03-01'));
		const read = async (person: Person) => [
			await reads(person),
			(await database.as(person, `select from public.submissions`)).length > 0,
			(await database.as(person, `select from public.organisations`)).length > 0
		];
		expect(await read(lost)).toEqual([true, true, true]);
		expect(await read(helping)).toEqual([true, true, false]);
		await database.call(here, 'end_session', [lost.session]);
		await database.call(helping, 'end_session', [helping.session]);
		expect(await read(lost)).toEqual([false, false, false]);
		expect(await read(helping)).toEqual([false, false, false]);
		const withdrawing = (person: Person) => database.call(person, 'withdraw_application', [id, null]);
		expect(await refusalOf(withdrawing(lost))).toMatchObject({ code: 'PT404' });
		expect(await withdrawing(here)).toEqual({ state: 'withdrawn' });
	});
});

describe('the devices of a person', () => {
	it('are told to that person alone, this one first, without those that are over', async () => {
		const person = await signUp(database);
		const [phone, desk] = [await signIn(person, 60), await signIn(person, 30)];
		const stranger = await signIn(await signUp(database));
		await note(phone);
		await note(desk);
		expect(await listOf(phone)).toMatchObject([
			{ id: phone.session, device, is_this: true },
			{ id: desk.session, device, is_this: false }
		]);
		expect((await listOf(stranger)).map(({ id }) => id)).toEqual([stranger.session]);
		const clerk = await signUpStaff(database, 'clerk');
		const [here, idle] = [await signIn(clerk), await signIn(clerk, 31)];
		expect((await listOf(here)).map(({ id }) => id)).toEqual([here.session]);
		expect(await isSignedIn(idle.session)).toBe(true);
	});

	it('are signed out one by one, never those of others', async () => {
		await submitted(database);
		const clerk = await signUpStaff(database, 'clerk');
		const [here, lost, stranger] = [
			await signIn(clerk),
			await signIn(clerk),
			await signIn(await signUpStaff(database, 'clerk'))
		];
		for (const session of [here, lost, stranger]) await note(session);
		expect(await refusalOf(database.call(here, 'end_session', [stranger.session]))).toMatchObject({
			code: 'PT404'
		});
		expect(await reads(stranger)).toBe(true);
		await database.call(here, 'end_session', [lost.session]);
		expect(await reads(lost)).toBe(false);
		expect(await note(lost)).toMatchObject({ is_live: false });
		expect(await reads(here)).toBe(true);
		expect(await refusalOf(database.call(lost, 'end_session', [here.session]))).toMatchObject({
			code: 'PT404'
		});
		const [entry] = await database.owner(
			`select action, actor_id, detail from public.audit_log where entity_id = $1 order by id desc limit 1`,
			[clerk.id]
		);
		expect(entry).toEqual({ action: 'sessions_ended', actor_id: clerk.id, detail: { sessions: 1 } });
	});

	it('are signed out everywhere, or everywhere else', async () => {
		const person = await signUp(database);
		const [here, there] = [await signIn(person), await signIn(person)];
		expect(await database.call(here, 'end_sessions', [person.id, true])).toBe(1);
		expect([await isSignedIn(here.session), await isSignedIn(there.session)]).toEqual([true, false]);
		expect(await database.call(here, 'end_sessions', [person.id, false])).toBe(1);
		expect(await note(here)).toMatchObject({ is_live: false });
		expect(await refusalOf(database.call(here, 'end_sessions', [person.id, false]))).toMatchObject({
			code: 'PT403'
		});
	});

	it('of a colleague are signed out by an admin, and of nobody outside the office', async () => {
		const [clerk, applicant] = [
			await signIn(await signUpStaff(database, 'clerk')),
			await signIn(await signUp(database))
		];
		const admin = await signIn(await signUpStaff(database, 'admin'));
		const all = (person: Person, of: { id: string | null }) =>
			database.call(person, 'end_sessions', [of.id, false]);
		expect(await refusalOf(all(clerk, admin))).toMatchObject({ code: 'PT403' });
		expect(await refusalOf(all(applicant, clerk))).toMatchObject({ code: 'PT403' });
		expect(await refusalOf(all(admin, applicant))).toMatchObject({ code: 'PT404' });
		expect(await all(admin, clerk)).toBe(1);
		expect(await reads(clerk)).toBe(false);
	});

	it('are codes, and nothing else is kept', async () => {
		const person = await signIn(await signUp(database));
		for (const wrong of ['Mozilla/5.0 (X11)', '', 'a/b/c', 'x'.repeat(40), null])
			expect(await refusalOf(database.call(person, 'note_session', [wrong, true]))).toMatchObject({
				code: 'PT422'
			});
	});
});

describe('a second factor that was lost', () => {
	it('is reset by another admin, who signs the person out and stands in the trail', async () => {
		const clerk = await signIn(await signUpStaff(database, 'clerk'));
		const admin = await signIn(await signUpStaff(database, 'admin'));
		const reset = (person: Person, of: { id: string | null }) =>
			database.call(person, 'begin_factor_reset', [of.id]);
		expect(await refusalOf(reset(clerk, admin))).toMatchObject({ code: 'PT403' });
		expect(await refusalOf(reset(admin, admin))).toMatchObject({ code: 'PT409', message: 'own_rights' });
		expect(await refusalOf(reset(admin, await signUp(database)))).toMatchObject({ code: 'PT404' });
		await reset(admin, clerk);
		expect(await isSignedIn(clerk.session)).toBe(false);
		const [entry] = await database.owner(
			`select action, actor_id from public.audit_log where entity_id = $1 order by id desc limit 1`,
			[clerk.id]
		);
		expect(entry).toEqual({ action: 'second_factor_reset', actor_id: admin.id });
	});
});
