import * as z from 'zod/mini';

/** Which round is copied, and under which address. */
export const copySchema = z.object({
	from: z.string(),
	slug: z.string().check(z.trim(), z.toLowerCase(), z.maxLength(60))
});

export type CopyForm = z.infer<typeof copySchema>;
