import * as z from 'zod/mini';

const factorSchema = z.object({
	code: z._default(z.string(), ''),
	/** A factor that is being set up; empty for one that is there. */
	factor: z._default(z.union([z.uuid(), z.literal('')]), ''),
	/** Its secret, carried along so that the square is still there after a slip. */
	secret: z._default(z.string().check(z.regex(/^[A-Z2-7=]{0,128}$/)), ''),
	/** A form that came before the second factor was given, see `server/staff/kept-form.ts`; mostly empty. */
	kept: z._default(z.string(), '')
});
export type FactorForm = Readonly<z.infer<typeof factorSchema>>;

/** What is not ours is as good as nothing: the page begins anew. */
export function readFactorForm(posted: FormData): FactorForm {
	const read = z.safeParse(factorSchema, Object.fromEntries(posted));
	return read.success ? read.data : { code: '', factor: '', secret: '', kept: '' };
}
