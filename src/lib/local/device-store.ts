import type { Draft } from '../core/draft/draft';
import type { QueueItem } from '../core/sync/outbox';

/** Why the device could not keep something. */
export type StorageFailureCode = 'storage_full' | 'storage_unavailable';

export class StorageFailure extends Error {
	readonly code: StorageFailureCode;

	constructor(code: StorageFailureCode, cause: unknown) {
		super(code, { cause });
		this.code = code;
	}
}

/** One step of the device's memory: all of it is written in a single transaction, or nothing is. */
export interface Step {
	/**
	 * Read, changed and written within the transaction, so that two tabs never overwrite each other. `change` gets null for
	 * a draft that is not there; it gives back null to remove it, or the very same object to leave it alone.
	 */
	readonly draft?: { readonly id: string; readonly change: (draft: Draft | null) => Draft | null };
	readonly items?: readonly QueueItem[];
	readonly removeItems?: readonly string[];
}

/** Something stored that this version cannot read: kept as it is, reported, exportable, never in the way. */
export interface SetAside {
	readonly id: string;
	readonly kind: 'draft' | 'item';
	readonly raw: unknown;
}

/**
 * What lives on the device. Every implementation passes `device-store.contract.ts`.
 * A resolved `step` is durable: it survives a killed browser. Failures are `StorageFailure`.
 */
export interface DeviceStore {
	drafts(): Promise<readonly Draft[]>;
	draft(id: string): Promise<Draft | null>;
	items(): Promise<readonly QueueItem[]>;
	setAside(): Promise<readonly SetAside[]>;
	/** Gives back the draft as it is afterwards, null where there is none (any more). */
	step(step: Step): Promise<Draft | null>;
	/** Forgets everything: "this is not my phone". */
	clear(): Promise<void>;
}
