import type { RequestEvent } from '@sveltejs/kit';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hasSessionCookie, personClient } from './clients';
import { verifyCode } from './sessions';

/** Who spoke at the door of the backend: the token they came with, and what they asked. */
const asked: { readonly path: string; readonly bearer: string }[] = [];
let given = 0;

const claims = (session: string) =>
	Buffer.from(JSON.stringify({ session_id: session, exp: 4_000_000_000 })).toString('base64url');
const tokenOf = (session: string) => `x.${claims(session)}.x`;

vi.mock('../backend', () => ({
	backend: async () => ({
		url: 'https://project.example',
		publishableKey: 'sb_publishable_x',
		secretKey: 'sb_secret_x',
		codeType: 'email',
		fetch: async (input: URL | string, init?: RequestInit) => {
			const { pathname, search } = new URL(input);
			const bearer = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? '';
			asked.push({ path: pathname + search, bearer });
			if (pathname.endsWith('/verify')) {
				const isWrong = String(init?.body).includes('"000000"');
				if (isWrong) return Response.json({ code: 'otp_expired', msg: 'no' }, { status: 403 });
				return Response.json(session(`session-${(given += 1)}`));
			}
			if (pathname.endsWith('/consume_rate_limit')) return Response.json({ is_allowed: true });
			if (pathname.endsWith('/note_session'))
				return Response.json({ is_live: true, roles: [], needs_second_factor: false });
			return Response.json(null);
		}
	})
}));

const session = (id: string) => ({
	access_token: tokenOf(id),
	refresh_token: 'r',
	token_type: 'bearer',
	expires_in: 3600,
	expires_at: 4_000_000_000,
	user: { id: 'p', email: 'fatma@example.org' }
});

interface Set {
	readonly value: string;
	readonly options: { readonly path?: string; readonly secure?: boolean; readonly domain?: string };
}

/** One browser: what it was given comes back with the next request. */
function browser(origin: string) {
	const jar = new Map<string, Set>();
	const event = {
		url: new URL(origin),
		request: new Request(origin),
		getClientAddress: () => '127.0.0.1',
		cookies: {
			get: (name: string) => jar.get(name)?.value,
			getAll: () => [...jar].map(([name, { value }]) => ({ name, value })),
			set: (name: string, value: string, options: Set['options']) => {
				if (value === '') jar.delete(name);
				else jar.set(name, { value, options });
			}
		}
	} as unknown as RequestEvent;
	return { jar, event };
}

beforeEach(() => {
	asked.length = 0;
	vi.spyOn(console, 'log').mockImplementation(() => undefined);
});

describe('the cookies of a session', () => {
	it('are of this host alone, where people come by HTTPS', async () => {
		const { jar, event } = browser('https://kofei.example');
		await verifyCode(event, 'fatma@example.org', '123456');
		expect([...jar.keys()].sort()).toEqual(['__Host-kofei-auth-token', '__Host-signed-in']);
		for (const { options } of jar.values())
			expect(options).toMatchObject({ path: '/', secure: true, sameSite: 'lax' });
		expect([...jar.values()].filter(({ options }) => options.domain !== undefined)).toEqual([]);
		expect(hasSessionCookie(event.cookies)).toBe(true);
		const { data } = await (await personClient(event)).auth.getSession();
		expect(data.session?.access_token).toBe(tokenOf(`session-${given}`));
	});

	it('end with the next sign-in in this browser, whoever it was, and not with a wrong code', async () => {
		const { event } = browser('https://kofei.example');
		await verifyCode(event, 'fatma@example.org', '123456');
		const first = tokenOf(`session-${given}`);
		const ended = () =>
			asked.filter(({ path }) => path === '/auth/v1/logout?scope=local').map(({ bearer }) => bearer);
		await expect(verifyCode(event, 'fatma@example.org', '000000')).rejects.toMatchObject({ status: 422 });
		expect(ended()).toEqual([]);
		await verifyCode(event, 'amina@example.org', '123456');
		expect(ended()).toEqual([first]);
	});

	it('have bare names on localhost, and others are none', async () => {
		const { jar, event } = browser('http://localhost:3000');
		expect(hasSessionCookie(event.cookies)).toBe(false);
		await verifyCode(event, 'fatma@example.org', '123456');
		expect([...jar.keys()].filter((name) => name.startsWith('__'))).toEqual([]);
		expect(hasSessionCookie(event.cookies)).toBe(true);
	});
});
