import { parseInstant } from '../time/instant';
import type { Round } from './round';

/** Zero or less once nothing is taken any more; infinite for a rolling round. */
export function msUntilClosing(
	{ status, closes_at }: Pick<Round, 'status' | 'closes_at'>,
	nowMs: number
): number {
	if (status === 'archived') return 0;
	return closes_at === null ? Infinity : (parseInstant(closes_at) ?? Infinity) - nowMs;
}
