import { createHmac } from 'node:crypto';

const AN_HOUR_S = 3600;

interface Wish {
	readonly id: string;
	readonly email: string;
	/** The second factor: the embedded backend has none, real Supabase writes it into the token. */
	readonly aal?: 'aal1' | 'aal2';
	readonly hasExpired?: boolean;
}

/** The cookie of somebody who is signed in, signed with the server's own secret. An expired one cannot be renewed. */
export function sessionCookie(secret: string, { id, email, aal = 'aal1', hasExpired = false }: Wish): string {
	const now = Math.floor(Date.now() / 1000);
	const expires = now + (hasExpired ? -AN_HOUR_S : AN_HOUR_S);
	const claims = { sub: id, aud: 'authenticated', role: 'authenticated', email, aal };
	const session = {
		access_token: signed({ ...claims, iat: now - 2 * AN_HOUR_S, exp: expires }, secret),
		refresh_token: 'nobody-has-this',
		token_type: 'bearer',
		expires_in: AN_HOUR_S,
		expires_at: expires,
		user: { id, email, aud: 'authenticated', role: 'authenticated' }
	};
	return `sb-embedded-auth-token=base64-${base64url(session)}`;
}

export function signed(claims: object, secret: string): string {
	const content = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
	return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
