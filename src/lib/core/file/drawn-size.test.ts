import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnSize, usualFineness } from './drawn-size';

const size = fc.record({
	width: fc.integer({ min: 1, max: 65_535 }),
	height: fc.integer({ min: 1, max: 65_535 })
});
const fineness = fc.record({
	shorterPixels: fc.integer({ min: 100, max: 3000 }),
	mostPixels: fc.integer({ min: 100_000, max: 12_000_000 })
});
const shorter = ({ width, height }: { width: number; height: number }) => Math.min(width, height);
const area = ({ width, height }: { width: number; height: number }) => width * height;

describe('the size a picture is drawn anew in', () => {
	it.each([
		['a long screenshot of a phone', [1080, 8000], [1080, 8000]],
		['a photo of a page', [3000, 4000], [1800, 2400]],
		['a photo of twelve megapixels, lying', [4032, 3024], [2400, 1800]],
		['a screenshot beyond the bound', [1440, 14_000], [962, 9354]],
		['a small picture', [300, 200], [300, 200]]
	] as const)('of %s', (_, [width, height], [drawnWidth, drawnHeight]) => {
		expect(drawnSize({ width, height })).toEqual({ width: drawnWidth, height: drawnHeight });
	});

	it('keeps within memory, and shrinks only where a bound demands it', () => {
		fc.assert(
			fc.property(size, fineness, (original, fine) => {
				const drawn = drawnSize(original, fine);
				// A strip of one pixel's width cannot become thinner.
				if (shorter(drawn) > 1) {
					expect(area(drawn)).toBeLessThanOrEqual(fine.mostPixels);
					expect(shorter(drawn)).toBeLessThanOrEqual(fine.shorterPixels);
				}
				expect(drawn.width).toBeLessThanOrEqual(Math.min(original.width, 16_000));
				expect(drawn.height).toBeLessThanOrEqual(Math.min(original.height, 16_000));
				const isBound =
					(drawn.width + 1) * (drawn.height + 1) >= fine.mostPixels ||
					shorter(drawn) + 1 >= fine.shorterPixels ||
					Math.max(drawn.width, drawn.height) + 1 >= 16_000;
				expect(isBound || (drawn.width === original.width && drawn.height === original.height)).toBe(true);
			}),
			{ numRuns: 2000 }
		);
	});

	it('is the same for a picture that stands and one that lies', () => {
		fc.assert(
			fc.property(size, ({ width, height }) => {
				const drawn = drawnSize({ width, height });
				expect(drawnSize({ width: height, height: width })).toEqual({
					width: drawn.height,
					height: drawn.width
				});
			})
		);
	});

	it('is left as it is the second time: what a device has drawn, the server does not blur again', () => {
		fc.assert(
			fc.property(size, (original) => {
				const drawn = drawnSize(original);
				expect(drawnSize(drawn)).toEqual(drawn);
			}),
			{ numRuns: 5000 }
		);
	});

	it('leaves words readable on everything a phone shows, up to sixteen screens', () => {
		fc.assert(
			fc.property(fc.integer({ min: 320, max: 1440 }), fc.integer({ min: 1, max: 36 }), (width, half) => {
				const { width: drawn } = drawnSize({ width, height: width * (half / 2 + 0.5) }, usualFineness);
				expect(drawn).toBeGreaterThanOrEqual(Math.min(width, 690));
			})
		);
	});
});
