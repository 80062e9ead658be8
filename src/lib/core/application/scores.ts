/** Points of one criterion: 0 to 3, null while none are given, and why. */
export type Score = { readonly points: number | null; readonly reason: string };
export type Scores = Readonly<Record<string, Score>>;
export type Criterion = { readonly code: string; readonly label: string; readonly weight: number };

export const MOST_POINTS = 3;

/**
 * The share of all points there are, 0 to 100 with one decimal; null while a criterion has none. As `private.review_scores`
 * in SQL, which ranks.
 */
export function scoreOf(scores: Scores, criteria: readonly Criterion[]): number | null {
	const weighed = criteria.map(({ code, weight }) => ({ points: scores[code]?.points ?? null, weight }));
	const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
	if (total === 0 || weighed.some(({ points }) => points === null)) return null;
	const reached = weighed.reduce((sum, { points, weight }) => sum + (points ?? 0) * weight, 0);
	return Math.round((1000 * reached) / (MOST_POINTS * total)) / 10;
}

/** Places of a list sorted by score, the best first: the same score is the same place (1, 2, 2, 4), no score has none. */
export function placesOf(
	ranked: readonly { readonly id: string; readonly score: number | null }[]
): ReadonlyMap<string, number> {
	const firsts = new Map<number, number>();
	for (const [index, { score }] of ranked.entries())
		if (score !== null && !firsts.has(score)) firsts.set(score, index + 1);
	return new Map(
		ranked.flatMap(({ id, score }) => {
			const place = score === null ? undefined : firsts.get(score);
			return place === undefined ? [] : [[id, place] as const];
		})
	);
}
