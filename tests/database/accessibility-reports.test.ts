import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let clerk: Person & { id: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	clerk = await signUpStaff(database, 'clerk');
});
afterAll(() => database.stop());
beforeEach(() => database.owner(`delete from public.accessibility_reports`));

const codeOf = async (attempt: Promise<unknown>) => {
	const { code, message } = await refusalOf(attempt);
	return `${code} ${message}`;
};
interface Report {
	readonly id: string;
	readonly locale: string | null;
	readonly page: string | null;
	readonly barrier: string | null;
	readonly wish: string | null;
	readonly email: string | null;
}
const report = (of: Partial<Report> = {}, person: Person = anonymous) => {
	const said: Report = {
		id: randomUUID(),
		locale: 'ku',
		page: 'Kosten',
		barrier: 'Der Knopf hat keinen Namen.',
		wish: '',
		email: null,
		...of
	};
	return database.call(person, 'report_barrier', [
		said.id,
		said.locale,
		said.page,
		said.barrier,
		said.wish,
		said.email
	]);
};
const read = (person: Person) =>
	database.as(person, `select id, barrier, email, done_by from public.accessibility_reports`);

describe('a report that was kept long enough', () => {
	it('is deleted with the address it came with, settled or not, and the trail says how many', async () => {
		const [open, settled] = [randomUUID(), randomUUID()];
		await report({ id: open, email: 'leyla@example.test' });
		await report({ id: settled });
		await database.call(clerk, 'settle_barrier', [settled]);
		const clear = async () =>
			(await database.as(service, `select public.clear_old_barriers() as cleared`))[0]?.['cleared'];
		expect(await clear()).toBe(0);
		const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
		await database.setClock(days(729));
		expect(await clear()).toBe(0);
		await database.setClock(days(731));
		expect(await clear()).toBe(2);
		expect(await clear()).toBe(0);
		expect(await read(clerk)).toEqual([]);
		expect(
			await one(database, `select actor_role, detail from public.audit_log where action = 'barriers_erased'`)
		).toEqual({ actor_role: 'system', detail: { reports: 2 } });
		await database.setClock(null);
	});

	it('is not cleared by anybody who is not the server', async () => {
		expect(await codeOf(database.as(clerk, `select public.clear_old_barriers()`))).toContain('42501');
	});
});

describe('a barrier', () => {
	it('is reported by anybody, once, and read by the office alone', async () => {
		const id = randomUUID();
		await report({ id, barrier: '  Der Knopf hat keinen Namen.\n', email: ' elif@example.org ' });
		await report({ id, barrier: 'Etwas anderes.' });
		expect(await read(clerk)).toEqual([
			{ id, barrier: 'Der Knopf hat keinen Namen.', email: 'elif@example.org', done_by: null }
		]);
		expect(await read(await signUp(database))).toEqual([]);
		expect((await refusalOf(read(anonymous))).code).toBe('42501');
		expect(
			await database.owner(`select actor_role, action, detail from public.audit_log where entity_id = $1`, [
				id
			])
		).toEqual([{ actor_role: 'visitor', action: 'barrier_reported', detail: {} }]);
	});

	it('is neither empty nor endless, and an address is one', async () => {
		for (const wrong of [
			{ barrier: ' \n' },
			{ barrier: null },
			{ barrier: 'x'.repeat(4001) },
			{ wish: 'x'.repeat(4001) },
			{ page: 'x'.repeat(301) },
			{ email: 'elif' },
			{ email: 'elif@example.org, all@example.org' },
			{ locale: 'nowhere' },
			{ locale: null }
		])
			expect(await codeOf(report(wrong)), JSON.stringify(wrong).slice(0, 40)).toBe('PT422 payload_invalid');
		expect(await read(clerk)).toEqual([]);
	});

	it('is one too many on a day when two hundred came', async () => {
		await database.owner(
			`insert into public.accessibility_reports (id, at, locale, page, barrier, wish)
			select gen_random_uuid(), clock_timestamp() - interval '1 hour', 'de', '', 'x', '' from generate_series(1, 200)`
		);
		expect(await codeOf(report())).toBe('PT429 too_many_attempts');
		await database.owner(`update public.accessibility_reports set at = at - interval '1 day'`);
		await report();
		expect((await read(clerk)).length).toBe(201);
	});

	it('is settled by whoever works here, and its address is forgotten then', async () => {
		const id = randomUUID();
		await report({ id, email: 'elif@example.org' });
		for (const person of [await signUpStaff(database, 'auditor'), await signUp(database)])
			expect(await codeOf(database.call(person, 'settle_barrier', [id]))).toBe('PT403 not_allowed');
		expect(await codeOf(database.call(clerk, 'settle_barrier', [randomUUID()]))).toBe('PT404 not_found');
		const admin = await signUpStaff(database, 'admin');
		await database.call(admin, 'settle_barrier', [id]);
		await database.call(clerk, 'settle_barrier', [id]);
		expect(await read(clerk)).toMatchObject([{ email: null, done_by: admin.id }]);
		expect(
			await database.owner(
				`select actor_role from public.audit_log where entity_id = $1 and action = 'barrier_settled'`,
				[id]
			)
		).toEqual([{ actor_role: 'admin' }]);
	});
});

