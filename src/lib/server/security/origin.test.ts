import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { sameOrigin } from './origin';

const url = new URL('https://kofei.example/staff/x');

async function answered(method: string, headers: Record<string, string>): Promise<number> {
	const request = new Request(url, { method, headers });
	const event = { url, request } as RequestEvent;
	return (await sameOrigin({ event, resolve: async () => new Response('done') })).status;
}

const types = [
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'text/plain',
	'application/json',
	'application/octet-stream',
	''
];

describe('a request that changes something', () => {
	it.each(types)('is taken from our own page alone, as %j', async (type) => {
		const kind: Record<string, string> = type === '' ? {} : { 'content-type': type };
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
			expect(await answered(method, { ...kind, origin: url.origin })).toBe(200);
			for (const origin of [
				'https://evil.example',
				'https://kofei.example.evil.example',
				'http://kofei.example',
				'null'
			])
				expect(await answered(method, { ...kind, origin }), origin).toBe(403);
			expect(await answered(method, kind)).toBe(403);
		}
	});

	it('is nothing that only reads', async () => {
		expect(await answered('GET', { origin: 'https://evil.example' })).toBe(200);
		expect(await answered('HEAD', {})).toBe(200);
	});
});
