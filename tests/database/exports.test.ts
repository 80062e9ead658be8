import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain, type ExportedEntry } from '../../src/run/audit-chain.ts';
import { completeForm, draft, inTime, readyForDecision, submitted } from './support/applications.ts';
import { patience, refusalOf, TestDatabase, type Person, type Row } from './support/database.ts';
import { one, signUp, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let decider: Person;
let auditor: Person;
let round: string;

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	decider = await signUpStaff(database, 'decider');
	auditor = await signUpStaff(database, 'auditor');
	round = String(
		(await one(database, `select id from public.funding_rounds where slug = 'kofei-2027'`))['id']
	);
});
afterAll(() => database.stop());

const begin = async (person: Person, kind: string, filter: object = { round }, format = 'csv') =>
	String((await database.call(person, 'begin_export', [kind, format, JSON.stringify(filter)]))['id']);

async function all(person: Person, name: string, id: string): Promise<readonly Row[]> {
	const rows: Row[] = [];
	for (let after: unknown = null; ;) {
		const page = await database.call(person, name, [id, after]);
		rows.push(...(page['rows'] as Row[]));
		after = page['next'];
		if (after === null) return rows;
	}
}

async function decide(id: string, outcome: string, amount: number | null): Promise<void> {
	const reason = { approved: 'Das genügt.', rejected: 'Passt nicht.' }[outcome] ?? null;
	const { decision_id } = await proposeDecision(database, clerk, [id, outcome, amount, reason, null]);
	await countersignDecision(database, decider, decision_id);
}

describe('the figures of a round', () => {
	it('count what was sent and decided, once, and leave drafts out', async () => {
		await draft(database);
		await submitted(database, { ...completeForm, district: 'sued', participants: 10 });
		const approved = await readyForDecision(database, clerk);
		await decide(approved.id, 'approved', 90_000);
		const rejected = await readyForDecision(database, clerk);
		await decide(rejected.id, 'rejected', null);
		const figures = await database.call(auditor, 'round_statistics', [round]);
		expect(figures).toMatchObject({
			applications: 3,
			requested_cents: 300_000,
			undecided: 1,
			approved: 1,
			approved_cents: 90_000,
			rejected: 1,
			rejected_cents: 100_000,
			average_grant_cents: 90_000,
			participants: 60,
			approved_participants: 25,
			approved_volunteers: 5
		});
		const groups = figures['groups'] as Row[];
		expect(groups).toContainEqual({
			kind: 'district',
			code: 'mitte',
			applications: 2,
			requested_cents: 200_000,
			approved: 1,
			approved_cents: 90_000,
			rejected: 1,
			rejected_cents: 100_000
		});
		// Two areas each: an application counts in both.
		expect(groups.filter(({ kind }) => kind === 'area').map(({ applications }) => applications)).toEqual([
			3, 3
		]);
	});

	it('are the office’s alone', async () => {
		for (const person of [await signUp(database)])
			expect((await refusalOf(database.call(person, 'round_statistics', [round]))).code).toBe('PT403');
	});
});

