import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { signed } from './session.ts';
import { toBase32, totp } from './totp.ts';

/** What stands behind: the embedded backend, which has everything but factors. */
export interface Behind {
	readonly fetch: typeof fetch;
	readonly url: string;
	readonly publishableKey: string;
	readonly secretKey: string;
}

interface Factor {
	readonly id: string;
	readonly userId: string;
	readonly secret: string;
	readonly friendly_name: string;
	status: 'unverified' | 'verified';
}
type Claims = { readonly sub: string; readonly session_id: string; readonly [claim: string]: unknown };
type Answer = { readonly status: number; readonly body: unknown };

const CHALLENGE_LIFETIME_MS = 300_000;

/**
 * A STAND-IN for the factors of Supabase Auth, over HTTP, in front of the embedded backend: `/factors` with challenge and verify, the
 * factors of `/user`, those of `/admin/users`, and `aal` in the tokens. Written after the published API (supabase-js, and what the
 * project says of it), for want of a real Supabase here. What it answers proves our side of the talk, not Supabase's.
 */
export class FactorsStandIn {
	readonly #behind: Behind;
	readonly #secret: string;
	readonly #server: Server;
	readonly #factors = new Map<string, Factor>();
	readonly #challenges = new Map<string, { factorId: string; expiresAtMs: number }>();
	/** Sessions that have given their second factor. */
	readonly #strong = new Set<string>();
	readonly #refreshTokens = new Map<string, string>();
	#port = 0;

	static async start(behind: Behind, dataDir: string): Promise<FactorsStandIn> {
		const secret = await readFile(path.join(dataDir, 'jwt-secret'), 'utf8');
		const standIn = new FactorsStandIn(behind, secret);
		await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
		const address = standIn.#server.address();
		standIn.#port = typeof address === 'object' && address ? address.port : 0;
		return standIn;
	}

