import * as z from 'zod/mini';
import { problemCodes } from '../application/problem';
import { failureCodes } from '../failure/failure';

/** The body of every refusal; its HTTP status says how to go on, the code what to say. */
export const errorSchema = z.object({
	code: z.enum(failureCodes),
	params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
	/** With `application_incomplete`. */
	problems: z.optional(
		z.array(
			z.object({
				path: z.string(),
				code: z.enum(problemCodes),
				params: z.optional(z.record(z.string(), z.union([z.string(), z.number()])))
			})
		)
	)
});

export type ApiError = z.infer<typeof errorSchema>;
