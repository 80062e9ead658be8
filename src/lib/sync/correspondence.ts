import * as z from 'zod/mini';
import {
	correspondenceSchema,
	openedLetterSchema,
	type Correspondence,
	type MessageBody,
	type OpenedLetter
} from '../core/api/correspondence';
import { fileProgressSchema, type FileProgress } from '../core/api/files';
import { misread, type Reader } from '../core/api/reader';
import { codeAnswerSchema } from '../core/api/session';
import { partOffsets, type Announcement } from '../core/file/upload';
import { maxPartBytes } from '../core/api/limits';
import { exchange, type Answer } from './transport';

// zod would try `new Function` to be faster, which our content security policy forbids and reports.
z.config({ jitless: true });

/** The ways to the server for letters and messages of one application. Nothing here waits in the outbox: it happens now or not. */
export function correspondenceOver(fetch: typeof globalThis.fetch, id: string) {
	const at = (rest: string) => `/applications/${encodeURIComponent(id)}${rest}`;
	const call = <T>(
		method: string,
		rest: string,
		schema: z.ZodMiniType<T>,
		body?: unknown
	): Promise<Answer<T>> => exchange(fetch, { method, path: at(rest), body }, readBy(schema));
	return {
		read: (): Promise<Answer<Correspondence>> => call('GET', '/correspondence', correspondenceSchema),
		openLetter: (letter: string, locale: string): Promise<Answer<OpenedLetter>> =>
			call('POST', `/letters/${encodeURIComponent(letter)}/open`, openedLetterSchema, { locale }),
		noteRead: () => call('POST', '/messages/read', codeAnswerSchema, {}),
		write: (body: MessageBody) => call('POST', '/messages', codeAnswerSchema, body),
		/** A document for a message, part by part. Repeating it goes on where it stopped. */
		handIn: async (
			fileId: string,
			announcement: Announcement,
			bytes: Uint8Array<ArrayBuffer>
		): Promise<Answer<FileProgress>> => {
			const path = at(`/files/${encodeURIComponent(fileId)}`);
			let answer = await exchange(
				fetch,
				{ method: 'PUT', path, body: announcement },
				readBy(fileProgressSchema)
			);
			for (const offset of partOffsets(bytes.length)) {
				if (!answer.isOk || answer.data.is_complete) return answer;
				const part = bytes.slice(offset, offset + maxPartBytes);
				answer = await exchange(
					fetch,
					{ method: 'PUT', path: `${path}/parts/${offset}`, bytes: part },
					readBy(fileProgressSchema)
				);
			}
			return answer;
		},
		remove: (fileId: string) => call('DELETE', `/files/${encodeURIComponent(fileId)}`, codeAnswerSchema)
	};
}

/** One place alone asks for these, online and late: it loads the schemas themselves. */
function readBy<T>(schema: z.ZodMiniType<T>): Reader<T> {
	return (value) => {
		const parsed = schema.safeParse(value);
		return parsed.success ? parsed.data : misread;
	};
}
