import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { Refusal } from '../supabase/failure';
import { give, receive } from './handle';

const origin = 'https://kofei.example';
const schema = z.object({ name: z.string() });

async function call(
	body: BodyInit,
	headers: Record<string, string> = {},
	answer = async () => ({ ok: true })
) {
	const request = new Request(`${origin}/api/v1/x`, {
		method: 'POST',
		body,
		headers: { origin, 'content-type': 'application/json', ...headers }
	});
	const event = { request, url: new URL(request.url) } as RequestEvent;
	const response = await receive(schema, answer)(event as never);
	return { status: response.status, body: await response.json(), headers: response.headers };
}

afterEach(() => vi.restoreAllMocks());

describe('a call of the sync engine', () => {
	it('is answered when it is ours, whole and right', async () => {
		expect(await call('{"name":"x"}')).toMatchObject({ status: 200, body: { ok: true } });
	});

	it.each([
		['of another page', { origin: 'https://evil.example' }, 403],
		['of a page without a name', { origin: 'null' }, 403],
		['of our name on another port', { origin: `${origin}:8443` }, 403],
		['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
		['as text, which any page may send', { 'content-type': 'text/plain' }, 415],
		['as text that names JSON', { 'content-type': 'text/plain; application/json' }, 415],
		['as files', { 'content-type': 'multipart/form-data; boundary=x' }, 415]
	])('is refused before it is read: %s', async (_, headers, status) => {
		const answer = vi.fn(async () => ({ ok: true }));
		expect(await call('{"name":"x"}', headers, answer)).toMatchObject({ status });
		expect(answer).not.toHaveBeenCalled();
	});

	it.each([
		['cut off', '{"name":'],
		['empty', ''],
		['of another shape', '{"name":1}'],
		['deep', '['.repeat(100_000)]
	])('is refused with our code when the body is %s', async (_, body) => {
		expect(await call(body)).toMatchObject({ status: 422, body: { code: 'payload_invalid' } });
	});

	it('is refused when it is too large, whatever it says about its size', async () => {
		const large = JSON.stringify({ name: 'ä'.repeat(200_000) });
		expect(await call(large)).toMatchObject({ status: 413 });
		expect(await call('{"name":"x"}', { 'content-length': '9999999' })).toMatchObject({ status: 413 });
	});

	it('carries a refusal with its status, its parameters and the time to wait', async () => {
		const refuse = (code: string, status: number, detail?: unknown) => async () => {
			throw new Refusal(code, status, detail);
		};
		const busy = await call(
			'{"name":"x"}',
			{},
			refuse('too_many_attempts', 429, { retry_after_seconds: 7.2 })
		);
		expect(busy).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
		expect(busy.headers.get('retry-after')).toBe('8');
		const problems = [{ path: 'need', code: 'required' }];
		expect(await call('{"name":"x"}', {}, refuse('application_incomplete', 422, problems))).toMatchObject({
			status: 422,
			body: { code: 'application_incomplete', problems }
		});
		const theirs = { revision: 3, fields: { need: 'x' } };
		expect(await call('{"name":"x"}', {}, refuse('draft_moved_on', 409, theirs))).toMatchObject({
			status: 409,
			body: { code: 'draft_moved_on', ...theirs }
		});
	});

	it('tells nobody what broke, but gives a number that the log has too', async () => {
		const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const response = await give(async () => {
			throw new Error('column "iban" of Amina');
		})({} as never);
		const { id, ...body } = await response.json();
		expect([response.status, body]).toEqual([500, { code: 'unexpected' }]);
		expect(log.mock.calls[0]?.[0]).toContain(id);
		expect(JSON.stringify(log.mock.calls)).not.toContain('Amina');
	});
});
