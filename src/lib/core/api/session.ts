import * as z from 'zod/mini';
import { isEmail } from './email';

export const email = z.string().check(z.refine(isEmail));

/** POST /api/v1/sign-in/code. The answer is the same whether the address is known or not. */
export const codeRequestSchema = z.object({ email, locale: z.string().check(z.maxLength(20)) });
export const codeAnswerSchema = z.object({ ok: z.literal(true) });

/** POST /api/v1/sign-in/verify; `locale`: the language to go on in, null for that of the page. */
export const verifyRequestSchema = z.object({ email, code: z.string().check(z.regex(/^\d{6}$/)) });
export const verifyAnswerSchema = z.object({ email: z.string(), locale: z.nullable(z.string()) });

/** GET /api/v1/session; null for nobody. */
export const sessionSchema = z.object({ email: z.nullable(z.string()) });

/** One device on which the person is signed in, by name; null for one that is not known. */
export const ownSessionSchema = z.object({
	id: z.string(),
	device: z.nullable(z.string()),
	began_at: z.string(),
	seen_at: z.string(),
	is_this: z.boolean()
});

/** GET /api/v1/account/sessions, this one first; the answer too of DELETE (all others) and DELETE …/[id]. */
export const ownSessionsSchema = z.object({ sessions: z.array(ownSessionSchema) });

export type OwnSession = Readonly<z.infer<typeof ownSessionSchema>>;
export type OwnSessions = { readonly sessions: readonly OwnSession[] };
export type CodeAnswer = z.infer<typeof codeAnswerSchema>;
export type VerifyAnswer = z.infer<typeof verifyAnswerSchema>;
export type SessionAnswer = z.infer<typeof sessionSchema>;
