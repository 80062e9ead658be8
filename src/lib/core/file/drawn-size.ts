import type { PictureSize } from './jpeg-size';

/** How fine a picture is drawn anew: pixels on its shorter side, and of all of it. */
export interface Fineness {
	readonly shorterPixels: number;
	readonly mostPixels: number;
}

/**
 * A page of A4 at 200 dots per inch: small print stays readable, and a photo becomes a tenth of its size. A long
 * screenshot, whose words are as wide as its shorter side, keeps that; 36 MB of memory is what a phone has for a canvas.
 */
export const usualFineness: Fineness = { shorterPixels: 1800, mostPixels: 9_000_000 };

/** Beyond this some browsers draw nothing, and WebP ends (16383). Only a strip thirty times as long as wide meets it. */
const longestPixels = 16_000;
/** So that 1800 does not become 1799 by what computers lose in a division. */
const tolerance = 1e-6;

/** How large a picture is drawn: in its own shape, never larger than it is, and no smaller for being drawn twice. */
export function drawnSize(
	{ width, height }: PictureSize,
	{ shorterPixels, mostPixels }: Fineness = usualFineness
): PictureSize {
	const scale = Math.min(
		1,
		shorterPixels / Math.min(width, height),
		longestPixels / Math.max(width, height),
		Math.sqrt(mostPixels / (width * height))
	);
	const side = (pixels: number) => Math.max(1, Math.floor(pixels * scale + tolerance));
	return { width: side(width), height: side(height) };
}