describe('the video in sign language', () => {
	const set = (key: string, value: string) =>
		database.owner(`insert into public.settings (key, value) values ($1, to_jsonb($2::text))`, [key, value]);

	it('is where the settings say, for everybody, and nothing else of them is told', async () => {
		expect(await database.call(anonymous, 'sign_language_video', [])).toEqual({
			video: null,
			transcript: null
		});
		await set('sign_language_video', '/media/dgs.mp4');
		await set('sign_language_transcript', 'https://www.duisburg.de/dgs');
		expect(await database.call(anonymous, 'sign_language_video', [])).toEqual({
			video: '/media/dgs.mp4',
			transcript: 'https://www.duisburg.de/dgs'
		});
		await database.owner(`delete from public.settings where key like 'sign_language%'`);
	});

	it('is said by admins alone, and taken away by saying nothing', async () => {
		const admin = await signUpStaff(database, 'admin');
		const say = (person: Person, video: string | null, transcript: string | null) =>
			database.call(person, 'set_sign_language', [video, transcript]);
		for (const role of ['clerk', 'decider', 'auditor'])
			expect(await refusalOf(say(await signUpStaff(database, role), '/media/dgs.mp4', null))).toMatchObject({
				message: 'not_allowed'
			});
		const told = async () =>
			(
				await database.owner(
					`select id from public.audit_log where action = 'setting_changed' and entity_id like 'sign_language%'`
				)
			).length;
		const before = await told();
		await say(admin, ' /media/dgs.mp4 ', 'https://www.duisburg.de/dgs');
		expect(await told()).toBe(before + 2);
		expect(await database.call(anonymous, 'sign_language_video', [])).toEqual({
			video: '/media/dgs.mp4',
			transcript: 'https://www.duisburg.de/dgs'
		});
		for (const wrong of [
			'javascript:alert(1)',
			'http://x.example/v',
			'//x.example/v',
			`/${'v'.repeat(2000)}`
		])
			expect(await refusalOf(say(admin, wrong, null)), wrong).toMatchObject({ message: 'payload_invalid' });
		await say(admin, '', null);
		expect(await database.call(anonymous, 'sign_language_video', [])).toEqual({
			video: null,
			transcript: null
		});
	});

	it('is an address of this site or behind https', async () => {
		for (const address of ['javascript:alert(1)', 'http://x.example/v', '//x.example/v', '', '/a b'])
			expect((await refusalOf(set('sign_language_video', address))).code, address).toBe('23514');
		expect(
			await one(database, `select count(*)::int as n from public.settings where key like 'sign%'`)
		).toEqual({
			n: 0
		});
	});
});
