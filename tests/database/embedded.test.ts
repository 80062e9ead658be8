import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applicationListSchema, applicationSchema } from '../../src/lib/core/api/applications';
import { list, read, save, submit } from '../../src/lib/server/supabase/applications';
import { readCase, transition } from '../../src/lib/server/supabase/cases';
import { startEmbedded, type EmbeddedBackend } from '../../src/lib/server/embedded/backend';
import { completeForm } from './support/applications.ts';
import { patience, TestDatabase } from './support/database.ts';
import type { Connection } from './support/postgres.ts';

/** The backend as `npm start` runs it, spoken to as the server does: through supabase-js and nothing else. */

let folder: string;
let backend: EmbeddedBackend;
const open = (key: string) =>
	createClient(backend.url, key, {
		global: { fetch: backend.fetch },
		auth: { persistSession: false, autoRefreshToken: false }
	});

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kofei-embedded-'));
	backend = await startEmbedded(folder);
}, patience.timeout);
afterAll(async () => {
	await backend.close();
	await rm(folder, { recursive: true });
});

const send = (revision: number, answers?: string) => ({
	key: crypto.randomUUID(),
	revision,
	prepared_at: new Date().toISOString(),
	answers
});

const codeFor = (email: string) => {
	const message = backend.mailbox.messages.find(({ to }) => to === email);
	return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? '';
};

async function signIn(email: string) {
	const client = open(backend.publishableKey);
	await client.auth.signInWithOtp({ email });
	const { data, error } = await client.auth.verifyOtp({ email, token: codeFor(email), type: 'magiclink' });
	expect(error).toBeNull();
	return { client, session: data.session };
}

