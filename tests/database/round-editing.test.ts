import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeForm, inTime, submitted } from './support/applications.ts';
import { refusalOf, TestDatabase, type Person, type Row } from './support/database.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let admin: Person;

beforeAll(async () => {
	database = await TestDatabase.start();
	admin = await signUpStaff(database, 'admin');
	await database.setClock(inTime);
});
afterAll(() => database.stop());

const roundOf = (slug: string) =>
	one(
		database,
		'select id, revision, status, closes_at, texts, areas, declarations from public.funding_rounds where slug = $1',
		[slug]
	);

async function change(slug: string, changes: object, person: Person = admin): Promise<Row> {
	const { id, revision } = await roundOf(slug);
	return database.call(person, 'change_round', [id, revision, JSON.stringify(changes)]);
}

async function copied(slug: string): Promise<Row> {
	const { id } = await roundOf('kofei-2027');
	await database.call(admin, 'copy_round', [id, slug]);
	return roundOf(slug);
}

async function setStatus(slug: string, to: string, person: Person = admin): Promise<Row> {
	const { id, revision } = await roundOf(slug);
	return database.call(person, 'set_round_status', [id, revision, to]);
}

async function faults(attempt: Promise<unknown>): Promise<readonly string[]> {
	const { message, detail } = await refusalOf(attempt);
	expect(message).toBe('round_invalid');
	return (JSON.parse(detail ?? '[]') as { path: string; code: string }[]).map(
		({ path, code }) => `${path} ${code}`
	);
}

describe('who may edit a round', () => {
	it.each(['clerk', 'decider', 'auditor'])('is not a %s', async (role) => {
		const person = await signUpStaff(database, role);
		const { id, revision } = await roundOf('kofei-2027');
		for (const attempt of [
			database.call(person, 'change_round', [id, revision, '{"cap_cents": 1}']),
			database.call(person, 'copy_round', [id, `by-${role}`]),
			database.call(person, 'set_round_status', [id, revision, 'closed'])
		])
			expect((await refusalOf(attempt)).code).toBe('PT403');
	});

	it('is nobody from outside, and no admin who left', async () => {
		const { id, revision } = await roundOf('kofei-2027');
		const stranger = await signUp(database);
		const former = await signUpStaff(database, 'admin');
		await database.owner('update public.staff_members set deactivated_at = now() where user_id = $1', [
			former.id
		]);
		for (const person of [stranger, former])
			expect((await refusalOf(database.call(person, 'change_round', [id, revision, '{}']))).code).toBe(
				'PT403'
			);
	});

	it('finds every seeded round fit to be edited', async () => {
		for (const slug of ['kofei-2026', 'kofei-2027']) {
			const { id } = await roundOf(slug);
			expect(await database.call(admin, 'round_problems', [id])).toEqual([]);
		}
	});
});

describe('a copy of last year’s round', () => {
	it('is in preparation, unseen by applicants, and a year later by the calendar of Berlin', async () => {
		const { id } = await copied('kofei-2028');
		const [row] = await database.owner(
			`select status, revision, to_char(closes_at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI:SS') as closes,
				project_from::text, texts #>> '{de,title}' as title, declarations -> 0 ->> 'version' as version
			from public.funding_rounds where id = $1`,
			[id]
		);
		expect(row).toEqual({
			status: 'draft',
			revision: 1,
			closes: '2028-02-15 23:59:59',
			project_from: '2028-01-01',
			title: 'KOFEI-Förderung 2028',
			version: '2028-1'
		});
		const applicant = await signUp(database);
		expect(
			await database.as(applicant, 'select slug from public.funding_rounds where slug = $1', ['kofei-2028'])
		).toEqual([]);
	});

	it('needs an address of its own', async () => {
		expect(await faults(copied('kofei-2027'))).toEqual(['slug slug_taken']);
		expect(await faults(copied('Kofei 2029'))).toEqual(['slug slug_invalid']);
	});
});

