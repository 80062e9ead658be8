import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDatabase } from './support/database.ts';

/**
 * Supabase's own lints (splinter), as far as they apply to a database without views and foreign tables. Theirs look only at
 * the schemas of `pgrst.db_schemas`, and find nothing where that is not set; these name the schemas themselves. Each is
 * seen finding what it looks for, planted in a transaction that is rolled back.
 */
interface Lint {
	/** Splinter's name. */
	readonly name: string;
	/** Gives `what` for each fault. */
	readonly sql: string;
	/** A fault of this kind, and how it is told. */
	readonly planted: string;
	readonly found: string;
	/** What it finds in ours, and why that is meant. */
	readonly meant?: Readonly<Record<string, string>>;
}

const ours = `('public', 'private')`;
const policyText = `coalesce(qual, '') || ' ' || coalesce(with_check, '')`;
/** A call that Postgres makes for each row unless it stands alone in a subselect. */
const perRow = `(auth\\.(uid|jwt|role|email)|current_setting)\\s*\\(`;

const lints: readonly Lint[] = [
	{
		name: '0001_unindexed_foreign_keys',
		sql: `select c.conrelid::regclass::text || '.' || c.conname as what from pg_constraint c
			join pg_namespace n on n.oid = c.connamespace
			where c.contype = 'f' and n.nspname in ${ours} and not exists (
				select from pg_index i where i.indrelid = c.conrelid
				and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
				-- An index over part of a table finds a row only where that part is all that names something.
				and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = (
					select format('(%I IS NOT NULL)', a.attname) from pg_attribute a
					where a.attrelid = c.conrelid and a.attnum = c.conkey[1]
				))
			)`,
		planted: `create table public.planted (id int primary key, user_id uuid references auth.users (id));`,
		found: 'planted.planted_user_id_fkey',
		meant: {
			'applications.applications_round_id_fkey':
				'only an empty round is deleted; what was sent has its index',
			'decisions.decisions_round_id_fkey': 'only an empty round is deleted; what was decided has its index'
		}
	},
	{
		name: '0003_auth_rls_initplan',
		sql: `select schemaname || '.' || tablename || '.' || policyname as what from pg_policies
			where schemaname in ('public', 'private', 'storage')
			and regexp_replace(${policyText}, '\\(\\s*select\\s+${perRow}[^)]*\\)', '', 'gi') ~* '${perRow}'`,
		planted: `create table public.planted (id uuid primary key);
			create policy per_row on public.planted for select to authenticated using (id = auth.uid());`,
		found: 'public.planted.per_row'
	},
	{
		name: '0004_no_primary_key',
		sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname in ${ours} and c.relkind in ('r', 'p')
			and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
		planted: `create table public.planted (id int);`,
		found: 'public.planted',
		meant: { 'private.form_fields': 'its key has a part that may be empty: unique, nulls not distinct' }
	},
	{
		name: '0006_multiple_permissive_policies',
		sql: `select schemaname || '.' || tablename || ' ' || role || ' ' || action as what from pg_policies
			cross join unnest(roles) role
			cross join unnest(case cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[cmd] end) action
			where permissive = 'PERMISSIVE' and schemaname in ${ours}
			group by schemaname, tablename, role, action having count(*) > 1`,
		planted: `create table public.planted (id int primary key);
			create policy one on public.planted for select to authenticated using (true);
			create policy two on public.planted for all to authenticated using (false);`,
		found: 'public.planted authenticated SELECT',
		// One policy for the people of an application and one for the office: read, tested and dropped alone by tests/database/mutations.
		meant: Object.fromEntries(
			[
				'applications',
				'files',
				'funding_rounds',
				'grant_terms',
				'letters',
				'organisations',
				'proof_submissions',
				'reviews',
				'round_versions',
				'status_events',
				'submissions'
			].map((table) => [`public.${table} authenticated SELECT`, 'its people and the office'])
		)
	},
	{
		name: '0007_policy_exists_rls_disabled',
		sql: `select distinct schemaname || '.' || tablename as what from pg_policies p
			join pg_class c on c.oid = format('%I.%I', schemaname, tablename)::regclass
			where schemaname in ('public', 'private', 'storage') and not c.relrowsecurity`,
		planted: `create table public.planted (id int primary key);
			create policy one on public.planted for select to authenticated using (true);`,
		found: 'public.planted'
	},
	{
		name: '0008_rls_enabled_no_policy',
		sql: `select c.relname::text as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity
			and not exists (select from pg_policy p where p.polrelid = c.oid)`,
		planted: `create table public.planted (id int primary key); alter table public.planted enable row level security;`,
		found: 'planted',
		meant: {
			notifications: 'the outbox: only functions of the jobs',
			push_subscriptions: 'addresses of devices: only functions',
			rate_limits: 'who tried how often: only the server with its secret key',
			settings: 'only the server with its secret key',
			staff_names: 'read through staff_directory()'
		}
	},
	{
		name: '0009_duplicate_index',
		sql: `select n.nspname || '.' || c.relname as what from pg_index i join pg_class c on c.oid = i.indrelid
			join pg_namespace n on n.oid = c.relnamespace join pg_class x on x.oid = i.indexrelid where n.nspname in ${ours}
			group by n.nspname, c.relname, i.indkey::text, i.indclass::text, x.relam, coalesce(pg_get_expr(i.indexprs, i.indrelid), ''),
				coalesce(pg_get_expr(i.indpred, i.indrelid), ''), i.indoption::text
			having count(*) > 1`,
		planted: `create table public.planted (id int primary key); create index again on public.planted (id);`,
		found: 'public.planted'
	},
	{
		name: '0010_security_definer_view',
		sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname in ${ours} and c.relkind = 'v'
			and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)`,
		planted: `create view public.planted as select * from public.applications;`,
		found: 'public.planted'
	},
	{
		name: '0011_function_search_path_mutable',
		sql: `select n.nspname || '.' || p.proname as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where n.nspname in ${ours} and not exists (
				select from unnest(p.proconfig) setting where setting like 'search_path=%'
			) and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
		planted: `create function public.planted() returns int language sql as 'select 1';`,
		found: 'public.planted'
	},
	{
		name: '0013_rls_disabled_in_public',
		sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname in ${ours} and c.relkind in ('r', 'p') and not c.relrowsecurity`,
		planted: `create table public.planted (id int primary key);`,
		found: 'public.planted'
	},
	{
		name: '0014_extension_in_public',
		sql: `select e.extname::text as what from pg_extension e where e.extnamespace = 'public'::regnamespace`,
		planted: `alter extension pg_trgm set schema public;`,
		found: 'pg_trgm'
	},
	{
		name: '0015_rls_references_user_metadata',
		sql: `select schemaname || '.' || tablename || '.' || policyname as what from pg_policies
			where schemaname in ('public', 'private', 'storage') and ${policyText} ~* 'user_metadata'`,
		planted: `create table public.planted (id int primary key);
			create policy believes on public.planted for select to authenticated
				using ((select auth.jwt() -> 'user_metadata' ->> 'role') = 'admin');`,
		found: 'public.planted.believes'
	},
	{
		name: '0016_materialized_view_in_api',
		sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname in ${ours} and c.relkind in ('m', 'f')`,
		planted: `create materialized view public.planted as select 1 as n;`,
		found: 'public.planted'
	}
];

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

async function look({ sql }: Lint): Promise<readonly string[]> {
	return (await database.owner(sql)).map(({ what }) => String(what)).sort();
}

describe.each(lints)('$name', (lint) => {
	it('finds nothing in ours but what is meant', async () => {
		expect(await look(lint)).toEqual(Object.keys(lint.meant ?? {}).sort());
	});

	it('would find it', async () => {
		const found = await database.undone(async (tx) => {
			await tx.exec(lint.planted);
			return (await tx.query<{ what: string }>(lint.sql)).rows.map(({ what }) => what);
		});
		expect(found).toContain(lint.found);
	});
});
