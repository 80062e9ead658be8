import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterDeadline, completeForm, draft, inTime, save, slug, submitted } from './support/applications.ts';
import { type Person, refusalOf, TestDatabase } from './support/database.ts';
import { join, one, signUp } from './support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
});
afterAll(() => database.stop());

describe('saving a draft', () => {
	it('creates application, organisation and ownership for a new id', async () => {
		const person = await signUp(database);
		const id = randomUUID();
		expect(await save(database, person, id, 0, { organisation_name: 'Verein' })).toEqual({
			status: 'saved',
			revision: 1,
			state: 'draft'
		});
		const [row] = await database.as(
			person,
			`select state, organisation_name from public.applications where id = $1`,
			[id]
		);
		expect(row).toEqual({ state: 'draft', organisation_name: 'Verein' });
		const members = await database.as(person, `select role from public.organisation_members`);
		expect(members).toEqual([{ role: 'owner' }]);
	});

	it('refreshes what staff filters by, and forgets what was not understood', async () => {
		const { id, applicant } = await draft(database);
		const columns = `select title, requested_cents, district, areas, organisation_name from public.applications where id = $1`;
		expect(await one(database, columns, [id])).toEqual({
			title: 'Kochen und reden',
			requested_cents: 100000,
			district: 'mitte',
			areas: ['encounter', 'democracy'],
			organisation_name: 'Nachbarschaft Hochfeld'
		});
		await save(database, applicant, id, 1, { requested_cents: 'tausend', project_title: null });
		expect(await one(database, columns, [id])).toMatchObject({ title: null, requested_cents: null });
	});

	it('removes a path on an empty text or list as on null', async () => {
		const { id, applicant } = await draft(database, { need: 'a', aims: 'b', project_areas: ['encounter'] });
		await save(database, applicant, id, 1, { need: '', project_areas: [] });
		expect(await one(database, `select form from public.applications where id = $1`, [id])).toEqual({
			form: { aims: 'b' }
		});
	});

	it('removes a path on null and keeps the others', async () => {
		const { id, applicant } = await draft(database, { need: 'a', aims: 'b' });
		await save(database, applicant, id, 1, { need: null });
		expect(await one(database, `select form, revision from public.applications where id = $1`, [id])).toEqual(
			{
				form: { aims: 'b' },
				revision: 2
			}
		);
	});

	it('writes nothing and hands back the fields when the server has moved on', async () => {
		const { id, applicant } = await draft(database, { need: 'first' });
		await save(database, applicant, id, 1, { need: 'second' });
		expect(await save(database, applicant, id, 1, { need: 'third' })).toEqual({
			status: 'moved_on',
			revision: 2,
			fields: { need: 'second' }
		});
		expect(await one(database, `select form from public.applications where id = $1`, [id])).toEqual({
			form: { need: 'second' }
		});
	});

	it('goes on after the deadline and in an archived round, also for what was begun without network', async () => {
		const { id, applicant, roundId } = await draft(database, { need: 'a' });
		await database.setClock(afterDeadline);
		await database.owner(`update public.funding_rounds set status = 'archived' where id = $1`, [roundId]);
		try {
			expect(await save(database, applicant, id, 1, { need: 'b' })).toMatchObject({ status: 'saved' });
			const late = save(database, applicant, randomUUID(), 0, { need: 'b' });
			expect(await late).toMatchObject({ status: 'saved' });
		} finally {
			await database.owner(`update public.funding_rounds set status = 'published' where id = $1`, [roundId]);
			await database.setClock(inTime);
		}
	});

	it('lets owners and editors write and treats everybody else as if the id did not exist', async () => {
		const { id } = await draft(database, { need: 'a' });
		const [editor, reader, stranger] = [
			await signUp(database),
			await signUp(database),
			await signUp(database)
		];
		await join(database, editor, id, 'editor');
		await join(database, reader, id, 'reader');
		expect(await save(database, editor, id, 1, { need: 'b' })).toMatchObject({
			status: 'saved',
			revision: 2
		});
		for (const person of [reader, stranger]) {
			const refusal = await refusalOf(save(database, person, id, 2, { need: 'stolen' }));
			expect(refusal).toMatchObject({ code: 'PT404', message: 'not_found' });
		}
	});

	it('is refused once the application is sent', async () => {
		const { id, applicant } = await submitted(database);
		const refusal = await refusalOf(save(database, applicant, id, 1, { need: 'later' }));
		expect(refusal).toMatchObject({ code: 'PT409', message: 'already_submitted' });
	});

	it('asks a client that knows more than the server to start again', async () => {
		const refusal = await refusalOf(save(database, await signUp(database), randomUUID(), 7, { need: 'a' }));
		expect(refusal).toMatchObject({ code: 'PT404', message: 'not_found' });
	});

	it('knows no other round and no more than fifty drafts of one person', async () => {
		const person = await signUp(database);
		const unknown = save(database, person, randomUUID(), 0, {}, 'nowhere');
		expect(await refusalOf(unknown)).toMatchObject({ code: 'PT404', message: 'not_found' });
		for (let count = 0; count < 50; count += 1) await save(database, person, randomUUID(), 0, {});
		const tooMany = save(database, person, randomUUID(), 0, {});
		expect(await refusalOf(tooMany)).toMatchObject({ code: 'PT429', message: 'too_many_attempts' });
	});

	const lines = Object.fromEntries(
		Array.from({ length: 1001 }, (_, index) => [`cost_lines.${String(index).padStart(8, '0')}.label`, 'x'])
	);
	it.each([
		['a column name', { state: 'approved' }],
		['an unknown path', { made_up: 'x' }],
		['a row id of the wrong shape', { 'cost_lines.x.label': 'x' }],
		['a path into prototypes', { 'cost_lines.__proto__.label': 'x' }],
		['a declaration with odd letters', { 'declared.Ü': 'x' }],
		['a nested object', { need: { deep: true } }],
		['a list of numbers', { project_areas: [1] }],
		['an answer of 2,001 characters', { 'answers.a1b2c3d4': 'x'.repeat(2001) }],
		['an answer that is no text', { 'answers.a1b2c3d4': 5 }],
		['a German version of what is no text', { 'german.iban': 'x' }],
		['a column of another list', { 'events.aaaaaaa1.label': 'x' }],
		['a list of fifty-one', { project_areas: Array.from({ length: 51 }, () => 'x') }],
		['a value of 20,001 characters', { need: 'x'.repeat(20001) }],
		['1,001 paths', lines],
		[
			'more than 300 kB',
			Object.fromEntries(
				[
					'need',
					'aims',
					'format',
					'prevention',
					'empowerment',
					'street',
					'city',
					'iban',
					'account_holder',
					'project_title',
					'project_summary',
					'venue',
					'publicity',
					'website',
					'bank_name',
					'signed_name'
				].map((path) => [path, 'x'.repeat(20000)])
			)
		],
		['a list instead of a map', []]
	])('refuses %s', async (_, changes) => {
		const refusal = await refusalOf(save(database, await signUp(database), randomUUID(), 0, changes));
		expect(refusal).toMatchObject({ code: 'PT422', message: 'payload_invalid' });
	});

	it('refuses to grow past 1,000 paths in two steps', async () => {
		const paths = Object.keys(lines);
		const { id, applicant } = await draft(
			database,
			Object.fromEntries(paths.slice(0, 600).map((path) => [path, 'x']))
		);
		const rest = Object.fromEntries(paths.slice(600).map((path) => [path, 'x']));
		expect(await refusalOf(save(database, applicant, id, 1, rest))).toMatchObject({
			message: 'payload_invalid'
		});
	});

	it('refuses NUL and another version of the form', async () => {
		const person = await signUp(database);
		expect((await refusalOf(save(database, person, randomUUID(), 0, { need: 'a\u0000b' }))).code).toBe(
			'22P05'
		);
		for (const version of [0, 3, null]) {
			const other = database.call(person, 'save_draft', [randomUUID(), slug, 0, {}, version]);
			expect(await refusalOf(other)).toMatchObject({ code: 'PT422', message: 'payload_invalid' });
		}
	});

	it('takes the words of an earlier program without taking the form back to its version', async () => {
		const person = await signUp(database);
		const id = randomUUID();
		const saved = (base: number, changes: object, version: number) =>
			database.call(person, 'save_draft', [id, slug, base, changes, version]);
		await saved(0, { need: 'a' }, 1);
		const version = `select form_schema_version as version from public.applications where id = $1`;
		expect(await one(database, version, [id])).toEqual({ version: 1 });
		await saved(1, { venue: 'Park' }, 2);
		await saved(2, { need: 'b' }, 1);
		expect(await one(database, version, [id])).toEqual({ version: 2 });
	});

	it('holds the largest form there can be: a thousand paths, sent at once', async () => {
		const all = Object.fromEntries(
			Object.keys(lines)
				.slice(0, 1000)
				.map((path) => [path, 'x'])
		);
		const { id } = await draft(database, all);
		const [row] = await database.owner(
			`select (select count(*)::int from jsonb_object_keys(form)) as n from public.applications where id = $1`,
			[id]
		);
		expect(row).toEqual({ n: 1000 });
	});

	it('is held back by the table too, should a function forget', async () => {
		const { id } = await draft(database, {});
		const forced = database.owner(
			`update public.applications set form = jsonb_build_object('need', repeat('x', 300001)) where id = $1`,
			[id]
		);
		expect((await refusalOf(forced)).code).toBe('23514');
	});

	it('keeps bidi marks, emoji and quotes letter by letter', async () => {
		const need = `\u202Eabc\u202C 👩‍👩‍👧 ' " \\ <b>{{x}}</b>; drop table x; --`;
		const { id } = await draft(database, { ...completeForm, need });
		expect(
			await one(database, `select form ->> 'need' as need from public.applications where id = $1`, [id])
		).toEqual({ need });
	});
});

