export const firstDelayMs = 2_000;
export const longestDelayMs = 15 * 60_000;

/** Doubling from two seconds to a quarter of an hour; the second half of each wait is chance. */
export function delayMs(attempts: number, chance: number): number {
	const full = Math.min(firstDelayMs * 2 ** attempts, longestDelayMs);
	return Math.round(full / 2 + (full / 2) * chance);
}
