import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptCorrection } from './correction';

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** A device that was told by how much it is wrong, was looked at for a while, closed, and opened again without network. */
const journey = fc.record({
	offMs: fc.integer({ min: -20 * dayMs, max: 20 * dayMs }),
	openMs: fc.nat(3 * dayMs),
	closedMs: fc.nat(3 * dayMs)
});

/** By how much the time on the screen is ahead of the true one, which is zero when the device is told. */
function aheadMs(
	{ offMs, openMs, closedMs }: { offMs: number; openMs: number; closedMs: number },
	isPutRight: boolean
) {
	const [toldAtMs, seenMs] = [-offMs, openMs - offMs];
	const trueMs = openMs + closedMs;
	const deviceMs = isPutRight ? trueMs : trueMs - offMs;
	return deviceMs + keptCorrection(`${offMs} ${toldAtMs} ${seenMs}`, deviceMs)[0] - trueMs;
}

describe('what a device remembers of being wrong', () => {
	it('never makes it later than it is, whether its people put it right meanwhile or not', () => {
		fc.assert(
			fc.property(journey, fc.boolean(), (one, isPutRight) => {
				expect(aheadMs(one, isPutRight)).toBeLessThanOrEqual(0);
			}),
			{ numRuns: 2000 }
		);
	});

	it('is dropped where a clock that was behind was put right, and holds where it was not, and closed for less than half of it', () => {
		fc.assert(
			fc.property(journey, (one) => {
				fc.pre(one.offMs > 0);
				expect(aheadMs(one, true)).toBe(0);
				if (one.closedMs * 2 <= one.offMs) expect(aheadMs(one, false)).toBe(0);
			})
		);
	});

	it('holds where a clock was ahead and still is', () => {
		fc.assert(
			fc.property(journey, (one) => {
				fc.pre(one.offMs < 0);
				expect(aheadMs(one, false)).toBe(0);
			})
		);
	});

	it('is read as earlier versions wrote it, and nothing else is', () => {
		expect(keptCorrection(`${-dayMs} ${hourMs}`, 2 * hourMs)).toEqual([-dayMs, hourMs]);
		for (const kept of ['', 'x y', '1', 'NaN 0', '5e99 0', `${-dayMs} ${3 * hourMs}`])
			expect(keptCorrection(kept, 2 * hourMs)).toEqual([0, 0]);
	});
});
