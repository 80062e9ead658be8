import type { Financing } from './facts';

export type Sums = {
	readonly grantCents: number;
	/** All costs of the plan that were recognised. */
	readonly plannedCents: number;
	readonly acceptedCents: number;
	/** Own money, fees, other grants. */
	readonly incomeCents: number;
};

/**
 * What a grant is in the end: never more than was granted or than was accepted. Of a shortfall (Fehlbedarfsfinanzierung) it
 * is what other income leaves, of a share (Anteilfinanzierung) the granted part of the planned costs, or of all money where that
 * is more than they (ANBest-P 2.1), rounded off to a cent.
 * `private.final_grant_cents` in SQL decides; a test compares.
 */
export function finalGrantCents(financing: Financing, sums: Sums): number {
	const { grantCents, acceptedCents } = sums;
	return Math.max(0, Math.min(grantCents, acceptedCents, fundedCents(financing, sums)));
}

function fundedCents(financing: Financing, sums: Sums): number {
	const { grantCents, plannedCents, acceptedCents, incomeCents } = sums;
	if (financing === 'fixed') return grantCents;
	if (financing === 'shortfall') return acceptedCents - incomeCents;
	// Cents of cents: beyond what a number holds exactly.
	const wholeCents = Math.max(plannedCents, grantCents + incomeCents);
	return plannedCents === 0 ? 0 : Number((BigInt(acceptedCents) * BigInt(grantCents)) / BigInt(wholeCents));
}
