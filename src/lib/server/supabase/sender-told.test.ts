import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addressOf, readTrust, SENDER_HEADER } from '../security/sender';
import { personClient, requirePerson } from './clients';
import { requestCode, verifyCode } from './sessions';

const keys = { publishableKey: 'sb_publishable_x', secretKey: 'sb_secret_x' };
const project = vi.hoisted(() => ({
	url: '',
	countsSenders: true,
	verifyStatus: 200,
	refreshStatus: 200,
	userStatus: 200,
	slowFor: 'nobody',
	slowMs: 0
}));
vi.mock('../backend', () => ({
	backend: async () => ({ ...project, ...keys, codeType: 'email', fetch })
}));

interface Heard {
	readonly path: string;
	readonly apikey: string | undefined;
	readonly authorization: string | undefined;
	readonly sender: string | undefined;
}

/** Stands in for a project: writes down what it hears, and lets everybody in. */
const heard: Heard[] = [];
let supabase: Server;

beforeAll(async () => {
	supabase = createServer((request, response) => {
		const { apikey, authorization, 'sb-forwarded-for': sender } = request.headers;
		const path = request.url ?? '';
		heard.push({ path, apikey: String(apikey), authorization, sender: sender?.toString() });
		const status = statusOf(path);
		const refusal = { code: 'over_request_rate_limit', msg: 'slow down' };
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			const isSlow = path.startsWith('/auth/v1/') && body.includes(`"${project.slowFor}"`);
			setTimeout(
				() => {
					response.writeHead(status, { 'content-type': 'application/json' });
					response.end(JSON.stringify(status === 200 ? answerOf(path) : refusal));
				},
				isSlow ? project.slowMs : 0
			);
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => supabase.once('listening', resolve));
	project.url = `http://127.0.0.1:${(supabase.address() as AddressInfo).port}`;
});
afterAll(() => supabase.close());

beforeEach(() => {
	heard.length = 0;
	Object.assign(project, {
		countsSenders: true,
		verifyStatus: 200,
		refreshStatus: 200,
		userStatus: 200,
		slowFor: 'nobody'
	});
	vi.spyOn(console, 'log').mockImplementation(() => undefined);
});

const expiry = (hasExpired: boolean) => (hasExpired ? 1_000_000_000 : 4_000_000_000);
function session(hasExpired = false) {
	const claims = { session_id: 's', exp: expiry(hasExpired) };
	return {
		access_token: `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`,
		refresh_token: 'r',
		token_type: 'bearer',
		expires_in: 3600,
		expires_at: expiry(hasExpired),
		user: { id: 'p', email: 'fatma@example.org' }
	};
}
function statusOf(path: string): number {
	if (path.startsWith('/auth/v1/verify')) return project.verifyStatus;
	if (path.startsWith('/auth/v1/user')) return project.userStatus;
	return isRenewal(path) ? project.refreshStatus : 200;
}
function answerOf(path: string): unknown {
	if (path.includes('/consume_rate_limit')) return { is_allowed: true };
	if (path.includes('/note_session')) return { is_live: true, roles: [], needs_second_factor: false };
	if (path.includes('/verify') || path.includes('/token')) return session();
	return {};
}

/** A browser behind our own door: the address is what the door finds. */
function browser(peer: string, headers: Record<string, string> = {}, trust = readTrust({}), cookie = '') {
	const jar = new Map(cookie === '' ? [] : [['sb-127-auth-token', cookie]]);
	const sender = addressOf(peer, headers, trust);
	return {
		jar,
		event: {
			url: new URL('http://localhost:3000'),
			request: new Request('http://localhost:3000', { headers }),
			getClientAddress: () => {
				if (sender === null) throw new Error(`${SENDER_HEADER} is absent`);
				return sender;
			},
			cookies: {
				get: (name: string) => jar.get(name),
				getAll: () => [...jar].map(([name, value]) => ({ name, value })),
				set: (name: string, value: string) => (value === '' ? jar.delete(name) : jar.set(name, value))
			}
		} as unknown as RequestEvent
	};
}
const inAuth = () => heard.filter(({ path }) => path.startsWith('/auth/v1/'));

describe('what Supabase is told of whoever signs in', () => {
	it('is their address, under the secret key, in sign-in alone', async () => {
		const { event } = browser('203.0.113.7');
		await requestCode(event, 'fatma@example.org', 'de');
		await verifyCode(event, 'fatma@example.org', '123456');
		expect(inAuth().map(({ path }) => path.split('?')[0])).toEqual(['/auth/v1/otp', '/auth/v1/verify']);
		for (const one of inAuth())
			expect(one).toMatchObject({ sender: '203.0.113.7', apikey: keys.secretKey, authorization: undefined });
		const others = heard.filter(({ path }) => path.startsWith('/rest/v1/'));
		expect(others.length).toBeGreaterThan(0);
		for (const { sender } of others) expect(sender).toBeUndefined();
		// Nobody's data are read with the key that may read everything: only the limits are counted with it.
		const withSecret = others.filter(({ apikey }) => apikey === keys.secretKey);
		const counting = others.filter(({ path }) => path.includes('_rate_limit'));
		expect(withSecret).toEqual(counting);
	});

	it('leaves the token of the person as it is', async () => {
		const { event } = browser('203.0.113.7');
		await verifyCode(event, 'fatma@example.org', '123456');
		await (await personClient(event)).auth.getUser();
		expect(inAuth().at(-1)).toMatchObject({
			path: '/auth/v1/user',
			sender: '203.0.113.7',
			apikey: keys.secretKey,
			authorization: `Bearer ${session().access_token}`
		});
	});

	it('is what a trusted proxy says, and never what somebody else wrote into the header', async () => {
		const trust = readTrust({ ADDRESS_HEADER: 'x-forwarded-for', TRUSTED_PROXIES: '10.0.0.1' });
		const forged = {
			'x-forwarded-for': '198.51.100.1',
			'sb-forwarded-for': '198.51.100.2',
			[SENDER_HEADER]: '198.51.100.3'
		};
		await requestCode(
			browser('10.0.0.1', { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' }, trust).event,
			'a@example.org',
			'de'
		);
		await requestCode(browser('203.0.113.8', forged, trust).event, 'b@example.org', 'de');
		await requestCode(browser('203.0.113.9', forged).event, 'c@example.org', 'de');
		expect(inAuth().map(({ sender }) => sender)).toEqual(['203.0.113.7', '203.0.113.8', '203.0.113.9']);
	});

	it('is nothing where the address is not known, or where nobody counts', async () => {
		const trust = readTrust({ ADDRESS_HEADER: 'x-forwarded-for', TRUSTED_PROXIES: '10.0.0.1' });
		await requestCode(browser('10.0.0.1', {}, trust).event, 'a@example.org', 'de');
		project.countsSenders = false;
		await requestCode(browser('203.0.113.7').event, 'b@example.org', 'de');
		for (const one of inAuth()) expect(one).toMatchObject({ sender: undefined, apikey: keys.publishableKey });
	});
});

describe('whether an address is known', () => {
	const median = (times: number[]) => times.sort((one, other) => one - other)[times.length >> 1] ?? 0;
	async function timed(work: () => Promise<unknown>): Promise<number> {
		const began = performance.now();
		await work();
		return performance.now() - began;
	}

	/** What takes longer inside takes 400 ms longer here; outside it is lost in what a busy machine does to both. */
	it.each([
		[
			'a code that is asked for',
			(address: string) => requestCode(browser('203.0.113.7').event, address, 'de')
		],
		[
			'a wrong code',
			(address: string) =>
				verifyCode(browser('203.0.113.7').event, address, '000000').then(
					() => Promise.reject(new Error('let in')),
					(failure: { code: string; status: number }) =>
						expect([failure.code, failure.status]).toEqual(['code_not_valid', 422])
				)
		]
	] as const)('is not told by answer or time of %s', { timeout: 30_000 }, async (_, ask) => {
		Object.assign(project, { verifyStatus: 403, slowFor: 'known@example.org', slowMs: 400 });
		const times = { known: [] as number[], unknown: [] as number[] };
		for (let round = 0; round < 3; round++) {
			times.known.push(await timed(() => ask('known@example.org')));
			times.unknown.push(await timed(() => ask('unknown@example.org')));
		}
		expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(200);
	});
});

describe('a backend with too much to do', () => {
	it('does not make a code wrong: too many are too many, and no answer is none', async () => {
		const { event } = browser('203.0.113.7');
		const trying = () => verifyCode(event, 'fatma@example.org', '123456');
		project.verifyStatus = 429;
		await expect(trying()).rejects.toMatchObject({
			code: 'too_many_attempts',
			status: 429,
			detail: { retry_after_seconds: 60 }
		});
		project.verifyStatus = 503;
		await expect(trying()).rejects.toMatchObject({ code: 'unexpected', status: 503 });
		project.verifyStatus = 403;
		await expect(trying()).rejects.toMatchObject({ code: 'code_not_valid', status: 422 });
	});

	it('signs nobody out because too many sessions are renewed: it is tried again', async () => {
		const { event, jar } = browser('203.0.113.7', {}, readTrust({}), JSON.stringify(session(true)));
		project.refreshStatus = 429;
		const asking = (await personClient(event)).auth.getUser();
		await vi.waitFor(() => expect(inAuth().filter(({ path }) => isRenewal(path)).length).toBe(2));
		expect([...jar.keys()]).toEqual(['sb-127-auth-token']);
		project.refreshStatus = 200;
		await asking;
		expect([...jar.keys()]).toEqual(['sb-127-auth-token', 'signed-in']);
	});

	it('does not end a session by giving no answer', async () => {
		const { event } = browser('203.0.113.7', {}, readTrust({}), JSON.stringify(session()));
		project.userStatus = 503;
		await expect(requirePerson(await personClient(event))).rejects.toMatchObject({ status: 503 });
		project.userStatus = 403;
		await expect(requirePerson(await personClient(event))).rejects.toMatchObject({ status: 401 });
	});
});

function isRenewal(path: string): boolean {
	return path.startsWith('/auth/v1/token');
}
