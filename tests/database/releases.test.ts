import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExportedEntry, verifyChain } from '../../src/run/audit-chain.ts';
import { completeForm, inTime } from './support/applications.ts';
import { patience, type Person, type Row, TestDatabase } from './support/database.ts';
import { one, signUpStaff } from './support/people.ts';
import { earlierReleases, putBack } from './support/releases.ts';

/**
 * Installations of earlier releases that were in use, and get all migrations since: the states main stood at for the longest,
 * with the rows their own tests wrote (`support/keep-release.ts` adds the next).
 */

/** What migrations or the seed change on purpose. Whatever else is written differently afterwards is lost. */
const meant: Readonly<Record<string, string>> = {
	'private.audit_head.last_hash': 'the trail has gone on; it is verified below',
	'private.audit_head.last_id': 'the same',
	'private.cases.is_late': 'found out when it is asked for',
	'private.cases.revision': 'the queue looks again',
	'private.cases.sounds': 'made anew from the names',
	'private.form_fields: a row is missing': 'ours: a company names its register too',
	'private.letter_placeholders.is_required': 'ours',
	'private.letter_proposals.blocks': 'our proposals',
	'private.letter_proposals.explanations': 'our proposals',
	'public.bank_accounts.needs_confirmation': 'every account is looked at since the money is paid by two',
	'public.funding_rounds.criteria': 'rounds had none',
	'public.funding_rounds.settings': 'what was no setting became one',
	'public.funding_rounds.updated_at': 'because of both',
	'public.letter_templates.blocks': 'our proposals, where the office had saved no words of its own',
	'public.letter_templates.explanations': 'the same',
	'public.letter_templates.version': 'the same',
	'public.notifications.last_failure': 'news from before there were mails are not sent late',
	'public.state_transitions: a row is missing': 'ways the office could go by hand and cannot any more'
};

const releases = earlierReleases();

it('knows the releases since the first', () => {
	expect(releases.length).toBeGreaterThanOrEqual(13);
	expect(releases.map(({ until }) => until)).toEqual(releases.map(({ until }) => until).sort());
});

