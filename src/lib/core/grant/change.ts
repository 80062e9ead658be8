/** Änderungsanzeige: what of a grant can be told to be different. The same codes as `grant_changes.kind` in SQL. */
export const changeKinds = ['period', 'purpose', 'plan', 'further_grant', 'cancellation'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface PlanLine {
	readonly id: string;
	readonly cents: number;
}

/**
 * Single lines may be exceeded by some percent where as much is saved in others (ANBest-P 1.2): such a shift is only told,
 * nobody decides about it. `private.is_within_tolerance` in SQL; a test compares.
 */
export function isWithinTolerance(
	planned: readonly PlanLine[],
	wished: readonly PlanLine[],
	percent: number
): boolean {
	const wish = new Map(wished.map(({ id, cents }) => [id, cents]));
	const now = ({ id, cents }: PlanLine) => wish.get(id) ?? cents;
	const isBalanced = sum(planned.map(now)) === sum(planned.map(({ cents }) => cents));
	return isBalanced && planned.every((line) => now(line) * 100 <= line.cents * (100 + percent));
}

function sum(cents: readonly number[]): number {
	return cents.reduce((total, one) => total + one, 0);
}
