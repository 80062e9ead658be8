import type { TestDatabase } from '../support/database.ts';
import { likeliest } from './likeliest.ts';
import type { Mutation } from './mutation.ts';
import type { TestFiles } from './test-files.ts';

/** Every policy, trigger, check and right of the catalogue, taken out or widened alone. */
export async function derived(database: TestDatabase, files: TestFiles): Promise<readonly Mutation[]> {
	const kinds = [policies, rowLevelSecurity, triggers, checks, rightsOnTables, rightsOnFunctions];
	const mutations: Mutation[] = [];
	for (const kind of kinds) mutations.push(...(await kind(database, files)));
	return mutations;
}

/** A guard that so many of the likeliest files do not miss is missed by none, or by one that only stumbles over it. */
const most = 4;

type Kind = (database: TestDatabase, files: TestFiles) => Promise<readonly Mutation[]>;

const policies: Kind = async (database, files) => {
	const rows = await database.owner(
		`select format('%I on %s.%I', policyname, schemaname, tablename) as policy, schemaname || '.' || tablename as table,
			concat_ws(' ', case when qual <> 'true' then 'using (true)' end, case when with_check is not null then 'with check (true)' end) as open
		from pg_policies where schemaname in ('public', 'private', 'storage') order by 1`
	);
	return rows.flatMap(({ policy, table, open }) => {
		const seen = [...new Set(['matrix', 'access', ...files.thatSay(String(table))])];
		const dropped = { name: `policy ${policy} dropped`, sql: `drop policy ${policy}`, files: seen };
		if (open === '') return [dropped];
		return [
			dropped,
			{ name: `policy ${policy} widened`, sql: `alter policy ${policy} ${open}`, files: seen }
		];
	});
};

const rowLevelSecurity: Kind = async (database) => {
	const rows = await database.owner(
		`select oid::regclass::text as table from pg_class where relrowsecurity
		and relnamespace::regnamespace::text in ('public', 'private') order by 1`
	);
	return rows.map(({ table }) => ({
		name: `row-level security of ${table} off`,
		sql: `alter table ${table} disable row level security`,
		files: ['catalogue']
	}));
};

const triggers: Kind = async (database, files) => {
	const rows = await database.owner(
		`select t.tgname as name, n.nspname || '.' || c.relname as table, t.tgfoid::regproc::text as function
		from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
		where not t.tgisinternal order by 1`
	);
	return rows.map(({ name, table, function: called }) => {
		const named = likeliest[String(name)] ?? [...files.thatReach(String(called)), 'triggers'];
		return {
			name: `trigger ${name} dropped`,
			sql: `drop trigger ${name} on ${table}`,
			files: [...new Set([...named, ...files.thatSay(String(table))])].slice(0, most)
		};
	});
};

const checks: Kind = async (database) => {
	const rows = await database.owner(
		`select conname as name, conrelid::regclass::text as table from pg_constraint
		where contype = 'c' and conrelid <> 0 and connamespace::regnamespace::text in ('public', 'private') order by 1`
	);
	return rows.map(({ name, table }) => ({
		name: `check ${name} dropped`,
		sql: `alter table ${table} drop constraint ${name}`,
		files: ['constraints']
	}));
};

const rightsOnTables: Kind = async (database) => {
	const rows = await database.owner(
		`select c.oid::regclass::text as table, r.role from pg_class c cross join (values ('anon'), ('authenticated')) r (role)
		where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('public', 'private')
		and not has_table_privilege(r.role, c.oid, 'select') order by 1, 2`
	);
	return rows.map(({ table, role }) => ({
		name: `right: ${table} read by ${role}`,
		sql: `grant select on ${table} to ${role}`,
		files: ['catalogue']
	}));
};

const rightsOnFunctions: Kind = async (database) => {
	const rows = await database.owner(
		`select p.oid::regprocedure::text as function from pg_proc p where p.pronamespace = 'public'::regnamespace
		and not has_function_privilege('anon', p.oid, 'execute') order by 1`
	);
	return rows.map(({ function: called }) => ({
		name: `right: ${called} executed by anon`,
		sql: `grant execute on function ${called} to anon`,
		files: ['catalogue']
	}));
};
