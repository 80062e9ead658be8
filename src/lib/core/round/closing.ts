import { parseInstant } from '../time/instant';
import type { Round } from './round';

/** A call that closes at 23:59:59 takes applications until that second is over, as `private.is_over` has it in SQL. */
const lastSecondMs = 1000;

/** Zero or less once nothing is taken any more; infinite for a rolling round. */
export function msUntilClosing(
	{ status, closes_at }: Pick<Round, 'status' | 'closes_at'>,
	nowMs: number
): number {
	if (status === 'archived') return 0;
	const closesMs = closes_at === null ? null : parseInstant(closes_at);
	return closesMs === null ? Infinity : Math.floor(closesMs / 1000) * 1000 + lastSecondMs - nowMs;
}
