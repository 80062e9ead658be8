import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from './clock.svelte';

const noon = Date.parse('2027-02-15T12:00:00Z');
const header = (ms: number) => new Date(ms).toUTCString();

beforeEach(() => void vi.useFakeTimers({ now: noon }));
afterEach(() => void vi.useRealTimers());

describe('the time as screens show it', () => {
	it('is the device’s, and goes on while the window is open', () => {
		const clock = new Clock();
		const stop = clock.start();
		expect(clock.nowMs).toBe(noon);
		vi.advanceTimersByTime(60_000);
		expect(clock.nowMs).toBe(noon + 60_000);
		stop();
		vi.advanceTimersByTime(60_000);
		expect(clock.nowMs).toBe(noon + 60_000);
	});

	it.each([-1, 1])('is the server’s where the device is wrong by a day (%i)', (days) => {
		const clock = new Clock();
		const stop = clock.start();
		clock.correct(header(noon + days * 86_400_000));
		expect(clock.nowMs).toBe(noon + days * 86_400_000);
		vi.advanceTimersByTime(30_000);
		expect(clock.nowMs).toBe(noon + days * 86_400_000 + 30_000);
		stop();
	});

	it('is not moved by the seconds an answer does not tell, nor by an answer without a date', () => {
		const clock = new Clock();
		for (const date of [header(noon - 1500), null, 'yesterday']) {
			clock.correct(date);
			expect(clock.nowMs).toBe(noon);
		}
	});

	it('is the server’s where the device is fast by a minute and a half: the last minute belongs to its people', () => {
		const clock = new Clock();
		clock.correct(header(noon - 110_000));
		expect(clock.nowMs).toBe(noon - 110_000);
	});

	it('is the device’s again once that was put right', () => {
		const clock = new Clock();
		clock.correct(header(noon - 86_400_000));
		clock.correct(header(noon));
		expect(clock.nowMs).toBe(noon);
	});
});
