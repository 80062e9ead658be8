import * as z from 'zod/mini';

/** A decision that waits for its second signature, as lists tell it (see `private.first_signature` in SQL). */
export const firstSignature = z.object({
	is_mine: z.boolean(),
	outcome: z.enum(['approved', 'waitlisted', 'rejected']),
	amount_cents: z.nullable(z.number()),
	waiting_rank: z.nullable(z.number())
});
