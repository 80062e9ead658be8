import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { type Connection, openPostgres, type Statements } from './postgres.ts';

const root = new URL('../../../', import.meta.url);
const migrationsFolder = new URL('supabase/migrations/', root);
const standIn = new URL('supabase-stand-in.sql', import.meta.url);
const seed = new URL('supabase/seed.sql', root);
const pgliteVersion = new URL('node_modules/@electric-sql/pglite/package.json', root);
const templates = new URL('node_modules/.cache/kofei-database/', root);
const extensions = { pg_trgm };

export type Row = Record<string, unknown>;
export type Role = 'anon' | 'authenticated' | 'service_role';

/** For tests of many cases or several databases: on a busy machine with two cores they take more than the usual minute. */
export const patience = { timeout: 300_000 };

/** Who a statement runs as. `aal` is the level of the second factor in the token. */
export interface Person {
	readonly id: string | null;
	readonly role: Role;
	readonly aal?: 'aal1' | 'aal2';
	/** Every token of Supabase names its session; most tests need none. */
	readonly session?: string;
}

/** What the API would answer: the rows, or the code and message of the refusal. */
export interface Refusal {
	readonly code: string;
	readonly message: string;
	readonly detail: string | null;
}

export const anonymous: Person = { id: null, role: 'anon' };
export const service: Person = { id: null, role: 'service_role' };

/** Ends a transaction whose result is all that was wanted of it. */
class Undone extends Error {
	readonly result: unknown;

	constructor(result: unknown) {
		super('undone');
		this.result = result;
	}
}

/** From here to the end of the transaction it is this person who asks. */
export async function become(tx: Statements, person: Person): Promise<void> {
	const claims = {
		sub: person.id,
		role: person.role,
		aal: person.aal ?? 'aal1',
		session_id: person.session
	};
	await tx.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claims)]);
	await tx.query(`select set_config('request.jwt.claim.sub', $1, true)`, [person.id ?? '']);
	await tx.exec(`set local role ${person.role}`);
}

export class TestDatabase {
	readonly connection: Connection;

	constructor(connection: Connection) {
		this.connection = connection;
	}

	/**
	 * An empty database with the stand-ins of Supabase, every migration and the seed; with `KOFEI_POSTGRES=postgres://…` not in
	 * PGlite, but there.
	 */
	static async start(): Promise<TestDatabase> {
		const address = process.env['KOFEI_POSTGRES'];
		const connection = address
			? await openPostgres(address, sources(), async (empty) => new TestDatabase(empty).prepare())
			: await PGlite.create({ extensions, loadDataDir: await template() });
		// For tests/database/mutations: the statements in this file drop a guard, and a test must turn red.
		const mutation = process.env['KOFEI_MUTATION'];
		// Without a guard something may go on for ever, and while it does no database of this server can be dropped.
		if (mutation) await connection.exec(`set statement_timeout = '2min'; ${readFileSync(mutation, 'utf8')}`);
		return new TestDatabase(connection);
	}

	/** The same as it was before a migration. */
	static async startBefore(migration: string): Promise<TestDatabase> {
		const database = new TestDatabase(await PGlite.create({ extensions }));
		await database.prepare(migration);
		return database;
	}

	/** The schema of a release whose last migration this is, and nothing in it. */
	static async startEmptyAt(last: string): Promise<TestDatabase> {
		const database = new TestDatabase(await PGlite.create({ extensions }));
		await database.#run(standIn);
		await database.migrate((name) => name <= last);
		return database;
	}

	/** The one of a server that is stopped, in its folder. */
	static async in(folder: string): Promise<TestDatabase> {
		return new TestDatabase(await PGlite.create(folder, { extensions }));
	}

	/** All of it, or what comes before a migration. */
	async prepare(until = '9'): Promise<void> {
		await this.#run(standIn);
		await this.migrate((name) => name < until);
		await this.seed();
	}

