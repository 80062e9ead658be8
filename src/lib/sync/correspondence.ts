import { maxPartBytes } from '../core/api/limits';
import { readCodeAnswer, readFileProgress } from '../core/api/answers';
import type { Correspondence, MessageBody, OpenedLetter } from '../core/api/correspondence';
import { readCorrespondence, readOpenedLetter } from '../core/api/correspondence-answers';
import type { FileProgress } from '../core/api/files';
import type { Reader } from '../core/api/reader';
import { partOffsets, type Announcement } from '../core/file/upload';
import { exchange, type Answer } from './transport';

/** The ways to the server for letters and messages of one application. Nothing here waits in the outbox: it happens now or not. */
export function correspondenceOver(fetch: typeof globalThis.fetch, id: string) {
	const at = (rest: string) => `/applications/${encodeURIComponent(id)}${rest}`;
	const call = <T>(method: string, rest: string, read: Reader<T>, body?: unknown): Promise<Answer<T>> =>
		exchange(fetch, { method, path: at(rest), body }, read);
	return {
		read: (): Promise<Answer<Correspondence>> => call('GET', '/correspondence', readCorrespondence),
		openLetter: (letter: string, locale: string): Promise<Answer<OpenedLetter>> =>
			call('POST', `/letters/${encodeURIComponent(letter)}/open`, readOpenedLetter, { locale }),
		noteRead: () => call('POST', '/messages/read', readCodeAnswer, {}),
		write: (body: MessageBody) => call('POST', '/messages', readCodeAnswer, body),
		/** A document for a message, part by part. Repeating it goes on where it stopped. */
		handIn: async (
			fileId: string,
			announcement: Announcement,
			bytes: Uint8Array<ArrayBuffer>
		): Promise<Answer<FileProgress>> => {
			const path = at(`/files/${encodeURIComponent(fileId)}`);
			let answer = await exchange(fetch, { method: 'PUT', path, body: announcement }, readFileProgress);
			for (const offset of partOffsets(bytes.length)) {
				if (!answer.isOk || answer.data.is_complete) return answer;
				const part = bytes.slice(offset, offset + maxPartBytes);
				answer = await exchange(
					fetch,
					{ method: 'PUT', path: `${path}/parts/${offset}`, bytes: part },
					readFileProgress
				);
			}
			return answer;
		},
		remove: (fileId: string) => call('DELETE', `/files/${encodeURIComponent(fileId)}`, readCodeAnswer)
	};
}
