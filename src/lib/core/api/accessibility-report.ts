import * as z from 'zod/mini';

/** As long as a report may be; the database says the same. */
export const maxReportLength = 4000;

const text = z.pipe(
	z.string(),
	z.transform((said: string) => said.replaceAll('\r\n', '\n').trim())
);
const long = z.pipe(text, z.string().check(z.maxLength(maxReportLength, 'too_long')));

/** A barrier as the form at the accessibility statement sends it; what is wrong is told by field as a code. */
export const accessibilityReportSchema = z.object({
	/** Made with the form: sent twice it is one report. */
	id: z.uuid(),
	page: z.pipe(text, z.string().check(z.maxLength(300, 'too_long'))),
	barrier: z.pipe(long, z.string().check(z.minLength(1, 'missing'))),
	wish: long,
	email: z.pipe(
		text,
		z.union([z.literal(''), z.email('not_an_email').check(z.maxLength(254, 'not_an_email'))], 'not_an_email')
	)
});

export type AccessibilityReport = z.infer<typeof accessibilityReportSchema>;
