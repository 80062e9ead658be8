import * as z from 'zod/mini';
import { said } from '../../core/text/said';
import { states } from '../../core/application/states';

/** As long as `status_event_details` keeps it. */
export const REASON_MAX = 4000;

/**
 * A step as its form posts it (superforms fills in an empty text for what is missing). Errors are codes; whether a reason is needed depends on the step and is asked later.
 */
export const transitionSchema = z.object({
	to: z.enum(states),
	reason: z.string().check(z.overwrite(said), z.maxLength(REASON_MAX, 'too_long')),
	/** The revision of the case that was read. */
	seen: z.number()
});

export type TransitionForm = z.infer<typeof transitionSchema>;
