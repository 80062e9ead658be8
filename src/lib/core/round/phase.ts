import { parseInstant } from '../time/instant';
import { msUntilClosing } from './closing';
import type { Round } from './round';

export type RoundPhase = 'upcoming' | 'open' | 'closed' | 'archived';

/** By the clock that is handed in. It is told to people; what counts is the database's clock at submission. */
export function roundPhase(
	round: Pick<Round, 'status' | 'opens_at' | 'closes_at'>,
	nowMs: number
): RoundPhase {
	if (round.status === 'archived') return 'archived';
	const opensMs = parseInstant(round.opens_at);
	if (opensMs === null || nowMs < opensMs) return 'upcoming';
	return msUntilClosing(round, nowMs) <= 0 ? 'closed' : 'open';
}
