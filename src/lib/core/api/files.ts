import * as z from 'zod/mini';

/** The answer to an announced file (PUT …/files/{fileId}) and to each of its parts (PUT …/files/{fileId}/parts/{offset}). */
export const receivedSchema = z.object({ received_bytes: z.int(), is_complete: z.boolean() });

/** A document as the server has it, in GET /api/v1/applications/{id}. Its type is known once it is complete. */
export const sentFileSchema = z.object({
	id: z.string(),
	document: z.string(),
	name: z.string(),
	size: z.int(),
	sha256: z.string(),
	media_type: z.nullable(z.string()),
	language: z.nullable(z.string()),
	received_bytes: z.int(),
	is_complete: z.boolean(),
	at: z.string()
});

export type SentFile = z.infer<typeof sentFileSchema>;
