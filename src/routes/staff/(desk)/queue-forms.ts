import * as z from 'zod/mini';

/** `chosen` holds `id` or `id~who had it`: what somebody else gave away meanwhile is not overwritten. */
export const assignSchema = z.object({ chosen: z.array(z.string()), to: z.string() });
export const VIEW_NAME_MAX = 80;

export const saveViewSchema = z.object({
	name: z.string().check(z.trim(), z.maxLength(VIEW_NAME_MAX, 'too_long'))
});
export const forgetViewSchema = z.object({ id: z.string() });

export function readChosen(chosen: readonly string[]) {
	return chosen.map((one) => {
		const [id = '', was = ''] = one.split('~', 2);
		return { id, was: was === '' ? null : was };
	});
}
