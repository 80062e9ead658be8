import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { observe } from './observe';

const written: string[] = [];
const keep = (line: string) => void written.push(line);
vi.spyOn(console, 'log').mockImplementation(keep);
vi.spyOn(console, 'error').mockImplementation(keep);
afterEach(() => void (written.length = 0));

async function answered(status: number): Promise<void> {
	const event = {
		route: { id: '/staff/(desk)/people' },
		request: new Request('https://kofei.example/staff/people?q=Fatma', { method: 'POST' })
	} as unknown as RequestEvent;
	await observe({ event, resolve: async () => new Response(null, { status }) });
}

describe('the log of requests', () => {
	it.each([403, 429, 500, 503])('tells of %i, with the route and no word of the address', async (status) => {
		await answered(status);
		expect(written).toHaveLength(1);
		const line = JSON.parse(written[0] ?? '') as Record<string, unknown>;
		expect(line).toMatchObject({ event: 'request', route: '/staff/(desk)/people', method: 'POST', status });
		expect(line['id']).toMatch(/^[0-9a-f]{8}$/);
		expect(written.join()).not.toContain('Fatma');
	});

	it.each([200, 303, 401, 404, 422])('is silent about %i', async (status) => {
		await answered(status);
		expect(written).toEqual([]);
	});
});
