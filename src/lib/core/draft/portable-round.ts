import { roundPhase } from '../round/phase';
import type { Round } from '../round/round';
import { copiedFields } from './copy';
import type { PortableDraft } from './portable';

/** The rounds that words of one that is over can go into; none for what still belongs somewhere, or to nothing known here. */
export function roundsInstead(slug: string, rounds: readonly Round[], nowMs: number): readonly Round[] {
	const own = rounds.find((round) => round.slug === slug);
	const isOver = own !== undefined && ['closed', 'archived'].includes(roundPhase(own, nowMs));
	return isOver ? rounds.filter((round) => roundPhase(round, nowMs) === 'open') : [];
}

/** What a copy of a sent application would take over, from the file. */
export function intoRound({ fields, origin }: PortableDraft, round: Round): PortableDraft {
	return { round: round.slug, fields: copiedFields(fields, round), origin };
}
