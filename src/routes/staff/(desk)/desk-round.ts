type Round = { readonly slug: string; readonly status: string };

/**
 * The round the desk opens in: the one wished for, the newest that takes applications, the newest that did. Last year's may
 * still be undecided while next year's is only being prepared. Rounds come the newest first.
 */
export function deskRound<One extends Round>(rounds: readonly One[], wished: string | null): One | undefined {
	return (
		rounds.find(({ slug }) => slug === wished) ??
		rounds.find(({ status }) => status === 'published') ??
		rounds.find(({ status }) => status !== 'draft') ??
		rounds[0]
	);
}
