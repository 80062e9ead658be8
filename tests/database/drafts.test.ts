import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterDeadline, completeForm, draft, inTime, save, slug, submitted } from './support/applications.ts';
import { refusalOf, TestDatabase } from './support/database.ts';
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
			revision: 1
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

	it('goes on after the deadline and in an archived round, for drafts that exist', async () => {
		const { id, applicant, roundId } = await draft(database, { need: 'a' });
		await database.setClock(afterDeadline);
		await database.owner(`update public.funding_rounds set status = 'archived' where id = $1`, [roundId]);
		try {
			expect(await save(database, applicant, id, 1, { need: 'b' })).toMatchObject({ status: 'saved' });
			const late = save(database, applicant, randomUUID(), 0, { need: 'b' });
			expect(await refusalOf(late)).toMatchObject({ code: 'PT422', message: 'round_not_open' });
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
		Array.from({ length: 401 }, (_, index) => [`cost_lines.${String(index).padStart(8, '0')}.label`, 'x'])
	);
	it.each([
		['a column name', { state: 'approved' }],
		['an unknown path', { made_up: 'x' }],
		['a row id of the wrong shape', { 'cost_lines.x.label': 'x' }],
		['a path into prototypes', { 'cost_lines.__proto__.label': 'x' }],
		['a declaration with odd letters', { 'declared.Ü': 'x' }],
		['a nested object', { need: { deep: true } }],
		['a list of numbers', { project_areas: [1] }],
		['a list of fifty-one', { project_areas: Array.from({ length: 51 }, () => 'x') }],
		['a value of 20,001 characters', { need: 'x'.repeat(20001) }],
		['401 paths', lines],
		[
			'more than 200 kB',
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
					'project_summary'
				].map((path) => [path, 'x'.repeat(20000)])
			)
		],
		['a list instead of a map', []]
	])('refuses %s', async (_, changes) => {
		const refusal = await refusalOf(save(database, await signUp(database), randomUUID(), 0, changes));
		expect(refusal).toMatchObject({ code: 'PT422', message: 'payload_invalid' });
	});

	it('refuses to grow past 400 paths in two steps', async () => {
		const paths = Object.keys(lines);
		const { id, applicant } = await draft(
			database,
			Object.fromEntries(paths.slice(0, 300).map((path) => [path, 'x']))
		);
		const rest = Object.fromEntries(paths.slice(300).map((path) => [path, 'x']));
		expect(await refusalOf(save(database, applicant, id, 1, rest))).toMatchObject({
			message: 'payload_invalid'
		});
	});

	it('refuses NUL and another version of the form', async () => {
		const person = await signUp(database);
		expect((await refusalOf(save(database, person, randomUUID(), 0, { need: 'a\u0000b' }))).code).toBe(
			'22P05'
		);
		const newer = database.call(person, 'save_draft', [randomUUID(), slug, 0, {}, 2]);
		expect(await refusalOf(newer)).toMatchObject({ message: 'payload_invalid' });
	});

	it('keeps bidi marks, emoji and quotes letter by letter', async () => {
		const need = `\u202Eabc\u202C 👩‍👩‍👧 ' " \\ <b>{{x}}</b>; drop table x; --`;
		const { id } = await draft(database, { ...completeForm, need });
		expect(
			await one(database, `select form ->> 'need' as need from public.applications where id = $1`, [id])
		).toEqual({ need });
	});
});
