import { readFileSync, readdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

const root = new URL('../../../', import.meta.url);
const migrationsFolder = new URL('supabase/migrations/', root);

export type Row = Record<string, unknown>;
export type Role = 'anon' | 'authenticated' | 'service_role';

/** Who a statement runs as. `aal` is the level of the second factor in the token. */
export interface Person {
	readonly id: string | null;
	readonly role: Role;
	readonly aal?: 'aal1' | 'aal2';
}

/** What the API would answer: the rows, or the code and message of the refusal. */
export interface Refusal {
	readonly code: string;
	readonly message: string;
	readonly detail: string | null;
}

export const anonymous: Person = { id: null, role: 'anon' };
export const service: Person = { id: null, role: 'service_role' };

export class TestDatabase {
	readonly pglite: PGlite;

	private constructor(pglite: PGlite) {
		this.pglite = pglite;
	}

	/** An empty database with the stand-ins of Supabase, every migration (or those before a name) and the seed. */
	static async start(before = '9'): Promise<TestDatabase> {
		const pglite = await PGlite.create({ extensions: { pg_trgm } });
		await pglite.exec(readFileSync(new URL('supabase-stand-in.sql', import.meta.url), 'utf8'));
		const database = new TestDatabase(pglite);
		await database.migrate((name) => name < before);
		await database.seed();
		// For the runs of tests/database/mutate.mjs: a guard dropped here must turn a test red.
		if (process.env['KOFEI_MUTATION']) await pglite.exec(process.env['KOFEI_MUTATION']);
		return database;
	}

	async migrate(isMeant: (name: string) => boolean): Promise<void> {
		for (const name of readdirSync(migrationsFolder).sort().filter(isMeant)) {
			await this.pglite.exec(readFileSync(new URL(name, migrationsFolder), 'utf8'));
		}
	}

	async seed(): Promise<void> {
		await this.pglite.exec(readFileSync(new URL('supabase/seed.sql', root), 'utf8'));
	}

	/** Runs one statement the way the API does: own transaction, role and claims set for it alone. */
	async as(person: Person, sql: string, params: unknown[] = []): Promise<Row[]> {
		return this.pglite.transaction(async (tx) => {
			const claims = { sub: person.id, role: person.role, aal: person.aal ?? 'aal1' };
			await tx.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claims)]);
			await tx.query(`select set_config('request.jwt.claim.sub', $1, true)`, [person.id ?? '']);
			await tx.exec(`set local role ${person.role}`);
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
		return (await this.pglite.query<Row>(sql, params)).rows;
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
		await this.pglite.close();
	}
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
