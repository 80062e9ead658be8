import type { FileRecord } from '../file/file';
import { parseInstant } from '../time/instant';

/** The server was put back, at `until`, from a backup of `from`: what it had acknowledged in between, it has lost. */
export type Restore = { readonly from: string; readonly until: string };

/** Times that a phone has noted may be off by as much as nobody corrects. */
const clockSpreadMs = 3 * 60_000;

/** By the server's own clock. */
export function wasLostWith(instant: string, restores: readonly Restore[]): boolean {
	const atMs = parseInstant(instant);
	return atMs !== null && restores.some((restore) => isWithin(atMs, restore, 0));
}

/** A document that arrived when what arrived was lost, by the phone's clock. */
export function mayBeLost(
	{ state, arrivedAtMs }: Pick<FileRecord, 'state' | 'arrivedAtMs'>,
	restores: readonly Restore[]
): boolean {
	if (state !== 'uploaded' || arrivedAtMs === null) return false;
	return restores.some((restore) => isWithin(arrivedAtMs, restore, clockSpreadMs));
}

/** Whether the server was restored since then, by the phone's clock. */
export function isOlderThanRestore(atMs: number, restores: readonly Restore[]): boolean {
	return restores.some(({ until }) => atMs < (parseInstant(until) ?? 0) + clockSpreadMs);
}

function isWithin(atMs: number, { from, until }: Restore, spreadMs: number): boolean {
	const [fromMs, untilMs] = [parseInstant(from), parseInstant(until)];
	return fromMs !== null && untilMs !== null && atMs > fromMs - spreadMs && atMs < untilMs + spreadMs;
}
