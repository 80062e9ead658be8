/** The sums of `round_budget`, in cents. */
export type BudgetSums = {
	readonly total_cents: number;
	readonly requested_cents: number;
	readonly in_review_cents: number;
	readonly reserved_cents: number;
	readonly approved_cents: number;
	readonly paid_cents: number;
	readonly free_cents: number;
};

export type BudgetPart = 'approved' | 'reserved' | 'free';
export type BudgetShare = {
	readonly part: BudgetPart;
	/** Percent of the bar. */
	readonly start: number;
	readonly width: number;
};

/**
 * How the bar is divided. Reserved money is part of what is free; where more is signed once than is left, it fills the
 * rest and no further, because a bar cannot hold more than the budget.
 */
export function sharesOf(sums: BudgetSums): readonly BudgetShare[] {
	const total = Math.max(sums.total_cents, sums.approved_cents, 1);
	const free = Math.max(0, total - sums.approved_cents);
	const reserved = Math.min(sums.reserved_cents, free);
	const widths: readonly (readonly [BudgetPart, number])[] = [
		['approved', sums.approved_cents],
		['reserved', reserved],
		['free', free - reserved]
	];
	let start = 0;
	return widths.map(([part, cents]) => {
		const width = (cents / total) * 100;
		const share = { part, start, width };
		start += width;
		return share;
	});
}

/** What is asked for and undecided beyond what is still free; 0 when it fits. */
export function shortfallCents({ in_review_cents, free_cents }: BudgetSums): number {
	return Math.max(0, in_review_cents - Math.max(0, free_cents));
}
