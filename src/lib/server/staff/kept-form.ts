import * as z from 'zod/mini';
import { safeNext } from './paths';

/** More than any form of the office holds; beyond it only the sign-in goes on. */
const MOST_CHARACTERS = 300_000;

const keptSchema = z.object({
	/** The action it was posted to. */
	to: z.string().check(z.refine((to) => safeNext(to) === to)),
	fields: z.array(z.tuple([z.string(), z.string()]))
});
export type KeptForm = Readonly<z.infer<typeof keptSchema>>;

/**
 * A form whose session had ended travels in the page that signs in, as text, and back. It is only ever in the browser of
 * whoever typed it. Files cannot travel so.
 */
export function keptForm(posted: FormData, next: string | null): string {
	const fields = [...posted].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	const kept = JSON.stringify({ to: safeNext(next), fields } satisfies KeptForm);
	return kept.length > MOST_CHARACTERS ? '' : kept;
}

/** Null for what was not kept, or not here. */
export function readKept(text: string): KeptForm | null {
	try {
		return z.parse(keptSchema, JSON.parse(text));
	} catch {
		return null;
	}
}
