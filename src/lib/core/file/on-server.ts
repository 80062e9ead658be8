import type { ApiFile } from '../api/files';
import type { QueueItem } from '../sync/outbox';
import { parseInstant } from '../time/instant';
import { type FileRecord, fileVersion } from './file';
import { afterReceived, afterRefused } from './upload';

export type Look = {
	readonly draftId: string;
	/** What is not brought in: `knownHere` when the server was asked, and what waits to be removed now. */
	readonly known: ReadonlySet<string>;
	/** When the server was asked, by this device's clock: what arrived later it could not know about. */
	readonly askedAtMs: number;
	/** The server was restored from a backup since it arrived: where it is missing, nobody took it away. */
	readonly wasBefore?: (file: FileRecord) => boolean;
};

/**
 * The documents of an application after a look at the server: those of other devices are shown too, and what this device
 * believed to have arrived and the server has not is said to be missing. Nothing that lies here is removed.
 */
export function withServerFiles(
	files: readonly FileRecord[],
	sent: readonly ApiFile[],
	look: Look
): readonly FileRecord[] {
	const known = files.flatMap((file) => {
		const found = sent.find(({ id }) => id === file.id);
		if (found?.is_complete)
			return [file.state === 'uploaded' && !look.wasBefore?.(file) ? file : arrived(file, look.askedAtMs)];
		if (!isMissing(file, sent, look.askedAtMs)) return [file];
		return file.isHere || look.wasBefore?.(file)
			? [afterRefused({ ...file, uploadedBytes: 0 }, 'not_found')]
			: [];
	});
	const others = sent.filter(
		({ id, is_complete }) => is_complete && !look.known.has(id) && !files.some((file) => file.id === id)
	);
	return [...known, ...others.map((file) => ofElsewhere(file, look))];
}

/** It had arrived, and the server has not got it any more. */
export function isMissing(file: FileRecord, sent: readonly ApiFile[], askedAtMs: number): boolean {
	const isThere = sent.some(({ id, is_complete }) => is_complete && id === file.id);
	return file.state === 'uploaded' && !isThere && (file.arrivedAtMs ?? 0) < askedAtMs;
}

/** Ids of the files on this device and of those on their way out of it: an answer asked for now does not bring them back later. */
export function knownHere(files: readonly FileRecord[], items: readonly QueueItem[]): ReadonlySet<string> {
	const leaving = items.flatMap((item) => (item.kind === 'discard' ? [item.fileId] : []));
	return new Set([...files.map(({ id }) => id), ...leaving]);
}

function arrived(file: FileRecord, nowMs: number): FileRecord {
	return afterReceived(file, { received_bytes: file.size, is_complete: true }, nowMs);
}

function ofElsewhere(file: ApiFile, { draftId, askedAtMs }: Look): FileRecord {
	const { id, document, name, size, sha256, media_type, language, at } = file;
	return {
		id,
		draftId,
		version: fileVersion,
		document,
		name,
		mediaType: media_type ?? '',
		size,
		sha256,
		language,
		createdAtMs: parseInstant(at) ?? askedAtMs,
		state: 'uploaded',
		failure: null,
		uploadedBytes: size,
		arrivedAtMs: askedAtMs,
		pageCount: null,
		page: null,
		isHere: false
	};
}
