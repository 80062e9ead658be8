import type { Draft } from '../core/draft/draft';
import type { FileRecord } from '../core/file/file';
import type { QueueItem } from '../core/sync/outbox';

/** Why the device could not keep something. `unreadable`: another version wrote it, and this one must not replace it. */
export type StorageFailureCode = 'storage_full' | 'storage_unavailable' | 'unreadable';

export class StorageFailure extends Error {
	readonly code: StorageFailureCode;

	constructor(code: StorageFailureCode, cause: unknown) {
		super(code, { cause });
		this.code = code;
	}
}

/** What the device holds about one application: its words, and what waits to travel for it. */
export interface Kept {
	readonly draft: Draft | null;
	readonly items: readonly QueueItem[];
}

/** The same with its documents. */
export interface KeptWithFiles extends Kept {
	readonly files: readonly FileRecord[];
}

/** Bytes of files that a step adds, by the file's id. */
export type FileBytes = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Something stored that this version cannot read: kept as it is, reported, exportable, never in the way. */
export interface SetAside {
	readonly id: string;
	readonly kind: 'draft' | 'item' | 'file';
	readonly raw: unknown;
}

/**
 * What lives on the device. Every implementation passes `device-store.contract.ts`.
 * A resolved `step` is durable: it survives a killed browser. What the device refuses is a `StorageFailure`.
 */
export interface DeviceStore {
	drafts(): Promise<readonly Draft[]>;
	draft(id: string): Promise<Draft | null>;
	items(): Promise<readonly QueueItem[]>;
	files(): Promise<readonly FileRecord[]>;
	/** The part of a file that begins at this offset (see core/file/upload); null where the device has lost it. */
	filePart(id: string, offset: number): Promise<Uint8Array<ArrayBuffer> | null>;
	/** All bytes of a file; null where the device has lost any of them, or never had them. */
	fileBytes(id: string): Promise<Uint8Array<ArrayBuffer> | null>;
	setAside(): Promise<readonly SetAside[]>;
	/**
	 * Reads, changes and writes what is kept about one application in a single transaction: two tabs, or the machine and
	 * the person, never overwrite each other, and either all of it is written or nothing. A draft or item that `change`
	 * leaves out is removed, the very same object is left alone. Files are left as they are where `change` does not speak of
	 * them; they go with their draft, and their bytes with them. When `change` throws, nothing is written and its failure
	 * is handed on; so it is (`unreadable`) when a draft would replace a record of another version.
	 * It may be called a second time after the system closed the connection.
	 */
	step(
		id: string,
		change: (kept: KeptWithFiles) => Kept | KeptWithFiles,
		bytes?: FileBytes
	): Promise<KeptWithFiles>;
	/** Forgets everything: "this is not my phone". */
	clear(): Promise<void>;
}
