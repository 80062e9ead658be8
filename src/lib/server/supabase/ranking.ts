import * as z from 'zod/mini';
import { states } from '../../core/application/states';
import type { Client } from './clients';
import { dataOf } from './failure';
import { firstSignature } from './first-signature';

const rankingRow = z.object({
	id: z.string(),
	reference_number: z.string(),
	organisation_name: z.nullable(z.string()),
	title: z.nullable(z.string()),
	state: z.enum(states),
	requested_cents: z.nullable(z.number()),
	district: z.nullable(z.string()),
	areas: z.array(z.string()),
	target_groups: z.nullable(z.array(z.string())),
	reviews_submitted: z.number(),
	reviews_open: z.number(),
	score: z.nullable(z.number()),
	lowest: z.nullable(z.number()),
	highest: z.nullable(z.number()),
	recommended_cents: z.nullable(z.number()),
	approved_cents: z.nullable(z.number()),
	waiting_rank: z.nullable(z.number()),
	first_signature: z.nullable(firstSignature)
});

export type RankingRow = Readonly<z.infer<typeof rankingRow>>;

/** Everything of a round that has come as far as the assessment, the best first (see `round_ranking` in SQL). */
export async function rankingOf(client: Client, roundId: string): Promise<readonly RankingRow[]> {
	return z.array(rankingRow).parse(dataOf(await client.rpc('round_ranking', { p_round: roundId })));
}
