import * as z from 'zod/mini';
import { said } from '../../core/text/said';

export const REASON_MAX = 2000;

/** Errors are codes. */
export const periodSchema = z.object({
	kind: z.string().check(z.maxLength(40)),
	/** As typed. */
	days: z.string().check(z.trim(), z.regex(/^\d{1,5}$/, 'not_a_number'))
});
export type PeriodForm = z.infer<typeof periodSchema>;

/** Protecting a case names it by its number, because it is looked up; lifting that, by its id, because it is there. */
export const holdSchema = z.object({
	case: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(100, 'required')),
	reason: z
		.string()
		.check(z.overwrite(said), z.minLength(1, 'reason_required'), z.maxLength(REASON_MAX, 'too_long'))
});
export type HoldForm = z.infer<typeof holdSchema>;
