/** Longer, and somebody may have put the clock right without our hearing of it. */
const longestKeptMs = 7 * 86_400_000;

/**
 * By how much a device's clock is wrong and when that was told, from "off told seen" in milliseconds of that clock; nothing
 * where it was set back since.
 */
export function keptCorrection(text: string, nowMs: number): readonly [number, number] {
	const [offMs = NaN, toldAtMs = NaN, seenMs = toldAtMs] = text.split(' ').map(Number);
	const [ageMs, unseenMs] = [nowMs - toldAtMs, nowMs - seenMs];
	const isGood = unseenMs >= 0 && ageMs >= 0 && ageMs < longestKeptMs;
	return isGood && Math.abs(offMs) < Number.MAX_SAFE_INTEGER
		? [unlessPutRight(offMs, unseenMs), toldAtMs]
		: [0, 0];
}

/**
 * Of a clock that was behind, and may have been put right in the time nobody was looking, the correction is dropped: made
 * twice, it would tell people that it is too late. Of one that was ahead it would only leave them more time, and stays.
 */
export function unlessPutRight(offMs: number, unseenMs: number): number {
	return offMs > 0 && unseenMs * 2 > offMs ? 0 : offMs;
}
