import { describe, expect, it } from 'vitest';
import { Gate, longTurn, most, retryAfterSeconds } from './gate';

const fill = (gate: Gate, count: number, method = 'GET') =>
	Array.from({ length: count }, () => gate.enter(method, '/de'));

describe('the gate', () => {
	it('sends reads away when it is full, and still takes what is sent', () => {
		const gate = new Gate();
		expect(fill(gate, most.reads)).not.toContain(null);
		expect(gate.enter('GET', '/de/apply')).toBeNull();
		expect(gate.enter('HEAD', '/staff')).toBeNull();
		for (const [method, address] of [
			['POST', '/api/v1/applications/x/submit'],
			['PUT', '/api/v1/applications/x'],
			['POST', '/api/v1/sign-in/verify'],
			['POST', '/staff/applications/x?/check']
		] as const)
			expect(gate.enter(method, address)).not.toBeNull();
		expect(gate.sentAway).toBe(2);
	});

	it('has an end for writes too', () => {
		const gate = new Gate();
		fill(gate, most.writes, 'POST');
		expect(gate.enter('POST', '/api/v1/applications/x/submit')).toBeNull();
	});

	it('lets the next one in once somebody is answered, and counts each only once', () => {
		const gate = new Gate();
		const [first] = fill(gate, most.reads);
		first?.();
		first?.();
		expect(gate.inside).toBe(most.reads - 1);
		expect(gate.enter('GET', '/de')).not.toBeNull();
		expect(gate.enter('GET', '/de')).toBeNull();
	});

	it('is always open for the program and for whoever watches over it', () => {
		const gate = new Gate();
		fill(gate, most.writes, 'POST');
		for (const address of [
			'/api/health',
			'/api/health/live',
			'/api/metrics',
			'/_app/immutable/x.js',
			'/service-worker.js'
		])
			expect(gate.enter('GET', address)).not.toBeNull();
		expect(gate.inside).toBe(most.writes);
	});

	it('is no way around for addresses that only begin like these', () => {
		const gate = new Gate();
		fill(gate, most.reads);
		for (const address of [
			'/_app/../de/rounds',
			'/_app/%2e%2e/de/rounds',
			'/_app/immutable/..%5cde',
			'/api/health/%2e%2e/v1/applications',
			'/api/healthy',
			'/manifest-x',
			'/icons/../de',
			'/icons/..',
			'/service-worker.jsx'
		])
			expect(gate.enter('GET', address), address).toBeNull();
	});

	it('sends reads away when the process cannot keep up with what stands in line, and takes writes', () => {
		let [time, end] = [0, () => undefined as void];
		const gate = new Gate(
			() => time,
			(work) => (end = work)
		);
		const enter = (method: string) => {
			gate.enter(method, '/de')?.();
			time += 35;
			return gate.sentAway;
		};
		for (let count = 0; count < longTurn.requests; count++) expect(enter('GET')).toBe(0);
		expect(enter('GET')).toBe(1);
		expect(enter('PUT')).toBe(1);
		expect(enter('GET')).toBe(2);
		end();
		expect(enter('GET')).toBe(2);
	});

	it('does not mind many who are quick, or one who is slow', () => {
		let time = 0;
		const gate = new Gate(
			() => time,
			() => undefined
		);
		for (let count = 0; count < 10 * longTurn.requests; count++) gate.enter('GET', '/de')?.();
		expect(gate.sentAway).toBe(0);
		const slow = new Gate(
			() => (time += 5000),
			() => undefined
		);
		slow.enter('GET', '/de')?.();
		slow.enter('GET', '/de')?.();
		expect(slow.sentAway).toBe(0);
	});

	it('asks people to come back at different times', () => {
		const times = [0, 0.5, 0.999].map((chance) => retryAfterSeconds(() => chance));
		expect(times).toEqual([2, 6, 9]);
	});
});