describe('a copy', () => {
	const copyOf = (source: string | null, person: Person, id = randomUUID()) =>
		database.call(person, 'save_draft', [id, slug, 0, { need: 'copied' }, 2, source]).then(() => id);
	const organisationOf = async (id: string) =>
		(await one(database, `select organisation_id as id from public.applications where id = $1`, [id]))['id'];

	it('joins the organisation it was copied from, sent or not, so that the same people go on', async () => {
		const source = await submitted(database);
		const editor = await signUp(database);
		await join(database, editor, source.id, 'editor');
		const id = await copyOf(source.id, editor);
		expect(await organisationOf(id)).toBe(await organisationOf(source.id));
		expect(await save(database, source.applicant, id, 1, { need: 'together' })).toMatchObject({
			revision: 2
		});
	});

	it('begins an organisation of its own for readers, strangers and what does not exist', async () => {
		const source = await submitted(database);
		const [reader, stranger] = [await signUp(database), await signUp(database)];
		await join(database, reader, source.id, 'reader');
		for (const [person, from] of [
			[reader, source.id],
			[stranger, source.id],
			[stranger, randomUUID()],
			[stranger, null]
		] as const) {
			const id = await copyOf(from, person);
			expect(await organisationOf(id)).not.toBe(await organisationOf(source.id));
			const rows = await database.as(source.applicant, `select 1 from public.applications where id = $1`, [
				id
			]);
			expect(rows).toEqual([]);
		}
	});

	it('moves nothing that exists already', async () => {
		const [source, other] = [await draft(database), await draft(database)];
		const before = await organisationOf(other.id);
		await join(database, other.applicant, source.id, 'editor');
		await database.call(other.applicant, 'save_draft', [other.id, slug, 1, { need: 'b' }, 2, source.id]);
		expect(await organisationOf(other.id)).toBe(before);
	});
});