	async migrate(isMeant: (name: string) => boolean): Promise<void> {
		for (const name of migrations().filter(isMeant)) await this.#run(inMigrations(name));
	}

	async seed(): Promise<void> {
		await this.#run(seed);
	}

	async #run(file: URL): Promise<void> {
		await this.connection.exec(readFileSync(file, 'utf8'));
	}

	/** Runs one statement the way the API does: own transaction, role and claims set for it alone. */
	async as(person: Person, sql: string, params: unknown[] = []): Promise<Row[]> {
		return this.connection.transaction(async (tx) => {
			await become(tx, person);
			return (await tx.query<Row>(sql, params)).rows;
		});
	}

	/** Calls an RPC and returns its value. */
	async call(person: Person, name: string, args: readonly unknown[]): Promise<Row> {
		const places = args.map((_, index) => `$${index + 1}`).join(', ');
		const [row] = await this.as(person, `select public.${name}(${places}) as value`, [...args]);
		if (!row) throw new Error(`${name} returned no row`);
		return row['value'] as Row;
	}

	/** Runs as the owner of the tables. */
	async owner(sql: string, params: unknown[] = []): Promise<Row[]> {
		return (await this.connection.query<Row>(sql, params)).rows;
	}

	/** Runs as the owner, looks, and leaves nothing behind. */
	async undone<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result> {
		try {
			return await this.connection.transaction(async (tx): Promise<never> => {
				throw new Undone(await work(tx));
			});
		} catch (end) {
			if (end instanceof Undone) return end.result as Result;
			throw end;
		}
	}

	/** Stops the clock at a moment, or lets it run again. */
	async setClock(moment: string | null): Promise<void> {
		await this.owner(`delete from public.settings where key = 'clock_override'`);
		if (moment === null) return;
		await this.owner(
			`insert into public.settings (key, value) values ('clock_override', to_jsonb($1::text))`,
			[moment]
		);
	}

	async stop(): Promise<void> {
		await this.connection.close();
	}
}

/**
 * The database every test file starts with, prepared once and kept beside the tools until a migration, the seed or PGlite
 * changes: preparing takes eight times as long as loading.
 */
async function template(): Promise<Blob> {
	const hash = createHash('sha256');
	for (const source of sources()) hash.update(source);
	const name = `${hash.digest('hex')}.tar`;
	if (!existsSync(new URL(name, templates))) await prepare(name);
	return new Blob([readFileSync(new URL(name, templates))]);
}

async function prepare(name: string): Promise<void> {
	const pglite = await PGlite.create({ extensions });
	await new TestDatabase(pglite).prepare();
	const dump = await pglite.dumpDataDir('none');
	await pglite.close();
	mkdirSync(templates, { recursive: true });
	// Gets its name when it is whole: other test files look for it at the same time, or prepare it as well.
	const unfinished = new URL(randomUUID(), templates);
	writeFileSync(unfinished, await dump.bytes());
	renameSync(unfinished, new URL(name, templates));
	for (const old of readdirSync(templates)) {
		if (old.endsWith('.tar') && old !== name) rmSync(new URL(old, templates), { force: true });
	}
}

/** Everything a prepared database depends on. */
function sources(): string[] {
	return [pgliteVersion, standIn, ...migrations().map(inMigrations), seed].map(
		(source) => source.pathname + readFileSync(source, 'utf8')
	);
}

function migrations(): string[] {
	return readdirSync(migrationsFolder).sort();
}

function inMigrations(name: string): URL {
	return new URL(name, migrationsFolder);
}

/** The refusal of a statement that must not succeed. */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
	let value: unknown;
	try {
		value = await attempt;
	} catch (error) {
		const { code, message, detail } = error as { code?: string; message?: string; detail?: string };
		if (code === undefined) throw error;
		return { code, message: message ?? '', detail: detail ?? null };
	}
	throw new Error(`expected a refusal, got ${JSON.stringify(value)}`);
}
