type Signer = { readonly id: string; readonly isDecider: boolean };

/**
 * Whether somebody may take a first signature off the table, or let it fall with a step: what a decider signed, only that person or
 * another decider. Whoever should not have signed is no obstacle. As `private.require_signers_peer`, which has the last word.
 */
export function mayUndoSignature(me: Signer, first: Signer & { readonly isPartial: boolean }): boolean {
	return me.isDecider || me.id === first.id || !first.isDecider || first.isPartial;
}

/**
 * Whether somebody may take a reviewer off a case: whoever has handed in nothing, always; otherwise a decider or admin, and only what
 * nobody has compared yet or somebody partial wrote. As `remove_reviewer` in SQL, which has the last word.
 */
export function mayTakeOff(
	me: { readonly roles: readonly string[] },
	review: { readonly isSubmitted: boolean; readonly isPartial: boolean; readonly isRead: boolean }
): boolean {
	if (!review.isSubmitted) return true;
	const decides = me.roles.includes('decider') || me.roles.includes('admin');
	return decides && (review.isPartial || !review.isRead);
}