describe('who changed what', () => {
	it('is noted with every save, the places without the words', async () => {
		const { id, applicant } = await draft(database, { need: 'a', aims: 'b' });
		const editor = await signUp(database);
		await join(database, editor, id, 'editor');
		await save(database, editor, id, 1, { need: null, venue: 'Park' });
		await save(database, editor, id, 2, {});
		const rows = await database.as(
			applicant,
			`select revision, actor_id, at, paths from public.draft_changes where application_id = $1 order by revision`,
			[id]
		);
		const at = new Date(inTime);
		expect(rows).toEqual([
			{ revision: 1, actor_id: applicant.id, at, paths: ['aims', 'need'] },
			{ revision: 2, actor_id: editor.id, at, paths: ['need', 'venue'] }
		]);
		expect(await database.as(await signUp(database), `select 1 from public.draft_changes`)).toEqual([]);
	});

	it('notes nothing when the server had moved on', async () => {
		const { id, applicant } = await draft(database, { need: 'a' });
		await save(database, applicant, id, 0, { need: 'b' });
		const noted = `select count(*)::int as n from public.draft_changes where application_id = $1`;
		expect(await one(database, noted, [id])).toEqual({ n: 1 });
	});
});

it('writes as the hook allows: whoever it names writes, and never sends', async () => {
	const { id } = await draft(database);
	const helper = await signUp(database);
	const [{ body } = { body: '' }] = await database.owner(
		`select pg_get_functiondef('private.may_write_application'::regproc) as body`
	);
	await database.owner(
		`create or replace function private.may_write_application(p_application public.applications) returns boolean
		language sql stable security definer set search_path = '' as $f$ select auth.uid() = '${helper.id}' $f$`
	);
	try {
		expect(await save(database, helper, id, 1, { need: 'with help' })).toMatchObject({ revision: 2 });
		const sending = database.call(helper, 'submit_application', [id, randomUUID(), 2, null]);
		expect(await refusalOf(sending)).toMatchObject({ code: 'PT404', message: 'not_found' });
		const withdrawing = database.call(helper, 'withdraw_application', [id, null]);
		expect(await refusalOf(withdrawing)).toMatchObject({ code: 'PT404', message: 'not_found' });
	} finally {
		await database.owner(String(body));
	}
});
