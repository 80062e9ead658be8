import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Extension } from '@electric-sql/pglite';
import { App, generateApiKey, setExperimental, splitSqlStatements } from '@supabase/lite';
import { applyPendingMigrations } from '@supabase/lite/cli';
import { createPgliteConnection, type PgliteConnection } from '@supabase/lite/pglite';
import { lockFolder } from './folder-lock';
import { Mailbox } from './mailbox';
import { inviteDemoStaff } from './demo-staff';
import { fileStorage } from './file-storage';
import { keepPersonalDataOutOfLogs } from './quiet-errors';
import { TwinSessions } from './twin-sessions';
import { RESTORES } from './backup';
import type { Restore } from '../../core/sync/restore';
import { readRestores } from '../restores';
import { newVapidKey } from '../push/vapid';

export interface EmbeddedBackend {
	/** Answers `/auth/v1`, `/rest/v1` and `/storage/v1` inside this process; there is no port of its own. */
	readonly fetch: typeof fetch;
	readonly url: string;
	readonly publishableKey: string;
	readonly secretKey: string;
	readonly mailbox: Mailbox;
	/** Made once and kept, so that devices stay subscribed over a restart. */
	readonly vapidPrivateKey: string;
	readonly restores: readonly Restore[];
	close(): Promise<void>;
}

const OTP_LIFETIME_S = 600;

/**
 * Starts Supabase Lite on PGlite with the project's own migrations and the KOFEI rounds.
 * `dataDir` null keeps everything in memory (tests).
 */
export async function startEmbedded(dataDir: string | null): Promise<EmbeddedBackend> {
	keepPersonalDataOutOfLogs();
	const lock = dataDir === null ? null : lockFolder(dataDir);
	setExperimental('storage', true);
	const postgres = dataDir === null ? null : path.resolve(dataDir, 'postgres');
	if (postgres !== null) await dropStaleLock(postgres);
	const connection = await createPgliteConnection({
		...(postgres === null ? {} : { url: postgres }),
		pgliteOptions: { extensions: { pg_trgm: trigrams() } }
	});
	const mailbox = new Mailbox();
	const [publishable, secret] = await Promise.all([generateApiKey('publishable'), generateApiKey('secret')]);
	const app = new App({
		connection,
		auth: {
			enabled: true,
			jwt_secret: await keptSecret(dataDir, 'jwt-secret', () => randomBytes(32).toString('hex')),
			enable_signup: true,
			publishable_key: publishable.key,
			secret_key: secret.key,
			email: {
				enable_signup: true,
				enable_confirmations: true,
				otp_length: 6,
				otp_expiry: OTP_LIFETIME_S,
				template: {
					confirmation: { subject: 'KOFEI', content_path: './supabase/templates/confirm-signup.html' },
					magic_link: { subject: 'KOFEI', content_path: './supabase/templates/magic-link.html' }
				}
			}
		},
		storage: { enabled: true },
		options: { drivers: { email: mailbox } }
	});
	app._storageAdapter = fileStorage(dataDir === null ? null : path.resolve(dataDir, 'files'));
	await app.ensureSystemSchema();
	await keepOurGrants(connection);
	await applyPendingMigrations(app);
	await runSql(connection, await readFile('supabase/seed.sql', 'utf8'));
	await inviteDemoStaff(connection);
	await app.init();
	const twins = new TwinSessions(connection);

	return {
		fetch: oneAtATime(async (request) => {
			const response = await app.fetch(request);
			await twins.end(request, response);
			return response;
		}),
		url: 'http://embedded.localhost',
		publishableKey: publishable.key,
		secretKey: secret.key,
		mailbox,
		vapidPrivateKey: await keptSecret(dataDir, 'vapid-key', newVapidKey),
		restores: await keptRestores(dataDir),
		close: async () => {
			await connection.close();
			lock?.release();
		}
	};
}

/** The extension of the search. Required, not imported: it finds its files beside itself, and a bundle would move it away. */
function trigrams(): Extension {
	const load: (id: string) => { readonly pg_trgm: Extension } = createRequire(import.meta.url);
	return load('@electric-sql/pglite/contrib/pg_trgm').pg_trgm;
}

/**
 * PGlite has one connection, and Supabase Lite does not keep the requests on it apart: two at once would share a
 * transaction, and with it the role and the claims of whoever came first. So each waits for the one before.
 */
function oneAtATime(answer: (request: Request) => Promise<Response>): typeof fetch {
	let last: Promise<unknown> = Promise.resolve();
	return (input, init) => {
		const request = new Request(input, init);
		const response = last.then(() => answer(request));
		last = response.catch(() => undefined);
		return response;
	};
}

/**
 * At its first request Supabase Lite grants every right on every table to `anon` and `authenticated`, which would undo
 * the grants of our migrations. Telling it that the roles are ready makes it leave them alone, as Supabase does.
 * `tests/database/embedded.test.ts` fails if a later version grants again. Storage is granted whole, as on Supabase: there
 * the policies decide alone.
 */
async function keepOurGrants(connection: PgliteConnection): Promise<void> {
	await connection.exec(`
		do $$ begin
			if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin; end if;
			if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin; end if;
			if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin bypassrls; end if;
			grant usage on schema public, auth, storage to anon, authenticated, service_role;
			grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
		end $$`);
	Object.assign(connection, { rlsState: 'active' });
}

async function runSql(connection: PgliteConnection, sql: string): Promise<void> {
	for (const statement of splitSqlStatements(sql)) await connection.exec(statement);
}

/** Sessions outlive a restart, so the secret that signs them does too; it never leaves the data folder. */
async function keptSecret(dataDir: string | null, name: string, make: () => string): Promise<string> {
	if (dataDir === null) return make();
	const file = path.resolve(dataDir, name);
	const kept = existsSync(file) ? await readFile(file, 'utf8') : '';
	if (kept !== '') return kept;
	const fresh = make();
	// Whole or not at all: what a kill left half written would sign sessions that anybody can make.
	await writeFile(`${file}.new`, fresh, { mode: 0o600, flush: true });
	await rename(`${file}.new`, file);
	return fresh;
}

async function keptRestores(dataDir: string | null): Promise<readonly Restore[]> {
	const file = dataDir === null ? null : path.resolve(dataDir, RESTORES);
	return file && existsSync(file) ? readRestores(await readFile(file, 'utf8'), file) : [];
}

/**
 * A kill in the moment in which Postgres makes its own lock leaves it empty, and with an empty one Postgres never starts
 * again. Ours holds already, so whatever lies there is nobody's.
 */
async function dropStaleLock(postgres: string): Promise<void> {
	await rm(path.join(postgres, 'postmaster.pid'), { force: true });
}
