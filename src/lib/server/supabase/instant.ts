import * as z from 'zod/mini';

/**
 * A moment as the database's API gives it, in one form: the embedded backend writes `2026-11-24 23:48:57.681+00`, which not
 * every browser reads. Microseconds stay, because cursors compare with what is stored.
 */
export const instant = z.pipe(z.string(), z.transform(isoInstant));

export function isoInstant(text: string): string {
	return text
		.replace(' ', 'T')
		.replace(/([+-]\d\d)$/, '$1:00')
		.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
}
