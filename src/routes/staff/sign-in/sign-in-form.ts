import * as z from 'zod/mini';
import { isEmail } from '$lib/core/api/email';

/** Both steps post the same form: the address stays with the code. Errors are codes. */
export const signInSchema = z.object({
	email: z.string().check(z.trim(), z.maxLength(254, 'email_required'), z.refine(isEmail, 'email_required')),
	code: z.string().check(z.trim(), z.maxLength(20, 'code_required')),
	/** A form that was posted by a session that had ended, see `server/staff/kept-form.ts`; mostly empty. */
	kept: z._default(z.string(), '')
});

/** Six digits, however they were grouped; null for anything else. */
export function codeDigits(typed: string): string | null {
	const digits = typed.replace(/[\s-]/g, '');
	return /^\d{6}$/.test(digits) ? digits : null;
}
