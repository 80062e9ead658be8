import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import pg from 'pg';

/** What the tests ask of a database, whichever it is; PGlite answers to the same names. */
export interface Connection {
	query<Row>(sql: string, params?: unknown[]): Promise<{ rows: Row[] }>;
	exec(sql: string): Promise<unknown>;
	transaction<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result>;
	close(): Promise<void>;
}
export type Statements = Pick<Connection, 'query' | 'exec'>;

/** Values as PGlite gives them: whole numbers of eight bytes are numbers, and enums in a list are texts in a list. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

const transaction = ['begin', 'commit', 'rollback'] as const;
/** What was set for the step alone would stay until the outer transaction ends. */
const stepInside = [
	'savepoint step',
	`release savepoint step; reset role;
	select set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true)`,
	'rollback to savepoint step; release savepoint step'
] as const;

/** One connection to a real Postgres. As in PGlite, what is asked at the same time is answered one after the other. */
class PostgresConnection implements Connection {
	readonly #client: pg.Client;
	readonly #isInside: boolean;
	readonly #end: () => Promise<void>;
	#last: Promise<unknown> = Promise.resolve();

	/** `isInside`: of a transaction that is undone in the end; each of its own is a step of that. */
	constructor(client: pg.Client, isInside: boolean, end: () => Promise<void>) {
		this.#client = client;
		this.#isInside = isInside;
		this.#end = end;
	}

	query<Row>(sql: string, params?: unknown[]): Promise<{ rows: Row[] }> {
		if (this.#isInside) return this.transaction((tx) => tx.query<Row>(sql, params));
		return this.#after(() => this.#statements.query<Row>(sql, params));
	}

	exec(sql: string): Promise<unknown> {
		if (this.#isInside) return this.transaction((tx) => tx.exec(sql));
		return this.#after(() => this.#statements.exec(sql));
	}

	transaction<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result> {
		const [begin, commit, undo] = this.#isInside ? stepInside : transaction;
		return this.#after(async () => {
			await this.#client.query(begin);
			try {
				const result = await work(this.#statements);
				await this.#client.query(commit);
				return result;
			} catch (failure) {
				await this.#client.query(undo);
				throw failure;
			}
		});
	}

	async close(): Promise<void> {
		await this.#last;
		await this.#end();
	}

	get #statements(): Statements {
		const client = this.#client;
		return {
			exec: (sql) => client.query(sql),
			query: async <Row>(sql: string, params: unknown[] = []) => {
				const { rows } = await client.query(sql, await fitting(client, sql, params));
				return { rows: rows as Row[] };
			}
		};
	}

	#after<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = this.#last.then(work);
		this.#last = result.catch(() => undefined);
		return result;
	}
}

/** A list is JSON where the statement wants JSON, and an array of Postgres otherwise: only Postgres knows which. */
async function fitting(client: pg.Client, sql: string, params: readonly unknown[]): Promise<unknown[]> {
	if (!params.some(Array.isArray)) return [...params];
	const name = `s${randomUUID().replaceAll('-', '')}`;
	await client.query(`prepare ${name} as ${sql}`);
	const { rows } = await client.query<{ types: string[] }>(
		`select parameter_types::text[] as types from pg_prepared_statements where name = $1`,
		[name]
	);
	await client.query(`deallocate ${name}`);
	const wanted = rows[0]?.types ?? [];
	return params.map((param, index) =>
		Array.isArray(param) && /^jsonb?$/.test(wanted[index] ?? '') ? JSON.stringify(param) : param
	);
}

async function connected(address: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: address, types });
	await client.connect();
	// For tests/database/mutations/reach.ts: which refusals a test file gets to.
	const reached = process.env['KOFEI_REACH'];
	if (reached) {
		client.on('notice', ({ message, where }) => {
			if (message === 'reached') appendFileSync(reached, `${where ?? ''}\n`);
		});
	}
	return client;
}

function inDatabase(address: string, name: string): string {
	const url = new URL(address);
	url.pathname = `/${name}`;
	return url.href;
}

/**
 * The database at an address. Where the migrations have run (a Supabase project, or a copy of it), everything happens inside one
 * transaction that is undone in the end. Otherwise its server makes a database of its own for this test: `prepare` brings the
 * first one into being, the others are copied from it until `sources` change.
 */
export async function openPostgres(
	address: string,
	sources: readonly string[],
	prepare: (empty: Connection) => Promise<void>
): Promise<Connection> {
	const client = await connected(address);
	const { rows } = await client.query(`select to_regclass('public.applications') as table`);
	if ((rows[0] as { table: string | null }).table !== null) {
		await client.query('begin');
		return new PostgresConnection(client, true, async () => {
			await client.query('rollback');
			await client.end();
		});
	}
	const hash = createHash('sha256');
	for (const source of sources) hash.update(source);
	const template = `kofei_${hash.digest('hex').slice(0, 20)}`;
	// Test files that start at the same time: one prepares, the others wait.
	await client.query(`select pg_advisory_lock(20261129)`);
	const found = await client.query(`select from pg_database where datname = $1`, [template]);
	if (found.rowCount === 0) {
		const unfinished = `${template}_unfinished`;
		await client.query(`drop database if exists ${unfinished}`);
		await client.query(`create database ${unfinished}`);
		const empty = await connected(inDatabase(address, unfinished));
		await prepare(new PostgresConnection(empty, false, () => empty.end()));
		await empty.end();
		await client.query(`alter database ${unfinished} rename to ${template}`);
	}
	const name = `kofei_test_${randomUUID().replaceAll('-', '')}`;
	await client.query(`create database ${name} template ${template}`);
	await client.query(`select pg_advisory_unlock(20261129)`);
	const own = await connected(inDatabase(address, name));
	return new PostgresConnection(own, false, async () => {
		await own.end();
		await client.query(`drop database ${name}`);
		await client.end();
	});
}
