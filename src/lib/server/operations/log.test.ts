import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as fc from 'fast-check';
import { failureFields, log, requestId, withRequestId } from './log';

const lines: string[] = [];
beforeEach(() => {
	lines.length = 0;
	for (const way of ['log', 'error'] as const)
		vi.spyOn(console, way).mockImplementation((line: unknown) => void lines.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

describe('a line of the log', () => {
	it('is one line of JSON, whatever stands in it', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.constantFrom('\n', '\r', '\u2028', '\u202e', '\u0000', '\u001b[31m'),
				(text, bad) => {
					lines.length = 0;
					log('error', 'test', { value: `${text}${bad}${text}` });
					expect(lines).toHaveLength(1);
					expect(lines[0]).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
					expect(JSON.parse(String(lines[0]))).toMatchObject({ level: 'error', event: 'test' });
				}
			)
		);
	});

	it('is short, however long what it tells', () => {
		log('info', 'test', { value: 'x'.repeat(100_000) });
		expect(lines[0]?.length).toBeLessThan(400);
	});

	it('carries the id of the request it was written in, and so does everything that is awaited', async () => {
		await withRequestId('abcd1234', async () => {
			await Promise.resolve();
			log('info', 'test');
			expect(requestId()).toBe('abcd1234');
		});
		log('info', 'outside');
		expect(lines.map((line) => (JSON.parse(line) as { id?: string }).id)).toEqual(['abcd1234', undefined]);
		expect(requestId()).toMatch(/^[0-9a-f]{8}$/);
	});

	it('tells what failed and where, and nothing of what somebody wrote', () => {
		const failure = Object.assign(new TypeError('amina@example.org wrote: our\nsecret'), { code: '23505' });
		const told = failureFields(failure);
		expect(told).toMatchObject({ failure: 'TypeError', code: '23505' });
		expect(told['where']).toMatch(/log\.test/);
		expect(JSON.stringify(told)).not.toMatch(/amina|secret/);
		expect(failureFields('amina@example.org')).toEqual({ failure: 'string' });
	});

	it('keeps the words of a cause and of a message that looks like a place to itself', () => {
		const failure = new Error('first\n    at amina@example.org (secret)');
		expect(JSON.stringify(failureFields(failure))).not.toMatch(/amina/);
	});
});
