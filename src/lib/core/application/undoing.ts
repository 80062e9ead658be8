type Signer = { readonly id: string; readonly isDecider: boolean };

/**
 * Whether somebody may take a first signature off the table, or let it fall with a step: what a decider signed, only that person or
 * another decider. Whoever should not have signed is no obstacle. As `private.require_signers_peer`, which has the last word.
 */
export function mayUndoSignature(me: Signer, first: Signer & { readonly isPartial: boolean }): boolean {
	return me.isDecider || me.id === first.id || !first.isDecider || first.isPartial;
}