describe('changing a round', () => {
	it('is refused to whoever saw an older one, and writes nothing then', async () => {
		const { id, revision } = await copied('two-admins');
		await database.call(admin, 'change_round', [id, revision, '{"cap_cents": 300000}']);
		const late = await refusalOf(
			database.call(admin, 'change_round', [id, revision, '{"cap_cents": 200000}'])
		);
		expect(late).toMatchObject({ code: 'PT409', message: 'round_moved_on' });
		expect(await one(database, 'select cap_cents from public.funding_rounds where id = $1', [id])).toEqual({
			cap_cents: 300000
		});
	});

	it.each([
		[{ min_cents: 0 }, 'min_cents amount_invalid'],
		[{ min_cents: 260_000 }, 'min_cents above_cap'],
		[{ cap_cents: 6_000_000 }, 'cap_cents above_total'],
		[{ closes_at: '2026-01-01T00:00:00+01:00' }, 'closes_at closes_before_opening'],
		[{ project_until: '2026-12-31' }, 'project_until ends_before_start'],
		[{ opens_at: null }, 'opens_at required'],
		[{ reference_prefix: 'kofei' }, 'reference_prefix prefix_invalid'],
		[{ areas: [{ code: 'a b', labels: { de: 'x' } }] }, 'areas.0.code code_invalid'],
		[
			{
				areas: [
					{ code: 'a', labels: { de: 'x' } },
					{ code: 'a', labels: { de: 'y' } }
				]
			},
			'areas.1.code code_twice'
		],
		[{ areas: [{ code: 'a', labels: { de: 'x'.repeat(301) } }] }, 'areas.0.labels.de too_long'],
		[{ areas: ['a'] }, 'areas.0 shape'],
		[{ criteria: [{ code: 'a', labels: { de: 'x' }, weight: 11 }] }, 'criteria.0.weight weight_invalid'],
		[{ cost_categories: [{ code: 'a', labels: { de: 'x' } }] }, 'cost_categories.0.is_eligible shape'],
		[
			{ documents: [{ code: 'a', labels: { de: 'x' }, is_required: true, shown_if: { path: 'need' } }] },
			'documents.0.shown_if shape'
		],
		[
			{ declarations: [{ code: 'a', version: '', is_required: true, texts: { de: 'x' } }] },
			'declarations.0.version version_invalid'
		],
		[{ texts: { de: { title: 'x', unknown: 'y' } } }, 'texts.de shape'],
		[{ texts: { de: { title: 'x\u0001' } } }, 'texts.title.de control_characters'],
		[{ contact: { name: { de: 'x' }, email: 'nobody', phone: '' } }, 'contact.email not_an_email'],
		[{ settings: { signature: 'thumb' } }, 'settings.signature shape'],
		[{ settings: { reviews_needed: -1 } }, 'settings.reviews_needed shape'],
		[{ settings: { request_texts: { de: { opening: 'x' } } } }, 'settings.request_texts shape'],
		[
			{ settings: { request_texts: { de: { opening: 'x'.repeat(2001), closing: '' } } } },
			'settings.request_texts shape'
		],
		[{ settings: { postal_codes: { from: '5', until: '6' } } }, 'settings.postal_codes shape']
	])('names the field that is wrong in %j', async (changes, fault) => {
		const slug = `wrong-${(await one(database, 'select count(*) as n from public.funding_rounds'))['n']}`;
		await copied(slug);
		expect(await faults(change(slug, changes))).toContain(fault);
	});

	it.each([
		['a column that is not editable', { status: 'published' }],
		['the revision', { revision: 9 }],
		['a date that is none', { closes_at: 'soon' }],
		['a sum that is none', { cap_cents: '1e9x' }],
		['a list that is none', { areas: {} }],
		['nothing where something must be', { areas: null }],
		['texts that are none', { texts: [] }]
	])('refuses %s as a whole', async (_, changes) => {
		expect(await refusalOf(change('kofei-2028', changes))).toMatchObject({
			code: 'PT422',
			message: 'payload_invalid'
		});
	});

	it('in preparation may leave texts and lists for later, published may not', async () => {
		await copied('later');
		await change('later', { texts: {}, areas: [] });
		expect(await faults(setStatus('later', 'published'))).toEqual(
			expect.arrayContaining(['texts.title.de required', 'texts.after.de required', 'areas required'])
		);
		expect(await faults(change('kofei-2027', { areas: [] }))).toContain('areas required');
	});
});

