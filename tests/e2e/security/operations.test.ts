import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { expect, test } from '@playwright/test';
import { completeFields, openRound } from '../../support/applications.ts';
import { newestCode } from '../../support/mailbox.ts';
import { Server } from '../../support/server.ts';
import { sessionCookie } from '../../support/session.ts';

const METRICS_TOKEN = 'only-for-the-monitoring-of-this-test';
const ADDRESS = 'fatma.protokoll@example.test';
const WORDS = 'Zaubertinte im Protokoll';

let server: Server;
test.beforeAll(async () => {
	test.setTimeout(160_000);
	server = await Server.start(undefined, { METRICS_TOKEN, LOG_REQUESTS: 'true' });
});
test.afterAll(() => server?.remove());

test('tells live from ready, and gives numbers only to whoever knows the token', async () => {
	const live = await fetch(`${server.origin}/api/health/live`);
	expect([live.status, await live.json()]).toEqual([200, { live: true }]);
	const ready = await fetch(`${server.origin}/api/health`);
	expect([ready.status, await ready.json()]).toEqual([200, { live: true, ready: true }]);
	const metrics = (authorization?: string) =>
		fetch(`${server.origin}/api/metrics`, { headers: authorization ? { authorization } : {} });
	expect((await metrics()).status).toBe(404);
	expect((await metrics('Bearer something-else-of-that-length')).status).toBe(404);
	const text = await (await metrics(`Bearer ${METRICS_TOKEN}`)).text();
	expect(text).toMatch(/kofei_requests_total\{route="\/api\/health",method="GET",status="200"\} \d+/);
	expect(text).toMatch(/kofei_requests_inside \d+/);
	expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('keeps a connection open for longer than a proxy before it does, so that none is closed under a request', async () => {
	const agent = new Agent({ keepAlive: true });
	const header = await new Promise<string>((resolve, reject) => {
		const question = httpRequest(`${server.origin}/api/health/live`, { agent }, (answer) => {
			answer.resume();
			resolve(String(answer.headers['keep-alive']));
		});
		question.once('error', reject).end();
	});
	agent.destroy();
	expect(Number(/timeout=(\d+)/.exec(header)?.[1])).toBeGreaterThan(60);
});

test('goes on when a session turns out to have ended after the answer has left', async () => {
	const secret = await server.sessionSecret();
	const ended = sessionCookie(secret, { id: randomUUID(), email: 'x@example.test', hasExpired: true });
	for (let times = 0; times < 20; times++) {
		const answer = await fetch(`${server.origin}/api/v1/sign-in/verify`, {
			method: 'POST',
			headers: { origin: server.origin, 'content-type': 'application/json', cookie: ended },
			body: JSON.stringify({ email: `${randomUUID()}@example.test`, code: '123456' })
		});
		expect(answer.status).toBeLessThan(500);
	}
	expect(await server.isReady()).toBe(true);
	expect(server.output).not.toContain('unhandled');
});

test('logs requests as JSON with an id, and nothing anybody wrote', async () => {
	const cookie = await signIn(ADDRESS);
	const id = randomUUID();
	const saved = await save(id, cookie, { project_title: WORDS });
	expect(saved.status).toBe(200);
	expect(saved.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}$/);
	const forged = await fetch(`${server.origin}/api/v1/applications/${id}`, {
		headers: { cookie, 'x-request-id': WORDS, 'user-agent': WORDS, referer: `http://x/${WORDS}` }
	});
	expect(forged.status).toBe(200);
	for (const bad of [`/de/${encodeURIComponent(WORDS)}`, `/de?q=${encodeURIComponent(ADDRESS)}`])
		await fetch(server.origin + bad);
	await fetch(`${server.origin}/api/v1/sign-in/verify`, {
		method: 'POST',
		headers: { origin: server.origin, 'content-type': 'application/json' },
		body: JSON.stringify({ email: ADDRESS, code: '000000' })
	});
	const lines = server.output.split('\n').filter((line) => line.startsWith('{'));
	const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(logged.some((line) => line['id'] === saved.headers.get('x-request-id'))).toBe(true);
	expect(logged.every(({ at, level, event }) => at && level && event)).toBe(true);
	for (const event of ['code_sent', 'signed_in', 'sign_in_refused'])
		expect(
			logged.some((line) => line['event'] === event),
			event
		).toBe(true);
	for (const personal of [
		ADDRESS,
		encodeURIComponent(ADDRESS),
		WORDS,
		encodeURIComponent(WORDS),
		id,
		'fatma'
	])
		expect(server.output).not.toContain(personal);
});

test('takes an address nobody can read for no failure of ours', async () => {
	const before = server.output.length;
	for (const address of ['/%ff', '/de/%ff', '/staff/%c0%ae', '/api/v1/applications/%ff', '/%'])
		expect((await fetch(server.origin + address)).status, address).toBe(400);
	expect(server.output.slice(before)).not.toContain('"failed"');
});

test('sends reads away when too many come, and takes everything that is sent', async () => {
	test.setTimeout(180_000);
	const cookies = await signIn('am.letzten.tag@example.test');
	const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
	const reads = Array.from({ length: 600 }, () => plain('GET', '/de/rounds.json', agent));
	await new Promise((resolve) => setTimeout(resolve, 50));
	const writes = Array.from({ length: 40 }, () => save(randomUUID(), cookies));
	const [read, written] = await Promise.all([Promise.all(reads), Promise.all(writes)]);
	agent.destroy();
	const away = read.filter(({ status }) => status === 503);
	expect(away.length).toBeGreaterThan(50);
	expect(away.every(({ retryAfter }) => Number(retryAfter) >= 2)).toBe(true);
	expect(read.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(50);
	expect(written.map(({ status }) => status)).toEqual(written.map(() => 200));
	expect((await fetch(`${server.origin}/de/rounds.json`)).status).toBe(200);
});

test('finishes what it was given before it ends, and what it acknowledged is there afterwards', async () => {
	test.setTimeout(180_000);
	const cookie = await signIn('stromausfall@example.test');
	const ids = Array.from({ length: 30 }, () => randomUUID());
	const answers = ids.map((id) =>
		save(id, cookie).then(
			({ status }) => status,
			() => 0
		)
	);
	await new Promise((resolve) => setTimeout(resolve, 150));
	const code = await server.stop('SIGTERM');
	const statuses = await Promise.all(answers);
	expect(code).toBe(0);
	expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
	expect(statuses.filter((status) => status !== 200 && status !== 0)).toEqual([]);
	await server.start();
	const lost: string[] = [];
	for (const [index, id] of ids.entries()) {
		if (statuses[index] !== 200) continue;
		const { status } = await fetch(`${server.origin}/api/v1/applications/${id}`, { headers: { cookie } });
		if (status !== 200) lost.push(id);
	}
	expect(lost).toEqual([]);
});

async function signIn(email: string): Promise<string> {
	const post = (address: string, body: object) =>
		fetch(server.origin + address, {
			method: 'POST',
			headers: { origin: server.origin, 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
	await post('/api/v1/sign-in/code', { email, locale: 'de' });
	const code = await newestCode(server.origin, email);
	const verified = await post('/api/v1/sign-in/verify', { email, code });
	expect(verified.status).toBe(200);
	return verified.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

function save(
	id: string,
	cookie: string,
	changes: Readonly<Record<string, unknown>> = {}
): Promise<Response> {
	return fetch(`${server.origin}/api/v1/applications/${id}`, {
		method: 'PUT',
		headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
		body: JSON.stringify({
			round: openRound,
			base_revision: 0,
			changes: completeFields(changes),
			schema_version: 2
		})
	});
}

/** Without a limit of connections of its own. */
function plain(
	method: string,
	address: string,
	agent: Agent
): Promise<{ status: number; retryAfter: string | undefined }> {
	return new Promise((resolve, reject) => {
		const sent = httpRequest(
			{ host: '127.0.0.1', port: server.port, method, path: address, agent },
			(answer) => {
				answer.resume();
				answer.once('end', () =>
					resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] })
				);
			}
		);
		sent.once('error', reject);
		sent.end();
	});
}
