import { afterEach, describe, expect, it, vi } from 'vitest';
import { movedOn } from './moved-on';
import { httpTransport } from './transport';

afterEach(() => vi.restoreAllMocks());

const body = { round: 'r', base_revision: 0, changes: { need: 'x' }, schema_version: 1 };
const answering = (text: string | null, init: ResponseInit = {}) =>
	httpTransport(() => Promise.resolve(new Response(text, init)));
const saving = (text: string | null, init: ResponseInit = {}) => answering(text, init).save('id', body);
const html = '<!doctype html><title>Welcome to our Wi-Fi</title>';

describe('a call to the server', () => {
	it('says where, what and as what', async () => {
		const calls: [string, RequestInit][] = [];
		const transport = httpTransport((url, init) => {
			calls.push([String(url), init ?? {}]);
			return Promise.resolve(Response.json({ revision: 1, state: 'draft' }));
		});
		expect(await transport.save('a/b', body)).toEqual({ isOk: true, data: { revision: 1, state: 'draft' } });
		await transport.read('id');
		expect(calls[0]).toMatchObject([
			'/api/v1/applications/a%2Fb',
			{ method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
		]);
		expect(calls[1]).toMatchObject([
			'/api/v1/applications/id',
			{ method: 'GET', headers: {}, body: undefined }
		]);
	});

	it('sends a part of a file as bytes, to where it belongs, and gives it more time than words', async () => {
		const timeout = vi.spyOn(AbortSignal, 'timeout');
		const calls: [string, RequestInit][] = [];
		const transport = httpTransport((url, init) => {
			calls.push([String(url), init ?? {}]);
			return Promise.resolve(Response.json({ received_bytes: 7, is_complete: false }));
		});
		const part = new Uint8Array([1, 2, 3]);
		expect(await transport.sendPart('a', 'f/1', 4, part)).toMatchObject({ data: { received_bytes: 7 } });
		expect(calls[0]).toMatchObject([
			'/api/v1/applications/a/files/f%2F1/parts/4',
			{ method: 'PUT', body: part, headers: { 'content-type': 'application/octet-stream' } }
		]);
		expect(timeout).toHaveBeenCalledWith(60_000);
		const told = { document: 'other', name: 'x.pdf', size: 3, sha256: '00', language: null };
		await transport.announceFile('a', 'f1', told);
		await transport.removeFile('a', 'f1');
		expect(calls.slice(1)).toMatchObject([
			['/api/v1/applications/a/files/f1', { method: 'PUT', body: JSON.stringify(told) }],
			['/api/v1/applications/a/files/f1', { method: 'DELETE', body: undefined }]
		]);
	});

	it.each([
		['a captive portal', html, { headers: { 'content-type': 'text/html' } }],
		['a cut body', '{"revision":1,"sta', {}],
		['an empty body', '', {}],
		['no body at all', null, { status: 204 }],
		['another version', '{"revision":"one"}', {}],
		['a bare null', 'null', {}]
	])('takes nothing for an acknowledgement but our own words: %s', async (_, text, init) => {
		expect(await saving(text, init)).toMatchObject({
			isOk: false,
			outcome: { kind: 'unknown', code: 'unexpected_answer' }
		});
	});

	it.each([400, 403, 404, 405, 410])('does not take the %i of a proxy for our own no', async (status) => {
		expect(await saving(html, { status })).toMatchObject({
			outcome: { kind: 'unknown', code: 'unexpected_answer' }
		});
		const ours = await saving('{"code":"not_found"}', { status });
		expect(ours).toMatchObject({ outcome: { kind: 'refused', code: 'not_found', status } });
	});

	it.each([409, 422])('does not take a cut %i for a refusal: nobody knows what it said', async (status) => {
		const whole = JSON.stringify({ code: 'draft_moved_on', revision: 3, fields: { need: 'y' } });
		for (const text of [whole.slice(0, -9), whole.slice(0, 9), '', html])
			expect(await saving(text, { status }), text).toMatchObject({
				outcome: { kind: 'unknown', code: 'unexpected_answer' }
			});
		expect(await saving(whole, { status })).toMatchObject({ outcome: { code: 'draft_moved_on' } });
		// A newer server says no in words this program does not know yet.
		expect(await saving('{"code":"something_new"}', { status })).toMatchObject({
			outcome: { kind: 'refused', code: 'payload_invalid' }
		});
	});

	it.each([
		[401, 'signed_out'],
		[413, 'payload_too_large'],
		[429, 'rate_limited'],
		[500, 'not_reachable'],
		[502, 'not_reachable'],
		[503, 'not_reachable']
	])('understands a bare %i', async (status, code) => {
		expect(await saving(html, { status })).toMatchObject({ outcome: { kind: 'refused', status, code } });
	});

	it('passes on our code and what belongs to it', async () => {
		const answer = await saving(
			JSON.stringify({ code: 'application_incomplete', problems: [{ path: 'need', code: 'required' }] }),
			{ status: 422 }
		);
		expect(answer).toMatchObject({
			outcome: { kind: 'refused', status: 422, code: 'application_incomplete' },
			error: { problems: [{ path: 'need', code: 'required' }] }
		});
	});

	it("hands over the server's version of a draft that moved on, and nothing that only looks like one", async () => {
		const found = { code: 'draft_moved_on', revision: 3, fields: { need: 'y' } };
		const answer = await saving(JSON.stringify(found), { status: 409 });
		expect(!answer.isOk && movedOn(answer)).toEqual({ revision: 3, fields: { need: 'y' } });
		const bare = await saving('{"code":"draft_moved_on"}', { status: 409 });
		expect(!bare.isOk && movedOn(bare)).toBeNull();
	});

	it.each([
		['7', 7000],
		['0', 0],
		['Wed, 25 Nov 2026 10:00:00 GMT', null],
		['soon', null]
	])('reads Retry-After "%s"', async (header, retryAfterMs) => {
		const answer = await saving('{"code":"rate_limited"}', {
			status: 429,
			headers: { 'retry-after': header }
		});
		expect(answer).toMatchObject({ outcome: { retryAfterMs } });
	});

	it('has no answer where there is no network', async () => {
		const transport = httpTransport(() => Promise.reject(new TypeError('Failed to fetch')));
		expect(await transport.list()).toMatchObject({
			isOk: false,
			outcome: { kind: 'unknown', code: 'not_reachable' }
		});
	});

	it('gives up when connected but nothing arrives, headers or body', async () => {
		const patience = new AbortController();
		const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
		const silent = httpTransport(
			(_, init) =>
				new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
		);
		const stalled = httpTransport((_, init) => {
			const stream = new ReadableStream({
				start: (controller) => init?.signal?.addEventListener('abort', () => controller.error('stalled'))
			});
			return Promise.resolve(new Response(stream));
		});
		const answers = [silent.list(), stalled.list()];
		await Promise.resolve();
		patience.abort();
		for (const answer of answers) {
			expect(await answer).toMatchObject({ outcome: { kind: 'unknown', code: 'not_reachable' } });
		}
		expect(timeout).toHaveBeenCalledWith(30_000);
	});
});
