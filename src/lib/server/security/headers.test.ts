import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { isPublic, protect } from './headers';

const answered = async (url: string, response = new Response(''), method = 'GET') => {
	const event = { url: new URL(url), request: new Request(url, { method }) } as RequestEvent;
	return (await protect({ event, resolve: async () => response })).headers;
};

describe('every answer', () => {
	it.each(['/', '/de', '/de/rounds/kofei-2027', '/ar/help', '/de/rounds.json'])('may be kept: %s', (path) => {
		expect(isPublic(path)).toBe(true);
	});

	it.each([
		'/api/v1/session',
		'/api',
		'/staff',
		'/staff/applications/1',
		'/dev/mail',
		'/de/apply',
		'/de/apply/x/review',
		'/tr/account',
		'/de/sign-in',
		'/de/rounds/kofei-2028/preview'
	])('must not be kept: %s', async (path) => {
		expect(isPublic(path)).toBe(false);
		expect((await answered(`https://k.example${path}`)).get('cache-control')).toBe('no-store');
	});

	it('must not be kept where it answers a form, which may repeat what was typed', async () => {
		const report = 'https://k.example/de/accessibility/report';
		expect((await answered(report)).get('cache-control')).toBe('no-cache');
		expect((await answered(report, new Response(null), 'HEAD')).get('cache-control')).toBe('no-cache');
		expect((await answered(report, new Response(''), 'POST')).get('cache-control')).toBe('no-store');
	});

	it('says what browsers may do with it, and demands HTTPS where it came by HTTPS', async () => {
		const secure = await answered('https://k.example/de');
		expect(secure.get('x-content-type-options')).toBe('nosniff');
		expect(secure.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
		expect((await answered('http://localhost/de')).has('strict-transport-security')).toBe(false);
	});

	it('cannot be framed, unless it is a document that says by whom', async () => {
		expect((await answered('https://k.example/staff')).get('x-frame-options')).toBe('DENY');
		const own = new Response('', { headers: { 'x-frame-options': 'SAMEORIGIN' } });
		const framed = await answered('https://k.example/staff/x', own);
		expect(framed.get('x-frame-options')).toBe('SAMEORIGIN');
		expect(framed.get('x-content-type-options')).toBe('nosniff');
	});

	it('says so in a policy too, which is no page of ours: JSON, files, what is refused', async () => {
		const policy = (await answered('https://k.example/api/v1/session')).get('content-security-policy');
		expect(policy).toMatch(/frame-ancestors 'none'/);
		expect(policy).toMatch(/object-src 'none'.*base-uri 'none'/);
		// A page drawn before has its own policy in its head, and both hold: this one must not forbid what that one allows.
		expect(policy).not.toMatch(/default-src|script-src|connect-src/);
		const page = new Response('', { headers: { 'content-security-policy': "default-src 'self'" } });
		const own = await answered('https://k.example/de', page);
		expect(own.get('content-security-policy')).toBe("default-src 'self'");
	});

	it('says in which letters its text is written', async () => {
		const typeOf = async (type: string) => {
			const page = new Response('ş', { headers: { 'content-type': type } });
			return (await answered('https://k.example/de', page)).get('content-type');
		};
		expect(await typeOf('text/html')).toBe('text/html; charset=utf-8');
		expect(await typeOf('text/csv; charset=utf-8')).toBe('text/csv; charset=utf-8');
		expect(await typeOf('application/json')).toBe('application/json');
		expect((await answered('https://k.example/de', new Response(null))).has('content-type')).toBe(false);
	});

	it('leaves a page its own word about caching', async () => {
		const own = new Response('', { headers: { 'cache-control': 'max-age=60' } });
		expect((await answered('https://k.example/de', own)).get('cache-control')).toBe('max-age=60');
	});
});
