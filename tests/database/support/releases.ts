import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Row, TestDatabase } from './database.ts';

/** What an installation of an earlier release held, written by the program and the tests of that release. */
export interface Release {
	readonly commit: string;
	/** The last migration it had. */
	readonly until: string;
	readonly tables: Readonly<Record<string, readonly Row[]>>;
	readonly sequences: readonly { readonly name: string; readonly value: string }[];
}

/** Packed together: most of them hold the same texts of the same rounds. */
const file = new URL('releases.json.br', import.meta.url);

export function earlierReleases(): readonly Release[] {
	return JSON.parse(brotliDecompressSync(readFileSync(file)).toString());
}

export function keepReleases(releases: readonly Release[]): void {
	const text = JSON.stringify(releases);
	const params = {
		[constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
		[constants.BROTLI_PARAM_SIZE_HINT]: text.length
	};
	writeFileSync(file, brotliCompressSync(text, { params }));
}

/** All rows of all tables, as they are kept for later releases. */
export async function heldBy(database: TestDatabase): Promise<Pick<Release, 'tables' | 'sequences'>> {
	const tables: Record<string, readonly Row[]> = {};
	for (const table of await tablesOf(database)) {
		const rows = await database.owner(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`);
		if (rows.length > 0) tables[table] = rows.map(({ row }) => row as Row);
	}
	const sequences = await database.owner(
		`select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
		where last_value is not null order by 1`
	);
	return { tables, sequences: sequences as unknown as Release['sequences'] };
}

export async function tablesOf(database: TestDatabase): Promise<readonly string[]> {
	const rows = await database.owner(
		`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p') and n.nspname in ('auth', 'storage', 'public', 'private') order by 1`
	);
	return rows.map(({ name }) => String(name));
}

/** Into a database that has the migrations of that release and nothing else: as it was, past triggers and foreign keys. */
export async function putBack(database: TestDatabase, { tables, sequences }: Release): Promise<void> {
	await database.connection.exec('set session_replication_role = replica');
	for (const table of await tablesOf(database)) await database.owner(`delete from ${table}`);
	for (const [table, rows] of Object.entries(tables)) {
		const columns = await database.owner(
			`select string_agg(format('%I', attname), ', ' order by attnum) as names from pg_attribute
			where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
			[table]
		);
		const names = String(columns[0]?.['names']);
		await database.owner(
			`insert into ${table} (${names}) overriding system value
			select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
			[JSON.stringify(rows)]
		);
	}
	for (const { name, value } of sequences) await database.owner('select setval($1, $2)', [name, value]);
	await database.connection.exec('set session_replication_role = origin');
}
