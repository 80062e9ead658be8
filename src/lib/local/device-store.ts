import type { Draft } from '../core/draft/draft';
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

/** Something stored that this version cannot read: kept as it is, reported, exportable, never in the way. */
export interface SetAside {
	readonly id: string;
	readonly kind: 'draft' | 'item';
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
	setAside(): Promise<readonly SetAside[]>;
	/**
	 * Reads, changes and writes what is kept about one application in a single transaction: two tabs, or the machine and
	 * the person, never overwrite each other, and either all of it is written or nothing. A draft or item that `change`
	 * leaves out is removed, the very same object is left alone. When `change` throws, nothing is written and its failure
	 * is handed on; so it is (`unreadable`) when a draft would replace a record of another version.
	 * It may be called a second time after the system closed the connection.
	 */
	step(id: string, change: (kept: Kept) => Kept): Promise<Kept>;
	/** Forgets everything: "this is not my phone". */
	clear(): Promise<void>;
}
