import * as z from 'zod/mini';

const size = z.int().check(z.nonnegative());
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const document = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/));
const language = z.nullable(z.string().check(z.regex(/^[a-z]{2,3}(-[a-z]{2,8})?$/)));

/** Names are cleaned and shortened by the server; what is longer than this was not written by a person. */
const maxNameLength = 1000;

/** PUT /api/v1/applications/{id}/files/{fileId}: `size` and `sha256` are those of the bytes on the device. */
export const announceBodySchema = z.readonly(
	z.object({ document, name: z.string().check(z.maxLength(maxNameLength)), size, sha256, language })
);

/** Answer to it and to PUT …/parts/{offset}: where the next part begins, and whether the file is handed in. */
export const fileProgressSchema = z.object({ received_bytes: size, is_complete: z.boolean() });

/** One document in GET /api/v1/applications/{id}. Once complete, `size` and `sha256` are those of the bytes that are kept. */
export const fileSchema = z.object({
	id: z.string(),
	document: z.string(),
	name: z.string(),
	size,
	sha256: z.string(),
	media_type: z.nullable(z.string()),
	language: z.nullable(z.string()),
	received_bytes: size,
	is_complete: z.boolean(),
	at: z.string()
});

export type AnnounceBody = z.infer<typeof announceBodySchema>;
export type FileProgress = z.infer<typeof fileProgressSchema>;
export type ApiFile = z.infer<typeof fileSchema>;