describe('an export', () => {
	it('is complete beyond every page, in order, each application once', patience, async () => {
		await database.owner(`alter table public.applications disable trigger applications_are_guarded`);
		await database.owner(
			`insert into public.applications (id, round_id, organisation_id, state, form_schema_version, reference_number, submitted_at, title)
			select gen_random_uuid(), $1, (select id from public.organisations limit 1), 'submitted', 2, 'KOFEI-2027-' || lpad((n + 100)::text, 5, '0'), now(), 'Nr. ' || n
			from generate_series(1, 1234) n`,
			[round]
		);
		await database.owner(`alter table public.applications enable trigger applications_are_guarded`);
		await database.owner(
			`insert into public.submissions (application_id, version, idempotency_key, user_id, snapshot, sha256, received_at, is_late)
			select id, 1, gen_random_uuid(), gen_random_uuid(), s.snapshot, encode(sha256(convert_to(s.snapshot::text, 'UTF8')), 'hex'), now(), false from public.applications cross join (select '{"form": {}}'::jsonb as snapshot) s where title like 'Nr. %'`
		);
		const rows = await all(clerk, 'export_applications', await begin(clerk, 'applications'));
		expect(rows).toHaveLength(1237);
		expect(new Set(rows.map((row) => row['reference_number'])).size).toBe(1237);
		const numbers = rows.map((row) => String(row['reference_number']));
		expect(numbers).toEqual([...numbers].sort());
	});

	it('keeps to its filter, and to what the Land is told', async () => {
		expect(
			await all(clerk, 'export_applications', await begin(clerk, 'applications', { round, district: 'sued' }))
		).toHaveLength(1);
		expect(
			await all(
				clerk,
				'export_applications',
				await begin(clerk, 'applications', { round, states: ['rejected'] })
			)
		).toHaveLength(1);
		const land = await all(clerk, 'export_applications', await begin(clerk, 'land'));
		expect(land.map((row) => [row['outcome'], row['approved_cents']])).toEqual([['approved', 90_000]]);
	});

	it('has no names, addresses or numbers of people', async () => {
		const text = JSON.stringify(await all(clerk, 'export_applications', await begin(clerk, 'applications')));
		for (const personal of ['Amina', 'Neill', 'amina@example.org', 'Wanheimer', 'IBAN'])
			expect(text).not.toContain(personal);
	});

	it('is in the audit trail before the first page, with its filter', async () => {
		const id = await begin(auditor, 'land', { round }, 'xlsx');
		expect(
			await one(
				database,
				`select actor_role, detail from public.audit_log where action = 'exported' and entity_id = $1`,
				[id]
			)
		).toEqual({ actor_role: 'auditor', detail: { kind: 'land', format: 'xlsx', filter: { round } } });
	});

	it('is read by whoever began it, while they work here', async () => {
		const id = await begin(clerk, 'applications');
		expect((await refusalOf(database.call(decider, 'export_applications', [id, null]))).code).toBe('PT404');
		expect(
			(await refusalOf(database.call(await signUp(database), 'export_applications', [id, null]))).code
		).toBe('PT403');
		await database.owner('update public.staff_members set deactivated_at = now() where user_id = $1', [
			clerk.id
		]);
		expect((await refusalOf(database.call(clerk, 'export_applications', [id, null]))).code).toBe('PT403');
		await database.owner('update public.staff_members set deactivated_at = null where user_id = $1', [
			clerk.id
		]);
	});

	it.each([
		['a kind that is none', 'accounts', { round: '00000000-0000-4000-8000-000000000000' }],
		['no round', 'applications', {}],
		['a round that is none', 'applications', { round: "x' or true" }],
		['a filter that is none', 'applications', { round: '00000000-0000-4000-8000-000000000000', email: 'x' }],
		[
			'an object where a word belongs',
			'applications',
			{ round: '00000000-0000-4000-8000-000000000000', district: {} }
		],
		['a day that is none', 'audit', { from: 'yesterday' }],
		['a person that is none', 'audit', { person: '1' }]
	])('is refused for %s', async (_, kind, filter) => {
		expect((await refusalOf(begin(auditor, kind, filter))).code).toBe('PT422');
	});
});

describe('the queue as it is filtered', () => {
	const shown = (filter: object, sort = 'arrived_up', after: unknown = null, limit = 200) =>
		database.call(clerk, 'desk_queue', [
			round,
			JSON.stringify(filter),
			sort,
			after && JSON.stringify(after),
			limit
		]);
	const numbersOf = (rows: unknown) => (rows as Row[]).map((row) => row['reference_number']);
	const exported = async (filter: object) =>
		numbersOf(await all(clerk, 'export_queue', await begin(clerk, 'queue', { round, ...filter })));

	async function allShown(filter: object, sort: string) {
		const numbers: unknown[] = [];
		for (let after: unknown = null; ;) {
			const page = await shown(filter, sort, after);
			numbers.push(...numbersOf(page['rows']));
			after = page['next'];
			if (after === null) return numbers;
			if (page['is_fuzzy']) filter = { ...filter, is_fuzzy: true };
		}
	}

	it.each([
		[{ view: 'all', kind: 'initiative' }, 'arrived_down'],
		[{ view: 'all', min_cents: 1, max_cents: 100_000 }, 'amount_up'],
		[{ view: 'new', older_than_days: 0 }, 'due_up'],
		[{ view: 'all', mark: 'incomplete', due_within_days: 8 }, 'name_up'],
		[{ view: 'unassigned', district: 'sued' }, 'arrived_up'],
		[{ view: 'mine' }, 'arrived_up']
	])('%j: the same cases in the same order as on the screen', async (filter, sort) => {
		expect(await exported({ ...filter, sort })).toEqual(await allShown(filter, sort));
	});

	it(
		'is complete beyond every page, for words that were searched too, with and without a slip',
		patience,
		async () => {
			await database.owner(
				`insert into private.cases (application_id, round_id, state, state_since, submitted_at, missing_documents, areas, title, reference_number, search, sounds)
			select a.id, a.round_id, a.state, now(), a.submitted_at, '{}', '{}', a.title, a.reference_number, ' nachbarschaftsfest ', '' from public.applications a where a.title like 'Nr. %'
			on conflict (application_id) do update set search = excluded.search`
			);
			for (const [text, isFuzzy] of [
				['Nachbarschaftsfest', false],
				['Nachbarshaftsfesd', true]
			] as const) {
				const found = await exported({ view: 'all', text, sort: 'name_up', is_fuzzy: isFuzzy });
				expect(found).toHaveLength(1234);
				expect(new Set(found).size).toBe(1234);
				expect(await allShown({ view: 'all', text }, 'name_up')).toEqual(found);
			}
		}
	);

	it('stands in the trail with its filter; of the words only that there were some, since the trail keeps no names', async () => {
		const filter = { round, view: 'all', kind: 'initiative', min_cents: 5, sort: 'arrived_up' };
		const id = await begin(clerk, 'queue', { ...filter, text: 'Amina Neill' });
		const { detail } = await one(
			database,
			`select detail from public.audit_log where action = 'exported' and entity_id = $1`,
			[id]
		);
		expect(detail).toEqual({ kind: 'queue', format: 'csv', filter: { ...filter, text: true } });
	});

	it('is given to whoever began it, and nothing else under its name', async () => {
		const id = await begin(clerk, 'queue');
		expect((await refusalOf(database.call(decider, 'export_queue', [id, null]))).code).toBe('PT404');
		expect((await refusalOf(database.call(clerk, 'export_applications', [id, null]))).code).toBe('PT404');
		const other = await begin(clerk, 'applications');
		expect((await refusalOf(database.call(clerk, 'export_queue', [other, null]))).code).toBe('PT404');
	});

	it.each([
		['an order that is none', { sort: 'submitted_at; drop table x' }],
		['an amount that is none', { min_cents: 'x' }],
		['a filter of another export', { states: ['approved'] }],
		['an object where a word belongs', { kind: {} }]
	])('is refused for %s', async (_, filter) => {
		expect((await refusalOf(exported(filter))).code).toBe('PT422');
	});
});

