/** An application of the ranking, as far as the money is concerned. */
export type Ranked = {
	readonly id: string;
	/** Not decided yet: the rest of the pot is for these. */
	readonly isOpen: boolean;
	/** What it would be given; 0 leaves it out. */
	readonly amountCents: number;
	/** What of that it holds already: a grant that is decided anew, whose sum is not in the pot. */
	readonly heldCents?: number;
};

type Proposal = {
	readonly requested_cents: number | null;
	readonly recommended_cents: number | null;
	readonly first_signature: { readonly amount_cents: number | null } | null;
};

/** What is reckoned with: what somebody signed first, nothing for a refusal; else what reviewers recommend or the group asks for, to the cap. */
export function proposedCents(row: Proposal, capCents: number): number {
	if (row.first_signature !== null) return row.first_signature.amount_cents ?? 0;
	return Math.min(row.recommended_cents ?? row.requested_cents ?? 0, capCents);
}

export type Tried = {
	readonly id: string;
	/** Null for what is decided or left out. */
	readonly fits: boolean | null;
	/** What is left after it. */
	readonly leftCents: number;
};

/**
 * How far a pot goes down a ranked list: each in turn is given its amount where that is left; what does not fit takes nothing, so
 * that a smaller one further down may still be reached.
 */
export function spendDown(ranked: readonly Ranked[], potCents: number): readonly Tried[] {
	let left = potCents;
	return ranked.map(({ id, isOpen, amountCents, heldCents = 0 }) => {
		if (!isOpen || amountCents === 0) return { id, fits: null, leftCents: left };
		// What it would give up is free only once that is decided.
		const needed = Math.max(0, amountCents - heldCents);
		const fits = needed <= left;
		if (fits) left -= needed;
		return { id, fits, leftCents: left };
	});
}

export type Share = {
	readonly code: string;
	readonly count: number;
	readonly reached: number;
	readonly cents: number;
};

/**
 * How applications and money spread over codes (districts, areas, target groups); one with several codes counts in each. What has
 * as many as another stands in the order `compare` gives their codes, which is that of what people read.
 */
export function spreadOver(
	rows: readonly { readonly codes: readonly string[]; readonly cents: number }[],
	compare: (code: string, other: string) => number
): readonly Share[] {
	const shares = new Map<string, Share>();
	for (const { codes, cents } of rows) {
		for (const code of codes) {
			const share = shares.get(code) ?? { code, count: 0, reached: 0, cents: 0 };
			shares.set(code, {
				code,
				count: share.count + 1,
				reached: share.reached + (cents > 0 ? 1 : 0),
				cents: share.cents + cents
			});
		}
	}
	return [...shares.values()].sort((one, other) => other.count - one.count || compare(one.code, other.code));
}
