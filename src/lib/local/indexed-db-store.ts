import { readDraft, type Draft } from '../core/draft/draft';
import { readFile, type FileRecord } from '../core/file/file';
import type { QueueItem } from '../core/sync/outbox';
import {
	StorageFailure,
	type DeviceStore,
	type FileBytes,
	type Kept,
	type KeptWithFiles,
	type SetAside
} from './device-store';
import { answerOf, finished, openDatabase } from './indexed-db';
import {
	draftsOf,
	filesOf,
	fileWrites,
	itemsOf,
	joined,
	keptOf,
	leftBy,
	queueWrites,
	refuseToReplace,
	setAsideOf,
	type FilePart,
	type FileWrites
} from './records';

export const DATABASE_NAME = 'kofei';
/** 1: drafts and items. 2: files and their bytes. */
export const DATABASE_VERSION = 2;

type Store = 'drafts' | 'items' | 'files';

const stores = ['drafts', 'items', 'files', 'bytes'];

/** The device's memory in IndexedDB. */
export class IndexedDbStore implements DeviceStore {
	#open: Promise<IDBDatabase> | undefined;

	async drafts(): Promise<readonly Draft[]> {
		return draftsOf(await this.#all('drafts'));
	}

	async draft(id: string): Promise<Draft | null> {
		return this.#use(async (database) => readDraft(await answerOf(read(database, 'drafts').get(id))));
	}

	async items(): Promise<readonly QueueItem[]> {
		return itemsOf(await this.#all('items'));
	}

	async files(): Promise<readonly FileRecord[]> {
		return filesOf(await this.#all('files'));
	}

	filePart(id: string, offset: number): Promise<Uint8Array<ArrayBuffer> | null> {
		return this.#use(async (database) => {
			const part = await answerOf(read(database, 'bytes').get([id, offset]));
			return part?.bytes ?? null;
		});
	}

	fileBytes(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
		return this.#use(async (database) => {
			const parts: readonly FilePart[] = await answerOf(read(database, 'bytes').getAll(partsOf(id)));
			return joined(readFile(await answerOf(read(database, 'files').get(id))), parts);
		});
	}

	async setAside(): Promise<readonly SetAside[]> {
		return setAsideOf(await this.#all('drafts'), await this.#all('items'), await this.#all('files'));
	}

	step(
		id: string,
		change: (kept: KeptWithFiles) => Kept | KeptWithFiles,
		bytes: FileBytes = new Map()
	): Promise<KeptWithFiles> {
		return this.#use(async (database) => {
			// Strict: the promise resolves when the bytes are on the disk, not when the system has taken them over.
			const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
			const [drafts, queue] = [transaction.objectStore('drafts'), transaction.objectStore('items')];
			const [documents, parts] = [transaction.objectStore('files'), transaction.objectStore('bytes')];
			const done = finished(transaction);
			done.catch(() => undefined);
			try {
				// The queue is short (two items for each draft and one for each file at most), so it is read whole.
				const [record, records, files] = await Promise.all([
					answerOf(drafts.get(id)),
					answerOf(queue.getAll()),
					answerOf(documents.getAll())
				]);
				const before = keptOf(id, record, records, files);
				const after = leftBy(before, change(before));
				refuseToReplace(record, after);
				const { put, remove } = queueWrites(before, after, records);
				// Async each: one that is refused at once must not leave the others' failures unheard.
				const requests = [
					...put.map(async (item) => answerOf(queue.put(item))),
					...remove.map(async (gone) => answerOf(queue.delete(gone))),
					...writeFiles(documents, parts, fileWrites(before, after, bytes)),
					writeDraft(drafts, before.draft, after.draft)
				];
				await Promise.all([...requests, done]);
				return after;
			} catch (failure) {
				// Full disks show here; the request itself may only know that it was aborted.
				const reason = transaction.error ?? failure;
				// A change that throws must leave nothing half done; without the abort the other requests would be committed.
				abort(transaction);
				throw reason;
			}
		});
	}

	async clear(): Promise<void> {
		await this.#use(async (database) => {
			const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
			const cleared = stores.map((store) => answerOf(transaction.objectStore(store).clear()));
			await Promise.all([...cleared, finished(transaction)]);
		});
	}

	#all(store: Store): Promise<unknown[]> {
		return this.#use((database) => answerOf(read(database, store).getAll()));
	}

	/**
	 * Systems close connections behind our back (iOS after a while in the background), also in the middle of a transaction,
	 * of which nothing is written then: one more attempt on a new connection, then the failure.
	 */
	async #use<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
		try {
			return await work(await this.#database());
		} catch (failure) {
			if (!isInterrupted(failure)) throw toldAsOurs(failure);
		}
		this.#open = undefined;
		try {
			return await work(await this.#database());
		} catch (failure) {
			throw toldAsOurs(failure);
		}
	}

	async #database(): Promise<IDBDatabase> {
		this.#open ??= this.#connect();
		try {
			return await this.#open;
		} catch (failure) {
			this.#open = undefined;
			throw new StorageFailure('storage_unavailable', failure);
		}
	}

	async #connect(): Promise<IDBDatabase> {
		return openDatabase({
			name: DATABASE_NAME,
			version: DATABASE_VERSION,
			// Each version adds to the one before; nothing that was stored is touched.
			upgrade(database, before) {
				if (before < 1) {
					database.createObjectStore('drafts', { keyPath: 'id' });
					database.createObjectStore('items', { keyPath: 'id' });
				}
				if (before < 2) {
					database.createObjectStore('files', { keyPath: 'id' });
					database.createObjectStore('bytes', { keyPath: ['fileId', 'offset'] });
				}
			},
			onclosed: () => {
				this.#open = undefined;
			}
		});
	}
}

function read(database: IDBDatabase, store: Store | 'bytes'): IDBObjectStore {
	return database.transaction(store).objectStore(store);
}

async function writeDraft(drafts: IDBObjectStore, before: Draft | null, after: Draft | null): Promise<void> {
	if (after && after !== before) await answerOf(drafts.put(after));
	if (!after && before) await answerOf(drafts.delete(before.id));
}

/** Async each, for the reason given where they are called. */
function writeFiles(
	files: IDBObjectStore,
	bytes: IDBObjectStore,
	{ put, remove, parts }: FileWrites
): Promise<unknown>[] {
	return [
		...put.map(async (file) => answerOf(files.put(file))),
		...parts.map(async (part) => answerOf(bytes.put(part))),
		...remove.map(async (gone) => answerOf(files.delete(gone))),
		...remove.map(async (gone) => answerOf(bytes.delete(partsOf(gone))))
	];
}

/** Every key that begins with this file: an array sorts after every number. */
function partsOf(fileId: string): IDBKeyRange {
	return IDBKeyRange.bound([fileId], [fileId, []]);
}

function abort(transaction: { abort(): void }): void {
	try {
		transaction.abort();
	} catch {
		// Already over: then nothing of it was written.
	}
}

const interruptions = ['InvalidStateError', 'TransactionInactiveError', 'AbortError', 'UnknownError'];

function isInterrupted(failure: unknown): boolean {
	return failure instanceof DOMException && interruptions.includes(failure.name);
}

/** The database speaks in DOMExceptions; anything else was thrown by our own code and is no failure of the device. */
function toldAsOurs(failure: unknown): unknown {
	if (!(failure instanceof DOMException)) return failure;
	return new StorageFailure(
		failure.name === 'QuotaExceededError' ? 'storage_full' : 'storage_unavailable',
		failure
	);
}
