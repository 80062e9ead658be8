import { createECDH, createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto';

const LIFETIME_S = 12 * 60 * 60;
const CURVE = 'prime256v1';

/** The key that tells push services who sends (VAPID, RFC 8292). */
export interface VapidKey {
	/** As browsers want it: an uncompressed point, base64url. */
	readonly publicKey: string;
	/** The header `Authorization` of one push; `nowMs` since 1970. */
	authorization(endpoint: string, nowMs: number): string;
}

/** From 32 bytes as base64url; null where they are no key. `subject` is where somebody can be reached: `mailto:` or `https:`. */
export function vapidKey(privateKey: string, subject: string): VapidKey | null {
	const bytes = Buffer.from(privateKey, 'base64url');
	if (bytes.length !== 32) return null;
	const pair = createECDH(CURVE);
	try {
		pair.setPrivateKey(bytes);
	} catch {
		return null;
	}
	const point = pair.getPublicKey();
	const publicKey = point.toString('base64url');
	const key = keyObject(bytes, point);
	return {
		publicKey,
		authorization: (endpoint, nowMs) => {
			const claims = {
				aud: new URL(endpoint).origin,
				exp: Math.floor(nowMs / 1000) + LIFETIME_S,
				sub: subject
			};
			return `vapid t=${token(key, claims)}, k=${publicKey}`;
		}
	};
}

export function newVapidKey(): string {
	for (;;) {
		const bytes = randomBytes(32).toString('base64url');
		// A number beyond the order of the curve is no key; that is as likely as winning the lottery.
		if (vapidKey(bytes, 'mailto:x@example.org')) return bytes;
	}
}

function keyObject(bytes: Buffer, point: Buffer): KeyObject {
	const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
	return createPrivateKey({
		format: 'jwk',
		key: { kty: 'EC', crv: 'P-256', d: bytes.toString('base64url'), x, y }
	});
}

/** A JWT signed with ES256 (RFC 7518). */
function token(key: KeyObject, claims: Readonly<Record<string, unknown>>): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
	const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
	return `${signed}.${signature.toString('base64url')}`;
}
