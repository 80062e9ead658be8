import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newVapidKey, vapidKey } from './vapid';

describe('the key of our pushes', () => {
	it('signs what a push service can verify with the public key alone', () => {
		const key = vapidKey(newVapidKey(), 'mailto:kofei@stadt.example') ?? expect.unreachable();
		const now = Date.UTC(2027, 0, 20);
		const header = key.authorization('https://push.example/send/abc?x=1', now);
		const [, jwt = '', publicKey = ''] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(header) ?? [];
		expect(publicKey).toBe(key.publicKey);
		const point = Buffer.from(publicKey, 'base64url');
		const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
		const verifying = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
		const [head = '', claims = '', signature = ''] = jwt.split('.');
		const isRight = (text: string) =>
			verify(
				'sha256',
				Buffer.from(text),
				{ key: verifying, dsaEncoding: 'ieee-p1363' },
				Buffer.from(signature, 'base64url')
			);
		expect(isRight(`${head}.${claims}`)).toBe(true);
		expect(isRight(`${head}.${claims}x`)).toBe(false);
		expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
			aud: 'https://push.example',
			exp: now / 1000 + 43_200,
			sub: 'mailto:kofei@stadt.example'
		});
	});

	it.each(['', 'abc', Buffer.alloc(32).toString('base64url'), Buffer.alloc(32, 255).toString('base64url')])(
		'is not made of "%s"',
		(text) => {
			expect(vapidKey(text, 'mailto:x@example.org')).toBeNull();
		}
	);
});