describe('reading the trail', () => {
	it('is for auditors and admins', async () => {
		for (const person of [clerk, decider, await signUp(database)]) {
			expect((await refusalOf(database.call(person, 'audit_page', ['{}', null]))).code).toBe('PT403');
			expect((await refusalOf(begin(person, 'audit', {}))).code).toBe('PT403');
		}
	});

	it('finds what happened to one application, by whom and when, and nothing else', async () => {
		const { id } = await readyForDecision(database, clerk);
		await decide(id, 'approved', 50_000);
		const about = (await database.call(auditor, 'audit_page', [
			JSON.stringify({ application: id }),
			null
		])) as unknown as Row[];
		expect(about.map(({ action }) => action)).toEqual(
			expect.arrayContaining([
				'draft_created',
				'submitted',
				'state_changed',
				'decision_proposed',
				'decision_countersigned'
			])
		);
		for (const { entity_id, detail } of about)
			expect([entity_id, Object(detail).application_id]).toContain(id);
		const signed = (await database.call(auditor, 'audit_page', [
			JSON.stringify({ application: id, person: decider.id, action: 'decision_countersigned' }),
			null
		])) as unknown as Row[];
		expect(signed).toHaveLength(1);
		expect(
			await database.call(auditor, 'audit_page', [JSON.stringify({ until: '2020-01-01' }), null])
		).toEqual([]);
	});

	it('refuses a day there is not', async () => {
		expect(
			(await refusalOf(database.call(auditor, 'audit_page', ['{"from": "2027-02-31"}', null]))).code
		).toBe('PT422');
	});

	it('pages backwards without a gap', async () => {
		const first = (await database.call(auditor, 'audit_page', ['{}', 40])) as unknown as Row[];
		expect(first.map(({ id }) => id)).toEqual(Array.from({ length: 39 }, (_, index) => 39 - index));
	});

	it('gives a file whose hashes anybody can compute again', async () => {
		const id = await begin(auditor, 'audit', {}, 'jsonl');
		const entries = (await all(auditor, 'export_audit', id)) as unknown as ExportedEntry[];
		const { n } = await one(database, 'select count(*)::int as n from public.audit_log');
		expect(entries).toHaveLength(Number(n));
		expect(verifyChain(entries)).toMatchObject({ isIntact: true, checked: n });
		const changed = entries.map((entry) => (entry.id === 40 ? { ...entry, action: 'forged' } : entry));
		expect(verifyChain(changed)).toMatchObject({ isIntact: false, firstBroken: 40 });
		// The time is there twice: for people, and as the number that is hashed.
		for (const at of ['2020-01-01T00:00:00+00:00', '2020-01-01T00:00:00', 'never', undefined]) {
			const later = entries.map((entry) => (entry.id === 41 ? { ...entry, at } : entry));
			expect(verifyChain(later as ExportedEntry[]), at).toMatchObject({ isIntact: false, firstBroken: 41 });
		}
		const longer = entries.map((entry) => (entry.id === 42 ? { ...entry, note: 'approved by all' } : entry));
		expect(verifyChain(longer)).toMatchObject({ isIntact: false, firstBroken: 42 });
		expect(verifyChain(entries.filter(({ id: entry }) => entry !== 7))).toMatchObject({
			isIntact: false,
			firstBroken: 7
		});
	});
});
