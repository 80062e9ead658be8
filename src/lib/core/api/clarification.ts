import * as z from 'zod/mini';

const note = z.string();

/** Something the office needs. A question is its note; elsewhere the note says more and may be empty. */
export const itemSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('section'), section: z.string(), note }),
	z.object({ kind: z.literal('document'), document: z.string(), note }),
	z.object({ kind: z.literal('question'), id: z.string(), note }),
	z.object({ kind: z.literal('translation'), path: z.string(), note })
]);

/** What the office waits for (Nachforderung), as its applicants read it: not who asked. */
export const clarificationSchema = z.object({
	id: z.string(),
	asked_at: z.string(),
	/** A day in Duisburg; an answer after it is taken too. */
	due_on: z.string(),
	items: z.array(itemSchema),
	message: z.string(),
	message_language: z.string(),
	/** The German version, where the message is written in another language. */
	message_de: z.nullable(z.string())
});

/** An answer that arrived: the version it made of the application. */
export const answeredSchema = z.object({
	clarification_id: z.string(),
	version: z.int(),
	received_at: z.string(),
	sha256: z.string(),
	/** After the day it was due on. */
	is_late: z.boolean()
});

/** One that is over, with what was answered to its questions. */
export const earlierSchema = z.extend(clarificationSchema, {
	/** Null where the office took it back, or the application was withdrawn. */
	answered_at: z.nullable(z.string()),
	/** `id` is that of a question among the items. */
	answers: z.array(z.object({ id: z.string(), text: z.string() }))
});

export type ClarificationItem = Readonly<z.infer<typeof itemSchema>>;
export type Clarification = Readonly<z.infer<typeof clarificationSchema>>;
export type EarlierClarification = Readonly<z.infer<typeof earlierSchema>>;
export type Answered = Readonly<z.infer<typeof answeredSchema>>;
