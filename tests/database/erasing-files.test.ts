import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backend, type Backend } from '../../src/lib/server/backend';
import { ownData } from '../../src/lib/server/exports/own-data';
import { zipOf } from '../../src/lib/server/exports/zip';
import { pdf } from '../../src/lib/server/files/corpus.sample';
import { erase } from '../../src/lib/server/jobs/erase';
import { printLetters } from '../../src/lib/server/jobs/print-letters';
import { save, submit } from '../../src/lib/server/supabase/applications';
import { announce, takePart } from '../../src/lib/server/supabase/files';
import { write } from '../../src/lib/server/supabase/messages';
import { myRetention, wantErasure } from '../../src/lib/server/supabase/retention';
import { completeForm } from './support/applications.ts';
import { patience } from './support/database.ts';

/** The job and the export as `npm start` runs them: the embedded backend on a folder, real bytes, the real pipeline. */
let folder: string;
let server: Backend;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kofei-erasing-'));
	process.env['DATA_DIR'] = folder;
	server = await backend();
}, patience.timeout);
afterAll(async () => {
	await server.close();
	await rm(folder, { recursive: true });
});

const open = (key: string) =>
	createClient(server.url, key, {
		global: { fetch: server.fetch },
		auth: { persistSession: false, autoRefreshToken: false }
	});

async function signIn(email: string) {
	const client = open(server.publishableKey);
	await client.auth.signInWithOtp({ email });
	const code = /\b\d{6}\b/.exec(server.mailbox?.messages.find(({ to }) => to === email)?.text ?? '')?.[0];
	const { error } = await client.auth.verifyOtp({ email, token: code ?? '', type: 'magiclink' });
	expect(error).toBeNull();
	return client;
}

/** Every file on the disk of the server, whatever it is called. */
async function bytesOnDisk(): Promise<readonly string[]> {
	const files = path.join(folder, 'files');
	const places = await readdir(files, { recursive: true, withFileTypes: true }).catch(() => []);
	const contents = places
		.filter((place) => place.isFile())
		.map(async (place) => hash(await readFile(path.join(place.parentPath, place.name))));
	return Promise.all(contents);
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function handIn(client: Awaited<ReturnType<typeof signIn>>, applicationId: string, bytes: Uint8Array) {
	const file = { applicationId, id: crypto.randomUUID() };
	const facts = {
		document: 'other',
		name: 'Satzung.pdf',
		size: bytes.length,
		sha256: hash(bytes),
		language: null
	};
	await announce(client, file, facts);
	expect(await takePart(client, file, { offset: 0, bytes })).toMatchObject({ is_complete: true });
}

it('takes everything along, then everything is deleted, its bytes as well', patience, async () => {
	const client = await signIn('nour@example.org');
	const [round] =
		(await client.from('funding_rounds').select('slug, project_from').eq('status', 'published')).data ?? [];
	const year = String(round?.project_from).slice(0, 4);
	const changes = JSON.parse(JSON.stringify(completeForm).replaceAll('2027', year)) as typeof completeForm;
	const [sent, begun] = [crypto.randomUUID(), crypto.randomUUID()];
	const request = { round: String(round?.slug), base_revision: 0, changes, schema_version: 2 };
	for (const id of [sent, begun]) await save(client, id, request);
	const papers = [new Uint8Array(await pdf()), new Uint8Array(await pdf(() => undefined))];
	await handIn(client, sent, papers[0] ?? expect.unreachable());
	await handIn(client, begun, papers[0] ?? expect.unreachable());
	await submit(client, sent, {
		key: crypto.randomUUID(),
		revision: 1,
		prepared_at: new Date().toISOString(),
		answers: undefined
	});
	await write(client, sent, { id: crypto.randomUUID(), text: 'Dürfen wir früher anfangen?', files: [] });
	while (await printLetters()) continue;

	const parts: Uint8Array[] = [];
	for await (const part of zipOf(ownData(client), new Date())) parts.push(part);
	const archive = path.join(folder, 'KOFEI.zip');
	await writeFile(archive, Buffer.concat(parts));
	const names = JSON.parse(
		execFileSync(
			'python3',
			[
				'-c',
				'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2]); print(json.dumps(z.namelist()))',
				archive,
				folder
			],
			{ encoding: 'utf8' }
		)
	) as string[];
	const number = names.find((name) => name.includes('/Antrag-'))?.split('/')[0] ?? '';
	expect(names).toEqual(
		expect.arrayContaining([
			'daten.json',
			`${number}/Antrag-${number}.pdf`,
			`${number}/Briefe/1-Brief-${number}.pdf`,
			`${number}/Unterlagen/1-Satzung.pdf`
		])
	);
	expect(names.filter((name) => /^Entwurf-\d\/Unterlagen\/1-Satzung\.pdf$/.test(name))).toHaveLength(1);
	const told = JSON.parse(await readFile(path.join(folder, 'daten.json'), 'utf8'));
	expect(told.account).toEqual({ email: 'nour@example.org', language: null });
	expect(told.applications).toHaveLength(2);
	expect(JSON.stringify(told)).toContain('Dürfen wir früher anfangen?');
	expect(
		(await readFile(path.join(folder, `${number}/Antrag-${number}.pdf`))).subarray(0, 5).toString()
	).toBe('%PDF-');

	// What was sent runs: it is kept and said so. The draft goes at once, row and bytes.
	const before = await bytesOnDisk();
	expect((await wantErasure(client, true)).applications).toContainEqual(
		expect.objectContaining({ id: sent, why: 'running', due_on: null })
	);
	while (await erase()) continue;
	expect((await client.from('applications').select('id')).data).toEqual([{ id: sent }]);
	expect((await bytesOnDisk()).length).toBeLessThan(before.length);

	// Withdrawn and two months later the rest goes, and the account with it.
	await client.rpc('withdraw_application', { p_id: sent, p_reason: null });
	const [kept] = (await myRetention(client)).applications;
	expect(kept).toMatchObject({ id: sent, why: 'asked' });
	const secret = open(server.secretKey);
	const set = (moment: string | null) => secret.rpc('set_clock', { p_moment: moment });
	await set(`${kept?.due_on}T12:00:00+02:00`);
	while (await erase()) continue;
	await set(null);
	expect(await bytesOnDisk()).toEqual([]);
	expect((await secret.from('applications').select('id')).data).toEqual([]);
	expect((await client.auth.getUser()).data.user).toBeNull();
});
