import { maxPartBytes } from '../api/limits';
import type { FailureCode } from '../failure/failure';
import type { FileRecord } from './file';

/** The server's word about a file that travels. */
export type Received = { readonly received_bytes: number; readonly is_complete: boolean };

/** Where the next part begins. The last part is offered again where the server has all bytes but not yet looked at them. */
export function nextOffset({ size, uploadedBytes }: FileRecord): number {
	const last = Math.max(0, Math.ceil(size / maxPartBytes) - 1);
	return Math.min(Math.floor(uploadedBytes / maxPartBytes), last) * maxPartBytes;
}

/** Offsets of the parts a file of this size is kept and sent in. */
export function partOffsets(size: number): readonly number[] {
	return Array.from({ length: Math.ceil(size / maxPartBytes) }, (_, part) => part * maxPartBytes);
}

export function afterReceived(file: FileRecord, received: Received, nowMs: number): FileRecord {
	const uploadedBytes = Math.min(Math.max(0, received.received_bytes), file.size);
	if (!received.is_complete) return { ...file, uploadedBytes };
	return { ...file, uploadedBytes: file.size, state: 'uploaded', failure: null, arrivedAtMs: nowMs };
}

/** It stays on the device and says why; a person decides what becomes of it. */
export function afterRefused(file: FileRecord, failure: FailureCode): FileRecord {
	return { ...file, state: 'refused', failure };
}

/** A person wants it offered again, from the beginning. */
export function offeredAgain(file: FileRecord): FileRecord {
	return { ...file, state: 'kept', failure: null, uploadedBytes: 0, arrivedAtMs: null };
}

/** What the server is told about a file before its first part. */
export type Announcement = Pick<FileRecord, 'document' | 'name' | 'size' | 'sha256' | 'language'>;

export function announcementOf({ document, name, size, sha256, language }: FileRecord): Announcement {
	return { document, name, size, sha256, language };
}
