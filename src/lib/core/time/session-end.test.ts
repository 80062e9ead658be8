import { describe, expect, it } from 'vitest';
import { minutesLeft, sessionWarning } from './session-end';

const minutes = (count: number) => count * 60_000;

describe('the end of a session of the office', () => {
	it('is told at least two minutes before it ends for want of a sign of life', () => {
		const ends = { idleAtMs: minutes(30), endAtMs: minutes(700) };
		expect(sessionWarning(ends, minutes(26))).toBe('none');
		expect(sessionWarning(ends, minutes(27))).toBe('idle');
	});

	it('is told ten minutes before the half day is over', () => {
		const ends = { idleAtMs: minutes(725), endAtMs: minutes(720) };
		expect(sessionWarning(ends, minutes(709))).toBe('none');
		expect(sessionWarning(ends, minutes(710))).toBe('end');
	});

	it('can still be put off while the half day has some minutes', () => {
		const ends = { idleAtMs: minutes(713), endAtMs: minutes(720) };
		expect(sessionWarning(ends, minutes(711))).toBe('idle');
		expect(sessionWarning({ ...ends, idleAtMs: minutes(719) }, minutes(717))).toBe('end');
	});

	it('is counted in minutes that are really left', () => {
		expect(minutesLeft(minutes(3) - 1, 0)).toBe(2);
		expect(minutesLeft(0, minutes(1))).toBe(0);
	});
});