describe('a round in which something was sent', () => {
	it('keeps the terms it was sent under, word for word, whatever changes later', async () => {
		const { id } = await submitted(database);
		const before = await one(
			database,
			'select round_revision, snapshot, sha256 from public.submissions where application_id = $1',
			[id]
		);
		const { texts } = await roundOf('kofei-2027');
		await change('kofei-2027', {
			texts: { ...Object(texts), de: { ...Object(texts).de, summary: 'Anders.' } },
			cap_cents: 260_000
		});
		expect(
			await one(
				database,
				'select round_revision, snapshot, sha256 from public.submissions where application_id = $1',
				[id]
			)
		).toEqual(before);
		const [terms] = await database.as(
			admin,
			`select v.terms #>> '{texts,de,summary}' as summary, v.terms -> 'cap_cents' as cap from public.round_versions v
			join public.submissions s on s.round_revision = v.revision join public.applications a on a.id = s.application_id and a.round_id = v.round_id
			where s.application_id = $1`,
			[id]
		);
		expect(terms).toMatchObject({ cap: 250_000 });
		expect(terms?.['summary']).not.toBe('Anders.');
	});

	it('is told in the trail by columns, paths and sums, without the words', async () => {
		const { id } = await roundOf('kofei-2027');
		const entry = await one(
			database,
			`select detail, actor_role from public.audit_log where entity_id = $1 and action = 'round_changed' order by id desc limit 1`,
			[id]
		);
		expect(entry).toMatchObject({
			actor_role: 'admin',
			detail: {
				changed: ['cap_cents', 'texts'],
				paths: ['texts.de.summary'],
				values: { cap_cents: [250_000, 260_000] }
			}
		});
		expect(JSON.stringify(entry)).not.toContain('Anders');
	});

	it('keeps its address, the codes that were chosen and what was asked for', async () => {
		await submitted(database, { ...completeForm, requested_cents: 100_000 });
		const { areas } = await roundOf('kofei-2027');
		const without = (areas as { code: string }[]).filter(({ code }) => code !== 'democracy');
		expect(await faults(change('kofei-2027', { areas: without }))).toEqual(['areas code_in_use']);
		expect(await faults(change('kofei-2027', { slug: 'elsewhere' }))).toEqual(['slug fixed']);
		expect(await faults(change('kofei-2027', { cap_cents: 99_999 }))).toEqual(['cap_cents below_requested']);
		expect(await faults(change('kofei-2027', { reference_prefix: 'OTHER' }))).toEqual([
			'reference_prefix fixed'
		]);
	});

	it('gives a declaration with other German words another version', async () => {
		const { declarations } = await roundOf('kofei-2027');
		const [first, ...rest] = declarations as { version: string; texts: Record<string, string> }[];
		const reworded = { ...first, texts: { ...first?.texts, de: 'Neu.' } };
		expect(await faults(change('kofei-2027', { declarations: [reworded, ...rest] }))).toEqual([
			'declarations version_kept'
		]);
		await change('kofei-2027', { declarations: [{ ...reworded, version: '2027-2' }, ...rest] });
	});

	it('has versions nobody can rewrite, and that are the office’s alone', async () => {
		for (const sql of ['update public.round_versions set revision = 99', 'delete from public.round_versions'])
			expect((await refusalOf(database.owner(sql))).code).toBe('42501');
		expect(await database.as(await signUp(database), 'select revision from public.round_versions')).toEqual(
			[]
		);
	});
});

describe('publishing, closing, archiving', () => {
	it('goes one way: in preparation, published, closed, archived', async () => {
		await database.setClock('2027-12-01T12:00:00+01:00');
		expect(await refusalOf(setStatus('kofei-2028', 'archived'))).toMatchObject({ message: 'not_in_state' });
		await setStatus('kofei-2028', 'published');
		const applicant = await signUp(database);
		expect(
			await database.as(applicant, 'select slug from public.funding_rounds where slug = $1', ['kofei-2028'])
		).toHaveLength(1);
		expect(await refusalOf(setStatus('kofei-2028', 'archived'))).toMatchObject({ message: 'not_in_state' });
		await setStatus('kofei-2028', 'closed');
		expect(await refusalOf(setStatus('kofei-2028', 'closed'))).toMatchObject({ message: 'not_in_state' });
		expect(await refusalOf(setStatus('kofei-2028', 'reopened'))).toMatchObject({ message: 'not_in_state' });
		await setStatus('kofei-2028', 'archived');
		expect(await refusalOf(setStatus('kofei-2028', 'published'))).toMatchObject({ message: 'not_in_state' });
		expect(await refusalOf(change('kofei-2028', { cap_cents: 260_000 }))).toMatchObject({
			message: 'not_in_state'
		});
		await database.setClock(inTime);
	});

	it('does not publish what is over already', async () => {
		await copied('over');
		await database.setClock('2029-01-01T00:00:00+01:00');
		expect(await faults(setStatus('over', 'published'))).toEqual(['closes_at already_past']);
		await database.setClock(inTime);
	});
});

describe('deleting a round', () => {
	const remove = async (slug: string, person: Person = admin) => {
		const { id, revision } = await roundOf(slug);
		return database.call(person, 'delete_round', [id, revision]);
	};

	it('takes back what is in preparation, with its letters, and says so in the trail', async () => {
		const { id } = await copied('mistaken');
		await remove('mistaken');
		for (const table of ['funding_rounds where id', 'letter_templates where round_id'])
			expect(await database.owner(`select 1 from public.${table} = $1`, [id])).toEqual([]);
		expect(
			await one(
				database,
				`select actor_role, detail from public.audit_log where action = 'round_deleted' and entity_id = $1`,
				[id]
			)
		).toMatchObject({ actor_role: 'admin', detail: { slug: 'mistaken' } });
	});

	it('is refused once it was published, to whoever saw an older one, and to all but admins', async () => {
		expect(await refusalOf(remove('kofei-2027'))).toMatchObject({ message: 'not_in_state' });
		const { id } = await copied('kept');
		const stale = database.call(admin, 'delete_round', [id, 99]);
		expect(await refusalOf(stale)).toMatchObject({ message: 'round_moved_on' });
		for (const role of ['clerk', 'decider', 'auditor'])
			expect((await refusalOf(remove('kept', await signUpStaff(database, role)))).code).toBe('PT403');
	});

	it('is refused while anything refers to it', async () => {
		const { id } = await copied('referred');
		await database.owner(
			`insert into public.round_versions (round_id, revision, terms) values ($1, 1, '{}')`,
			[id]
		);
		expect(await refusalOf(remove('referred'))).toMatchObject({ code: 'PT409', message: 'round_in_use' });
	});
});
