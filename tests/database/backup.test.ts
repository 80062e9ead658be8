import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedBackend } from '../../src/lib/server/embedded/backend';
import { backUp, restore } from '../../src/lib/server/embedded/backup';
import { patience, TestDatabase } from './support/database.ts';
import { everythingHappens } from './support/everything.ts';
import { signUpStaff } from './support/people.ts';

/** A backup of a database in which everything has happened, and of documents, put back after all of it was destroyed. */

let room: string;
const at = (name: string) => path.join(room, name);
const bytes = Buffer.from('%PDF-1.7 Satzung des Vereins');
const [takenAt, putBackAt] = [new Date('2026-12-01T02:00:00Z'), new Date('2026-12-03T09:00:00Z')];
let before: Awaited<ReturnType<typeof allThatIsThere>>;

const asServer = ({ url, secretKey, fetch }: EmbeddedBackend) =>
	createClient(url, secretKey, { global: { fetch }, auth: { persistSession: false } });

beforeAll(async () => {
	room = await mkdtemp(path.join(tmpdir(), 'kofei-backup-'));
	const backend = await startEmbedded(at('data'));
	const stored = await asServer(backend)
		.storage.from('files')
		.upload('a/b/c', bytes, { contentType: 'application/pdf' });
	expect(stored.error).toBeNull();
	await backend.close();
	const database = await TestDatabase.in(at('data/postgres'));
	await database.setClock('2027-01-20T12:00:00+01:00');
	const [clerk, decider] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
	await everythingHappens(database, clerk, decider);
	await database.setClock(null);
	await database.stop();
	before = await allThatIsThere();
	await backUp(at('data'), at('backup'), takenAt);
	await rm(at('data'), { recursive: true });
	await restore(at('backup'), at('data'), putBackAt);
}, patience.timeout);
afterAll(() => rm(room, { recursive: true }));

/** Rows and checksum of every table, and the checksum of every document. */
async function allThatIsThere() {
	const database = await TestDatabase.in(at('data/postgres'));
	const tables = await database.owner(
		`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`
	);
	const sums: Record<string, unknown> = {};
	for (const { name } of tables) {
		const [row] = await database.owner(
			`select count(*)::int as rows, md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as sum from ${name} t`
		);
		sums[String(name)] = row;
	}
	const sequences = await database.owner(
		`select schemaname, sequencename, last_value from pg_sequences order by 1, 2`
	);
	await database.stop();
	return { sums, sequences, documents: await hashesIn(at('data/files')) };
}

async function hashesIn(folder: string): Promise<Record<string, string>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map(({ name, parentPath }) => path.join(parentPath, name));
	const hashes: Record<string, string> = {};
	for (const file of files.sort())
		hashes[path.relative(folder, file)] = createHash('sha256')
			.update(await readFile(file))
			.digest('hex');
	return hashes;
}

it('brings back every row and every document', async () => {
	const after = await allThatIsThere();
	expect(after).toEqual(before);
	const written = Object.values(before.sums).filter((sum) => Number(Object(sum).rows) > 0);
	expect(written.length).toBeGreaterThan(40);
	expect(Object.keys(before.documents)).toHaveLength(1);
});

it('is a server again, with the documents and the secret of before', async () => {
	const backend = await startEmbedded(at('data'));
	const { data } = await asServer(backend).storage.from('files').download('a/b/c');
	expect(data && Buffer.from(await data.arrayBuffer())).toEqual(bytes);
	// Phones are told, and offer again what came after the backup.
	expect(backend.restores).toEqual([{ from: takenAt.toISOString(), until: putBackAt.toISOString() }]);
	// While it runs nothing is copied, neither from it nor over it.
	await expect(backUp(at('data'), at('second'), new Date())).rejects.toThrow(/already runs/);
	await expect(restore(at('backup'), at('data'), new Date())).rejects.toThrow(/already runs/);
	await backend.close();
	await expect(restore(at('backup'), at('data'), new Date())).rejects.toThrow(/move that folder away/);
});

it('puts nothing back from a backup that is damaged, unfinished or none, and overwrites none', async () => {
	await expect(backUp(at('data'), at('backup'), new Date())).rejects.toThrow(/something in/);
	await expect(backUp(at('data'), at('data/inside'), new Date())).rejects.toThrow(/outside/);
	await expect(backUp(at('nowhere'), at('second'), new Date())).rejects.toThrow(/no data/);
	await expect(restore(at('data'), at('other'), new Date())).rejects.toThrow(/no backup/);
	await writeFile(at('backup/jwt-secret'), 'changed');
	await expect(restore(at('backup'), at('other'), new Date())).rejects.toThrow(
		/"jwt-secret" is not what it was/
	);
	await rm(at('backup/jwt-secret'));
	await expect(restore(at('backup'), at('other'), new Date())).rejects.toThrow(
		/"jwt-secret" is not what it was/
	);
	await writeFile(at('backup/files/more'), 'more');
	expect(
		(await readdir(at('other'))).filter((name) => name !== 'in-use.lock' && name !== 'restoring')
	).toEqual([]);
});
