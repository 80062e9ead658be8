import { openDB, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import { readDraft, type Draft } from '../core/draft/draft';
import type { QueueItem } from '../core/sync/outbox';
import { StorageFailure, type DeviceStore, type Kept, type SetAside } from './device-store';
import { draftsOf, itemsOf, keptOf, queueWrites, refuseToReplace, setAsideOf } from './records';

export const DATABASE_NAME = 'kofei';
const DATABASE_VERSION = 1;

type Store = 'drafts' | 'items';
type Database = IDBPDatabase;
type DraftStore = IDBPObjectStore<unknown, string[], 'drafts', 'readwrite'>;

/** The device's memory in IndexedDB. */
export class IndexedDbStore implements DeviceStore {
	#open: Promise<Database> | undefined;

	async drafts(): Promise<readonly Draft[]> {
		return draftsOf(await this.#all('drafts'));
	}

	async draft(id: string): Promise<Draft | null> {
		return this.#use(async (database) => readDraft(await database.get('drafts', id)));
	}

	async items(): Promise<readonly QueueItem[]> {
		return itemsOf(await this.#all('items'));
	}

	async setAside(): Promise<readonly SetAside[]> {
		return setAsideOf(await this.#all('drafts'), await this.#all('items'));
	}

	step(id: string, change: (kept: Kept) => Kept): Promise<Kept> {
		return this.#use(async (database) => {
			// Strict: the promise resolves when the bytes are on the disk, not when the system has taken them over.
			const transaction = database.transaction(['drafts', 'items'], 'readwrite', { durability: 'strict' });
			const [drafts, queue] = [transaction.objectStore('drafts'), transaction.objectStore('items')];
			transaction.done.catch(() => undefined);
			try {
				// The queue is short (two items for each draft at most), so it is read whole.
				const [record, records] = await Promise.all([drafts.get(id), queue.getAll()]);
				const before = keptOf(id, record, records);
				const after = change(before);
				refuseToReplace(record, after);
				const { put, remove } = queueWrites(before, after, records);
				// Async each: one that is refused at once must not leave the others' failures unheard.
				const requests = [
					...put.map(async (item) => queue.put(item)),
					...remove.map(async (gone) => queue.delete(gone)),
					writeDraft(drafts, before.draft, after.draft)
				];
				await Promise.all([...requests, transaction.done]);
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
			const transaction = database.transaction(['drafts', 'items'], 'readwrite', { durability: 'strict' });
			await Promise.all([
				transaction.objectStore('drafts').clear(),
				transaction.objectStore('items').clear(),
				transaction.done
			]);
		});
	}

	#all(store: Store): Promise<unknown[]> {
		return this.#use((database) => database.getAll(store));
	}

	/**
	 * Systems close connections behind our back (iOS after a while in the background), also in the middle of a transaction,
	 * of which nothing is written then: one more attempt on a new connection, then the failure.
	 */
	async #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
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

	async #database(): Promise<Database> {
		this.#open ??= this.#connect();
		try {
			return await this.#open;
		} catch (failure) {
			this.#open = undefined;
			throw new StorageFailure('storage_unavailable', failure);
		}
	}

	async #connect(): Promise<Database> {
		return openDB(DATABASE_NAME, DATABASE_VERSION, {
			upgrade(database) {
				database.createObjectStore('drafts', { keyPath: 'id' });
				database.createObjectStore('items', { keyPath: 'id' });
			},
			// A newer version in another tab must not wait for this one.
			blocking: (_current, _blocked, event) => {
				if (event.target instanceof IDBDatabase) event.target.close();
				this.#open = undefined;
			},
			terminated: () => {
				this.#open = undefined;
			}
		});
	}
}

async function writeDraft(drafts: DraftStore, before: Draft | null, after: Draft | null): Promise<void> {
	if (after && after !== before) await drafts.put(after);
	if (!after && before) await drafts.delete(before.id);
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