describe.each(releases)('an installation of $commit', (release) => {
	let database: TestDatabase;
	let clerk: Person & { id: string };

	beforeAll(async () => {
		database = await TestDatabase.startEmptyAt(release.until);
		await putBack(database, release);
		await database.migrate((name) => name > release.until);
		// As every start does.
		await database.seed();
		await database.setClock(inTime);
		clerk = await signUpStaff(database, 'clerk');
	}, patience.timeout);
	afterAll(() => database.stop());

	it('has every row, with everything that stood in it', patience, async () => {
		const changed = new Set<string>();
		for (const [table, rows] of Object.entries(release.tables)) {
			const key = await keyOf(database, table);
			const now = await database.owner(`select to_jsonb(t) as row from ${table} t`);
			const there = new Map(now.map(({ row }) => [named(row as Row, key), row as Row]));
			for (const row of rows)
				for (const what of differences(row, there.get(named(row, key)))) changed.add(table + what);
		}
		expect([...changed].filter((what) => !(what in meant))).toEqual([]);
	});

	it('breaks no constraint, also none that was added since', patience, async () => {
		const unchecked = await database.owner(`select conname from pg_constraint where not convalidated`);
		expect(unchecked).toEqual([]);
		// Postgres looks at all rows again where it believes that nobody has.
		const constraints = await database.owner(
			`select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
			where contype in ('c', 'f') and connamespace in ('public'::regnamespace, 'private'::regnamespace)`
		);
		expect(constraints.length).toBeGreaterThan(100);
		await database.owner(
			`update pg_constraint set convalidated = false where contype in ('c', 'f')
			and connamespace in ('public'::regnamespace, 'private'::regnamespace)`
		);
		for (const { table, name } of constraints)
			await database.owner(`alter table ${String(table)} validate constraint ${String(name)}`);
	});

	it('has a trail that verifies from its first entry', async () => {
		const rows = await database.owner(
			`select id::int, to_jsonb(at) #>> '{}' as at, (extract(epoch from at) * 1000000)::bigint::text as at_us, actor_id, actor_role, action, entity,
				entity_id, detail, previous_hash, hash
			from public.audit_log order by id`
		);
		const entries = rows.map((row) => ({ ...row, at_us: Number(row['at_us']) }) as unknown as ExportedEntry);
		expect(verifyChain(entries)).toMatchObject({ isIntact: true, firstBroken: null });
		expect(entries.length).toBeGreaterThanOrEqual(release.tables['public.audit_log']?.length ?? 0);
	});

	it('answers whoever looks at what was there: people and the office, by every way to read or do something', async () => {
		const functions = await database.owner(
			`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and pronargs - pronargdefaults <= 1
			and proargtypes[0] = 'uuid'::regtype and proargnames[1] = 'p_application' order by 1`
		);
		expect(functions.length).toBeGreaterThan(10);
		const broken: string[] = [];
		for (const { id, user } of await applicationsOf(database))
			for (const { name } of functions)
				for (const person of [clerk, user])
					await database
						.undone(async (tx) => {
							await tx.query(`select set_config('request.jwt.claims', $1, true)`, [
								JSON.stringify({ sub: person.id, role: 'authenticated', aal: 'aal1' })
							]);
							await tx.exec('set local role authenticated');
							await tx.query(`select public.${String(name)}($1)`, [id]);
						})
						.catch((failure: { code?: string; message: string }) => {
							// Refusals are answers; a column or a function that is no more is none.
							if (!/^(PT4|42501)/.test(failure.code ?? '')) broken.push(`${name}: ${failure.message}`);
						});
		expect([...new Set(broken)]).toEqual([]);
	});

	it('goes on: a draft is finished and sent, what was sent is taken up by the office', async () => {
		const all = await applicationsOf(database);
		const draft = all.find(({ state }) => state === 'draft');
		const sent = all.find(({ state }) => state === 'submitted');
		if (!draft || !sent) throw new Error('neither draft nor sent application');
		const slug = String(draft.slug);
		const form = [draft.id, slug, draft.revision, completeForm, 2];
		const { revision } = await database.call(draft.user, 'save_draft', form);
		const receipt = await database.call(draft.user, 'submit_application', [
			draft.id,
			randomUUID(),
			revision,
			null
		]);
		expect(receipt).toMatchObject({ state: 'submitted' });
		await database.call(sent.user, 'write_message', [sent.id, randomUUID(), 'Ist alles da?', []]);
		await database.call(clerk, 'transition_application', [sent.id, 'formal_check', null]);
		const row = await one(database, 'select state from public.applications where id = $1', [sent.id]);
		expect(row['state']).toBe('formal_check');
	});
});

async function applicationsOf(database: TestDatabase) {
	const rows = await database.owner(
		`select a.id, a.state, a.revision, r.slug, (
			select m.user_id from public.organisation_members m where m.organisation_id = a.organisation_id and m.role = 'owner' limit 1
		) as owner
		from public.applications a join public.funding_rounds r on r.id = a.round_id order by a.id`
	);
	return rows.map(({ id, state, revision, slug, owner }) => {
		const user: Person = { id: String(owner), role: 'authenticated' };
		return { id: String(id), state, revision: Number(revision), slug, user };
	});
}

function differences(before: Row, after: Row | undefined): readonly string[] {
	if (!after) return [': a row is missing'];
	const isOther = (column: string) => JSON.stringify(after[column]) !== JSON.stringify(before[column]);
	return Object.keys(before)
		.filter(isOther)
		.map((column) => `.${column}`);
}

async function keyOf(database: TestDatabase, table: string): Promise<readonly string[]> {
	const rows = await database.owner(
		`select attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
		where i.indrelid = $1::regclass and i.indisprimary order by attnum`,
		[table]
	);
	return rows.map(({ name }) => String(name));
}

function named(row: Row, key: readonly string[]): string {
	return JSON.stringify(key.length === 0 ? row : key.map((column) => row[column]));
}
