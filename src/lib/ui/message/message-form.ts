import * as z from 'zod/mini';
import { maxMessageLength } from '../../core/api/limits';

/** A message of the office as its form posts it. The id is given with the form, so that a second click is the same message. */
export const messageSchema = z.object({
	id: z.string(),
	text: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(maxMessageLength, 'too_long'))
});

export type MessageForm = z.infer<typeof messageSchema>;
