import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { backend, type Backend } from '../../src/lib/server/backend';
import { sendPushes } from '../../src/lib/server/jobs/send-pushes';
import { save, submit } from '../../src/lib/server/supabase/applications';
import { wantPush } from '../../src/lib/server/supabase/push';
import { completeForm } from './support/applications.ts';
import { patience } from './support/database.ts';

/** Pushes as `npm start` sends them, to a real HTTP server that stands where the push service of a browser would. */
let folder: string;
let server: Backend;
let service: Server;
let origin: string;
const received: { readonly request: IncomingMessage; readonly body: string }[] = [];
let status = 201;

beforeAll(async () => {
	service = createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			received.push({ request, body });
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
	folder = await mkdtemp(path.join(tmpdir(), 'kofei-push-'));
	process.env['DATA_DIR'] = folder;
	process.env['PUSH_SERVICES'] = origin;
	server = await backend();
}, patience.timeout);
beforeEach(() => {
	received.length = 0;
	status = 201;
});
afterAll(async () => {
	await server.close();
	service.close();
	await rm(folder, { recursive: true });
});

const open = (key: string) =>
	createClient(server.url, key, {
		global: { fetch: server.fetch },
		auth: { persistSession: false, autoRefreshToken: false }
	});
type Client = ReturnType<typeof open>;

async function signIn(email: string): Promise<Client> {
	const client = open(server.publishableKey);
	await client.auth.signInWithOtp({ email });
	const code = /\b\d{6}\b/.exec(server.mailbox?.messages.find(({ to }) => to === email)?.text ?? '')?.[0];
	const { error } = await client.auth.verifyOtp({ email, token: code ?? '', type: 'magiclink' });
	expect(error).toBeNull();
	return client;
}

/** Sends an application: the receipt is news to everybody who may act. */
async function send(client: Client): Promise<void> {
	const [round] =
		(await client.from('funding_rounds').select('slug, project_from').eq('status', 'published')).data ?? [];
	const year = String(round?.project_from).slice(0, 4);
	const changes = JSON.parse(JSON.stringify(completeForm).replaceAll('2027', year)) as typeof completeForm;
	const id = crypto.randomUUID();
	await save(client, id, { round: String(round?.slug), base_revision: 0, changes, schema_version: 2 });
	await submit(client, id, {
		key: crypto.randomUUID(),
		revision: 1,
		prepared_at: new Date().toISOString(),
		answers: undefined
	});
}

it('tells every device of a person once, signed and without a word', patience, async () => {
	const amina = await signIn('amina-push@example.org');
	const bruno = await signIn('bruno-push@example.org');
	for (const name of ['phone', 'tablet']) await wantPush(amina, `${origin}/${name}`, true);
	await wantPush(bruno, `${origin}/bruno`, true);
	await send(amina);
	await send(amina);
	await sendPushes();
	expect(received.map(({ request }) => request.url).sort()).toEqual(['/phone', '/tablet']);
	for (const { request, body } of received) {
		expect([request.method, body]).toEqual(['POST', '']);
		expect(request.headers).toMatchObject({ ttl: '86400', topic: 'news' });
		expect(request.headers['authorization']).toContain(`k=${server.push?.key.publicKey}`);
		const [, claims = ''] = /t=[\w-]+\.([\w-]+)\./.exec(String(request.headers['authorization'])) ?? [];
		expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: origin });
	}
	await sendPushes();
	expect(received).toHaveLength(2);
});

it('forgets a device that is gone, and tries again where a service is down', patience, async () => {
	const cem = await signIn('cem-push@example.org');
	await wantPush(cem, `${origin}/cem`, true);
	status = 503;
	await send(cem);
	await sendPushes();
	await sendPushes();
	expect(received).toHaveLength(1);
	const secret = open(server.secretKey);
	const [due] = (await secret.rpc('claim_pushes', { p_limit: 10 })).data as unknown[];
	expect(due).toBeUndefined();

	status = 410;
	const dora = await signIn('dora-push@example.org');
	await wantPush(dora, `${origin}/dora`, true);
	await send(dora);
	await sendPushes();
	expect(received.at(-1)?.request.url).toBe('/dora');
	await send(dora);
	await sendPushes();
	expect(received.filter(({ request }) => request.url === '/dora')).toHaveLength(1);
});

it('tells nobody who switched it off, nor the last person of a shared device', patience, async () => {
	const [elif, filiz] = [await signIn('elif-push@example.org'), await signIn('filiz-push@example.org')];
	await wantPush(elif, `${origin}/elif`, true);
	await wantPush(filiz, `${origin}/elif`, false);
	await wantPush(elif, `${origin}/shared`, true);
	await wantPush(filiz, `${origin}/shared`, true);
	await wantPush(elif, `${origin}/off`, true);
	await wantPush(elif, `${origin}/off`, false);
	await send(elif);
	await sendPushes();
	expect(received.map(({ request }) => request.url)).toEqual(['/elif']);
	// Nobody reads who is told where, not even their own.
	expect((await elif.from('push_subscriptions').select('endpoint')).error?.code).toBe('42501');
});