describe('the embedded backend', () => {
	it('mails a code and no link, and takes the code once', async () => {
		const client = open(backend.publishableKey);
		await client.auth.signInWithOtp({ email: 'amina@example.org' });
		const [message] = backend.mailbox.messages;
		expect(message?.text).toMatch(/\b\d{6}\b/);
		expect(message?.text).not.toMatch(/https?:/);
		const wrong = await client.auth.verifyOtp({
			email: 'amina@example.org',
			token: '000000',
			type: 'magiclink'
		});
		expect(wrong.error).not.toBeNull();
		const token = codeFor('amina@example.org');
		expect(
			(await client.auth.verifyOtp({ email: 'amina@example.org', token, type: 'magiclink' })).error
		).toBeNull();
		const again = open(backend.publishableKey);
		expect(
			(await again.auth.verifyOtp({ email: 'amina@example.org', token, type: 'magiclink' })).error
		).not.toBeNull();
	});

	it('leaves a session alone that was given away a moment before on another device', async () => {
		const first = await signIn('twice@example.org');
		const second = await signIn('twice@example.org');
		// Neither was noted yet, and both are there: only the one that nobody was given is gone.
		for (const { client } of [first, second]) expect((await client.auth.getUser()).error).toBeNull();
		const noted = await first.client.rpc('note_session', { p_device: 'firefox/linux' });
		expect(noted.data).toMatchObject({ is_live: true });
		expect((await second.client.rpc('my_sessions')).data).toHaveLength(2);
	});

	it('notes a sign-in as one session, also the first of an address; ends it for good, and knows no second factor', async () => {
		const first = await signIn('sessions@example.org');
		await first.client.rpc('note_session', { p_device: 'safari/ios' });
		expect((await first.client.rpc('my_sessions')).data).toMatchObject([{ is_this: true }]);
		const second = await signIn('sessions@example.org');
		const noted = await second.client.rpc('note_session', { p_device: 'firefox/linux' });
		expect(noted.data).toEqual({
			is_live: true,
			roles: [],
			needs_second_factor: false,
			idle_seconds: null,
			seconds: null
		});
		const listed = await second.client.rpc('my_sessions');
		expect(listed.data).toMatchObject([{ device: 'firefox/linux', is_this: true }, { device: 'safari/ios' }]);
		await second.client.rpc('end_sessions', { p_user: second.session?.user.id, p_keep_this: true });
		expect((await first.client.auth.getUser()).data.user).toBeNull();
		const { refresh_token = '' } = first.session ?? {};
		expect((await first.client.auth.refreshSession({ refresh_token })).error).not.toBeNull();
		expect((await second.client.auth.getUser()).error).toBeNull();
		expect((await second.client.auth.mfa.enroll({ factorType: 'totp' })).error).not.toBeNull();
	});

	it('ends a session by its own token, and no other of that person', async () => {
		const first = await signIn('again@example.org');
		const second = await signIn('again@example.org');
		const ending = open(backend.publishableKey).auth.admin;
		expect((await ending.signOut(first.session?.access_token ?? '', 'local')).error).toBeNull();
		const standing = async ({ client }: typeof first) => (await client.rpc('my_sessions')).data;
		expect((await second.client.rpc('note_session', { p_device: 'firefox/linux' })).data).toMatchObject({
			is_live: true
		});
		expect(await standing(second)).toHaveLength(1);
	});

	it('leaves the grants of the migrations alone: nobody but the secret key writes to a table', async () => {
		const { client, session } = await signIn('bruno@example.org');
		const visitor = open(backend.publishableKey);
		for (const person of [client, visitor]) {
			const refused = await Promise.all([
				person.from('settings').insert({ key: 'staff_requires_aal2', value: true }),
				person.from('applications').update({ state: 'approved' }).neq('state', 'x'),
				person.from('staff_members').insert({ user_id: session?.user.id, role: 'admin' }),
				person.from('audit_log').delete().gt('id', 0),
				person.from('funding_rounds').update({ total_budget_cents: 1 }).neq('slug', '')
			]);
			expect(refused.map(({ error }) => error?.code)).toEqual(Array(refused.length).fill('42501'));
		}
		expect((await visitor.from('applications').select('id')).error?.code).toBe('42501');
		expect((await visitor.from('funding_rounds').select('slug')).data?.length).toBeGreaterThan(1);
	});

	it('keeps people apart who ask at the same moment', async () => {
		const people = await Promise.all(
			['fatma', 'georgi', 'hana', 'ion'].map((name) => signIn(`${name}@example.org`))
		);
		const ids = people.map(() => crypto.randomUUID());
		const [round] =
			(await open(backend.publishableKey).from('funding_rounds').select('slug').eq('status', 'published'))
				.data ?? [];
		await Promise.all(
			people.map(({ client }, index) =>
				client.rpc('save_draft', {
					p_id: ids[index],
					p_round: round?.slug,
					p_base_revision: 0,
					p_changes: { project_title: `of ${index}` },
					p_schema_version: 1
				})
			)
		);
		const visitor = open(backend.publishableKey);
		const answers = await Promise.all(
			people.flatMap(({ client }) => [
				client.from('applications').select('id, title'),
				visitor.from('applications').select('id')
			])
		);
		answers.forEach(({ data, error }, index) => {
			if (index % 2 === 1) expect(error?.code).toBe('42501');
			else expect(data).toEqual([{ id: ids[index / 2], title: `of ${index / 2}` }]);
		});
	});

	it('refuses with our own codes and states, and tells the secret key apart', async () => {
		const { client } = await signIn('cem@example.org');
		const { error, status } = await client.rpc('submit_application', {
			p_id: crypto.randomUUID(),
			p_key: crypto.randomUUID(),
			p_revision: 1,
			p_prepared_at: new Date().toISOString()
		});
		expect([status, error?.code, error?.message]).toEqual([404, 'PT404', 'not_found']);
		const limit = { p_bucket: 'test', p_subject_hash: 'x', p_limit: 1, p_window_seconds: 60 };
		expect((await client.rpc('consume_rate_limit', limit)).error?.code).toBe('42501');
		const secret = open(backend.secretKey);
		expect((await secret.rpc('consume_rate_limit', limit)).data).toMatchObject({ is_allowed: true });
		expect((await secret.rpc('consume_rate_limit', limit)).data).toMatchObject({ is_allowed: false });
	});

	it('gives the demo office its roles at the first sign-in, and nobody else any', async () => {
		const { client } = await signIn('leitung@kofei.test');
		expect((await client.rpc('claim_staff_invitations')).data).toEqual({ roles: ['decider'] });
		const stranger = await signIn('dora@example.org');
		expect((await stranger.client.rpc('claim_staff_invitations')).data).toEqual({ roles: [] });
	});

	it('carries an application through a question of the office, as the server speaks', async () => {
		const { client } = await signIn('filiz@example.org');
		const { client: office } = await signIn('sachbearbeitung@kofei.test');
		await office.rpc('claim_staff_invitations');
		const [round] =
			(await client.from('funding_rounds').select('slug, project_from').eq('status', 'published')).data ?? [];
		const year = String(round?.project_from).slice(0, 4);
		const changes = JSON.parse(JSON.stringify(completeForm).replaceAll('2027', year)) as typeof completeForm;
		const id = crypto.randomUUID();
		const request = { round: String(round?.slug), base_revision: 0, changes, schema_version: 2 };
		expect(await save(client, id, request)).toEqual({ revision: 1, state: 'draft' });
		const receipt = await submit(client, id, send(1));
		await transition(office, { id, to: 'formal_check', reason: '', seen: null });
		await office.rpc('ask_clarification', {
			p_application: id,
			p_items: [{ kind: 'section', section: 'goals', note: '' }],
			p_due_on: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10),
			p_message: 'Für wen genau?'
		});
		const waiting = applicationSchema.parse(await read(client, id));
		expect(waiting).toMatchObject({
			state: 'clarification',
			clarification: { message: 'Für wen genau?', message_language: 'de', items: [{ section: 'goals' }] }
		});
		const answer = { ...request, base_revision: 1, changes: { need: 'Für alle.' } };
		expect(await save(client, id, answer)).toEqual({ revision: 2, state: 'clarification' });
		const elsewhere = save(client, id, { ...answer, base_revision: 2, changes: { iban: 'x' } });
		await expect(elsewhere).rejects.toMatchObject({ code: 'payload_invalid', status: 422 });
		expect(await submit(client, id, send(2, waiting.clarification?.id))).toEqual(receipt);

		const answered = applicationSchema.parse(await read(client, id));
		expect(answered).toMatchObject({ state: 'formal_check', clarification: null });
		expect(answered.receipt?.sha256).toBe(receipt.sha256);
		const listed = applicationListSchema.parse({ applications: await list(client) });
		expect(listed.applications[0]?.receipt?.sha256).toBe(receipt.sha256);
		const file = await readCase(office, id, 'de');
		expect([file.firstSubmission.version, file.submission.version]).toEqual([1, 2]);
		expect(file.submission.snapshot.form['need']).toBe('Für alle.');
		expect(file.firstSubmission.sha256).toBe(receipt.sha256);

		const copy = crypto.randomUUID();
		await save(client, copy, { ...request, changes: {}, copied_from: id });
		const organisations = await client.from('organisation_members').select('organisation_id');
		expect(organisations.data).toHaveLength(1);
	});

	it('starts again on the same data: sessions go on, and nothing is seeded twice', patience, async () => {
		const { session } = await signIn('elif@example.org');
		const rounds = (await open(backend.publishableKey).from('funding_rounds').select('slug')).data?.length;
		await backend.close();
		backend = await startEmbedded(folder);
		const client = open(backend.publishableKey);
		const { data, error } = await client.auth.getUser(session?.access_token);
		expect([error, data.user?.email]).toEqual([null, 'elif@example.org']);
		expect((await client.from('funding_rounds').select('slug')).data?.length).toBe(rounds);
	});

	it(
		'starts on what a kill in its first moments left: an empty lock of Postgres, an empty key',
		patience,
		async () => {
			await backend.close();
			for (const name of ['postgres/postmaster.pid', 'vapid-key'])
				await writeFile(path.join(folder, name), '');
			backend = await startEmbedded(folder);
			expect(backend.vapidPrivateKey).not.toBe('');
			expect(await readFile(path.join(folder, 'vapid-key'), 'utf8')).toBe(backend.vapidPrivateKey);
		}
	);

	it(
		'has, after all those requests, the very grants a Supabase project gets from the migrations',
		patience,
		async () => {
			const reference = await TestDatabase.start();
			const expected = await grantsIn(reference.connection);
			await reference.stop();
			await backend.close();
			const files = await PGlite.create(path.join(folder, 'postgres'));
			const actual = await grantsIn(files);
			await files.close();
			backend = await startEmbedded(folder);
			expect(actual).toEqual(expected);
			expect(actual.filter(({ role }) => role === 'anon')).toEqual([
				{ name: 'public.funding_rounds', role: 'anon', rights: 'SELECT' }
			]);
		}
	);
});

/** What each role may do with each table and each of its columns. */
async function grantsIn(database: Pick<Connection, 'query'>) {
	const { rows } = await database.query<{ name: string; role: string; rights: string }>(
		`select g.table_schema || '.' || g.table_name as name, g.grantee as role,
			string_agg(distinct g.privilege_type, ',' order by g.privilege_type) as rights
		from (
			select table_schema, table_name, grantee, privilege_type from information_schema.table_privileges
			union all
			select table_schema, table_name, grantee, privilege_type from information_schema.column_privileges
		) g
		where g.table_schema in ('public', 'private') and g.grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
		group by 1, 2 order by 1, 2`
	);
	return rows;
}