	private constructor(behind: Behind, secret: string) {
		this.#behind = behind;
		this.#secret = secret;
		this.#server = createServer(async (incoming, outgoing) => {
			try {
				const response = await this.#answer(await requestOf(incoming, this.#behind.url));
				outgoing.writeHead(response.status, Object.fromEntries(response.headers));
				outgoing.end(Buffer.from(await response.arrayBuffer()));
			} catch (failure) {
				outgoing.writeHead(500);
				outgoing.end(String(failure));
			}
		});
	}

	/** What a server is told to find it. */
	get environment(): Readonly<Record<string, string>> {
		return {
			SUPABASE_URL: `http://127.0.0.1:${this.#port}`,
			SUPABASE_PUBLISHABLE_KEY: this.#behind.publishableKey,
			SUPABASE_SECRET_KEY: this.#behind.secretKey
		};
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	async #answer(request: Request): Promise<Response> {
		const { pathname } = new URL(request.url);
		const own = /^\/auth\/v1\/factors(?:\/([^/]+)(?:\/(challenge|verify))?)?$/.exec(pathname);
		if (own) return json(await this.#ofFactors(request, own[1] ?? null, own[2] ?? null));
		const admin = /^\/auth\/v1\/admin\/users\/([^/]+)\/factors(?:\/([^/]+))?$/.exec(pathname);
		if (admin) return json(this.#asAdmin(request, admin[1] ?? '', admin[2] ?? null));
		if (pathname === '/auth/v1/verify')
			return this.#strengthened(await this.#behind.fetch(await asLite(request)));
		const response = await this.#behind.fetch(request);
		if (pathname === '/auth/v1/token') return this.#strengthened(response);
		if (pathname === '/auth/v1/user' && request.method === 'GET' && response.ok)
			return json({ status: 200, body: this.#withFactors(await response.json()) });
		return response;
	}

	async #ofFactors(request: Request, id: string | null, deed: string | null): Promise<Answer> {
		const headers = new Headers(request.headers);
		const token = headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
		const known = await this.#behind.fetch(`${this.#behind.url}/auth/v1/user`, { headers });
		if (!known.ok) return { status: known.status, body: await known.json() };
		const { sub, session_id } = claimsOf(token);
		const isStrong = this.#strong.has(session_id);
		const body: Record<string, unknown> = request.method === 'POST' ? await request.json() : {};
		if (id === null) return this.#enrol(sub, isStrong, body);
		const factor = this.#factors.get(id);
		if (factor?.userId !== sub) return refusal(404, 'mfa_factor_not_found', 'Factor not found');
		if (deed === 'challenge') return this.#challenge(factor);
		if (deed === 'verify') return this.#verify(factor, token, body);
		if (request.method !== 'DELETE') return refusal(405, 'validation_failed', 'Method not allowed');
		if (factor.status === 'verified' && !isStrong)
			return refusal(422, 'insufficient_aal', 'AAL2 required to unenroll verified factor');
		this.#factors.delete(id);
		return { status: 200, body: { id } };
	}

	#enrol(userId: string, isStrong: boolean, wish: Record<string, unknown>): Answer {
		const own = this.#of(userId);
		if (wish['factor_type'] !== 'totp')
			return refusal(400, 'validation_failed', 'factor_type needs to be totp, phone, or webauthn');
		if (own.some(({ status }) => status === 'verified') && !isStrong)
			return refusal(403, 'insufficient_aal', 'AAL2 required to enroll a new factor');
		const friendly_name = String(wish['friendly_name'] ?? '');
		if (own.some((factor) => factor.friendly_name === friendly_name))
			return refusal(422, 'mfa_factor_name_conflict', 'A factor with the friendly name exists already');
		const secret = toBase32(randomBytes(20));
		const factor: Factor = { id: randomUUID(), userId, secret, friendly_name, status: 'unverified' };
		this.#factors.set(factor.id, factor);
		const uri = `otpauth://totp/${String(wish['issuer'])}?secret=${secret}`;
		return {
			status: 200,
			body: { id: factor.id, type: 'totp', friendly_name, totp: { qr_code: '<svg></svg>', secret, uri } }
		};
	}

	#challenge(factor: Factor): Answer {
		const id = randomUUID();
		const expiresAtMs = Date.now() + CHALLENGE_LIFETIME_MS;
		this.#challenges.set(id, { factorId: factor.id, expiresAtMs });
		return { status: 200, body: { id, type: 'totp', expires_at: Math.floor(expiresAtMs / 1000) } };
	}

	async #verify(
		factor: Factor,
		token: string,
		{ challenge_id, code }: Record<string, unknown>
	): Promise<Answer> {
		const challenge = this.#challenges.get(String(challenge_id));
		if (challenge?.factorId !== factor.id)
			return refusal(422, 'mfa_factor_not_found', 'MFA factor with the provided challenge ID not found');
		if (challenge.expiresAtMs < Date.now())
			return refusal(422, 'mfa_challenge_expired', 'MFA challenge has expired');
		if (![-1, 0, 1].some((away) => totp(factor.secret, Date.now(), away) === code))
			return refusal(422, 'mfa_verification_failed', 'Invalid TOTP code entered');
		this.#challenges.delete(String(challenge_id));
		factor.status = 'verified';
		const { session_id } = claimsOf(token);
		// Sessions without it are over; there is no other with it in these tests.
		await this.#behind.fetch(`${this.#behind.url}/auth/v1/logout?scope=others`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, apikey: this.#behind.publishableKey }
		});
		this.#strong.add(session_id);
		const refreshed = await this.#behind.fetch(`${this.#behind.url}/auth/v1/token?grant_type=refresh_token`, {
			method: 'POST',
			headers: { apikey: this.#behind.publishableKey, 'content-type': 'application/json' },
			body: JSON.stringify({ refresh_token: this.#refreshTokens.get(session_id) })
		});
		const response = await this.#strengthened(refreshed);
		return { status: response.status, body: await response.json() };
	}

	/** Tokens say how strong their session is, as those of Supabase do. */
	async #strengthened(response: Response): Promise<Response> {
		if (!response.ok) return response;
		const body = (await response.json()) as {
			access_token: string;
			refresh_token: string;
			user: { id: string };
		};
		const claims = claimsOf(body.access_token);
		this.#refreshTokens.set(claims.session_id, body.refresh_token);
		const isStrong = this.#strong.has(claims.session_id);
		const amr = [{ method: 'otp', timestamp: 0 }, ...(isStrong ? [{ method: 'totp', timestamp: 0 }] : [])];
		const access_token = signed({ ...claims, aal: isStrong ? 'aal2' : 'aal1', amr }, this.#secret);
		return json({ status: 200, body: { ...body, access_token, user: this.#withFactors(body.user) } });
	}

	#withFactors<User extends { id: string }>(user: User) {
		return { ...user, factors: this.#of(user.id).map(shown) };
	}

	#asAdmin(request: Request, userId: string, id: string | null): Answer {
		if (request.headers.get('apikey') !== this.#behind.secretKey)
			return refusal(403, 'not_admin', 'User not allowed');
		if (id === null) return { status: 200, body: this.#of(userId).map(shown) };
		if (this.#factors.get(id)?.userId !== userId)
			return refusal(404, 'mfa_factor_not_found', 'Factor not found');
		this.#factors.delete(id);
		return { status: 200, body: { id } };
	}

	#of(userId: string): Factor[] {
		return [...this.#factors.values()].filter((factor) => factor.userId === userId);
	}
}

const shown = ({ id, friendly_name, status }: Factor) => ({
	id,
	friendly_name,
	status,
	factor_type: 'totp',
	created_at: '2026-11-29T12:00:00Z',
	updated_at: '2026-11-29T12:00:00Z'
});

function claimsOf(token: string): Claims {
	const [, payload = ''] = token.split('.');
	return JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}');
}

function json({ status, body }: Answer): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/json', 'x-supabase-api-version': '2024-01-01' }
	});
}

const refusal = (status: number, code: string, message: string): Answer => ({
	status,
	body: { code, message }
});

/** Supabase Lite knows codes only under `magiclink`, Supabase under `email`. */
async function asLite(request: Request): Promise<Request> {
	const body = { ...(await request.json()), type: 'magiclink' };
	return new Request(request.url, { method: 'POST', headers: request.headers, body: JSON.stringify(body) });
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
	const parts: Buffer[] = [];
	for await (const part of incoming) parts.push(part as Buffer);
	const headers = new Headers();
	for (const [name, value] of Object.entries(incoming.headers)) {
		if (!['host', 'connection', 'content-length', 'transfer-encoding'].includes(name))
			headers.set(name, String(value));
	}
	const body = Buffer.concat(parts);
	return new Request(new URL(incoming.url ?? '/', origin), {
		method: incoming.method ?? 'GET',
		headers,
		...(body.length > 0 ? { body } : {})
	});
}
