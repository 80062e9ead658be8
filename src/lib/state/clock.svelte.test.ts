import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { quickMemory } from '../local/quick-memory';
import { Clock } from './clock.svelte';

const noon = Date.parse('2027-02-15T12:00:00Z');
const memory = quickMemory(() => localStorage);
const header = (ms: number) => new Date(ms).toUTCString();

beforeEach(() => void vi.useFakeTimers({ now: noon }));
afterEach(() => {
	vi.useRealTimers();
	localStorage.clear();
});

describe('the time as screens show it', () => {
	it('is the device’s, and goes on while the window is open', () => {
		const clock = new Clock(memory);
		const stop = clock.start();
		expect(clock.nowMs).toBe(noon);
		vi.advanceTimersByTime(60_000);
		expect(clock.nowMs).toBe(noon + 60_000);
		stop();
		vi.advanceTimersByTime(60_000);
		expect(clock.nowMs).toBe(noon + 60_000);
	});

	it.each([-1, 1])('is the server’s where the device is wrong by a day (%i)', (days) => {
		const clock = new Clock(memory);
		const stop = clock.start();
		clock.correct(header(noon + days * 86_400_000));
		expect(clock.nowMs).toBe(noon + days * 86_400_000);
		vi.advanceTimersByTime(30_000);
		expect(clock.nowMs).toBe(noon + days * 86_400_000 + 30_000);
		stop();
	});

	it('is not moved by the seconds an answer does not tell, nor by an answer without a date', () => {
		const clock = new Clock(memory);
		for (const date of [header(noon - 1500), null, 'yesterday']) {
			clock.correct(date);
			expect(clock.nowMs).toBe(noon);
		}
	});

	it('is the server’s where the device is fast by a minute and a half: the last minute belongs to its people', () => {
		const clock = new Clock(memory);
		clock.correct(header(noon - 110_000));
		expect(clock.nowMs).toBe(noon - 110_000);
	});

	it('is the server’s also after a reload without network, for a week', () => {
		new Clock(memory).correct(header(noon - 86_400_000));
		vi.advanceTimersByTime(3_600_000);
		expect(new Clock(memory).nowMs).toBe(noon + 3_600_000 - 86_400_000);
		vi.advanceTimersByTime(7 * 86_400_000);
		expect(new Clock(memory).nowMs).toBe(Date.now());
	});

	it('is the device’s where its clock was set since: nobody is told by an old mistake that it is too late', () => {
		new Clock(memory).correct(header(noon - 86_400_000));
		vi.setSystemTime(noon - 86_400_000);
		expect(new Clock(memory).nowMs).toBe(noon - 86_400_000);
		for (const kept of ['', 'x y', '1', 'NaN 0', '5e99 0']) {
			memory.write('kofei-clock', kept);
			expect(new Clock(memory).nowMs).toBe(Date.now());
		}
	});

	it('is not kept wrong once the device’s was put right', () => {
		const clock = new Clock(memory);
		clock.correct(header(noon - 86_400_000));
		clock.correct(header(noon));
		expect(new Clock(memory).nowMs).toBe(noon);
	});

	it('is the device’s again once that was put right', () => {
		const clock = new Clock(memory);
		clock.correct(header(noon - 86_400_000));
		clock.correct(header(noon));
		expect(clock.nowMs).toBe(noon);
	});

	it('is right while the window is open and its people put the device’s right without network', () => {
		for (const offMs of [-3, -1 / 24, 1 / 24, 3].map((days) => days * 86_400_000)) {
			vi.setSystemTime(noon);
			const clock = new Clock(memory);
			const stop = clock.start();
			clock.correct(header(noon + offMs));
			vi.advanceTimersByTime(2 * 3_600_000);
			vi.setSystemTime(Date.now() + offMs);
			vi.advanceTimersByTime(60_000);
			expect(clock.nowMs).toBe(Date.now());
			expect(new Clock(memory).nowMs).toBe(Date.now());
			stop();
		}
	});

	it('is what another window was told last', () => {
		const early = new Clock(memory);
		const stop = early.start();
		early.correct(header(noon - 86_400_000));
		vi.advanceTimersByTime(10_000);
		new Clock(memory).correct(header(noon + 10_000));
		vi.advanceTimersByTime(30_000);
		expect(new Clock(memory).nowMs).toBe(Date.now());
		stop();
	});
});
