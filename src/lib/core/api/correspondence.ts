import * as z from 'zod/mini';
import { explainedIn, letterKinds } from '../letter/template';
import { earlierSchema } from './clarification';
import { maxMessageFiles, maxMessageLength } from './limits';
import { parseInstant } from '../time/instant';

const instant = z.string().check(z.refine((text) => parseInstant(text) !== null));
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));

const messageSchema = z.object({
	id: z.string(),
	is_from_office: z.boolean(),
	is_mine: z.boolean(),
	written_at: instant,
	text: z.string(),
	/** Seen by somebody of the other side. */
	is_read: z.boolean(),
	files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() }))
});

/** GET /api/v1/applications/{id}/correspondence: what its people and the office wrote each other. */
export const correspondenceSchema = z.object({
	/** Only for members of the organisation, the newest first; helpers get none. */
	letters: z.array(
		z.object({
			id: z.string(),
			kind: z.enum(letterKinds),
			written_at: instant,
			is_opened: z.boolean(),
			/** When the letter was written that took its place. */
			replaced_at: z._default(z.nullable(instant), null)
		})
	),
	/** What the office asked before, the newest first. */
	earlier: z._default(z.array(earlierSchema), []),
	may_write: z.boolean(),
	/** The oldest first. */
	messages: z.array(messageSchema)
});

/** POST …/letters/{letterId}/open: notes that it was opened, and gives the letter in words. */
export const openLetterBodySchema = z.object({ locale: z.enum(explainedIn) });
export const openedLetterSchema = z.object({
	subject: z.string(),
	/** German, and what binds. */
	blocks: z.array(z.object({ heading: z.string(), text: z.string() })),
	explanation: z.object({ locale: z.enum(explainedIn), text: z.string() })
});

/** POST …/messages: the id is made on the device, so that a repeated attempt is one message. */
export const messageBodySchema = z.object({
	id: uuid,
	text: z.string().check(z.maxLength(maxMessageLength * 2)),
	files: z.array(uuid).check(z.maxLength(maxMessageFiles))
});

export type Correspondence = z.infer<typeof correspondenceSchema>;
export type Letter = Correspondence['letters'][number];
export type OpenedLetter = z.infer<typeof openedLetterSchema>;
export type Message = Correspondence['messages'][number];
export type MessageBody = z.infer<typeof messageBodySchema>;
