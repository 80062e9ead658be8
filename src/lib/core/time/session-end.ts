/** How long before a session of the office ends people are told: WCAG 2.2.1 wants time to go on, and the half day time to save. */
export const IDLE_WARNING_MS = 3 * 60_000;
export const END_WARNING_MS = 10 * 60_000;

/** When a session ends without a sign of life, and when whatever happens. */
export interface SessionEnds {
	readonly idleAtMs: number;
	readonly endAtMs: number;
}

export type SessionWarning = 'none' | 'idle' | 'end';

/** `idle` can be put off, `end` cannot: where both are near, what cannot be helped comes first. */
export function sessionWarning({ idleAtMs, endAtMs }: SessionEnds, nowMs: number): SessionWarning {
	if (endAtMs - nowMs <= END_WARNING_MS && endAtMs - IDLE_WARNING_MS <= idleAtMs) return 'end';
	return idleAtMs - nowMs <= IDLE_WARNING_MS ? 'idle' : endAtMs - nowMs <= END_WARNING_MS ? 'end' : 'none';
}

/** Whole minutes, of which nobody is told too many. */
export function minutesLeft(atMs: number, nowMs: number): number {
	return Math.max(0, Math.floor((atMs - nowMs) / 60_000));
}
