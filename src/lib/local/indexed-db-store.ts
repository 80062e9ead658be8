import { openDB, type IDBPDatabase } from 'idb';
import { readDraft, type Draft } from '../core/draft/draft';
import { readItem, type QueueItem } from '../core/sync/outbox';
import { StorageFailure, type DeviceStore, type SetAside, type Step } from './device-store';

export const DATABASE_NAME = 'kofei';
const DATABASE_VERSION = 1;

type Store = 'drafts' | 'items';
type Database = IDBPDatabase;

/** The device's memory in IndexedDB. */
export class IndexedDbStore implements DeviceStore {
	#open: Promise<Database> | undefined;

	async drafts(): Promise<readonly Draft[]> {
		return (await this.#all('drafts')).map(readDraft).filter((draft) => draft !== null);
	}

	async draft(id: string): Promise<Draft | null> {
		return this.#use(async (database) => readDraft(await database.get('drafts', id)));
	}

	async items(): Promise<readonly QueueItem[]> {
		return (await this.#all('items')).map(readItem).filter((item) => item !== null);
	}

	async setAside(): Promise<readonly SetAside[]> {
		const drafts = (await this.#all('drafts')).filter((raw) => readDraft(raw) === null);
		const items = (await this.#all('items')).filter((raw) => readItem(raw) === null);
		return [
			...drafts.map((raw) => ({ id: idOf(raw), kind: 'draft' as const, raw })),
			...items.map((raw) => ({ id: idOf(raw), kind: 'item' as const, raw }))
		];
	}

	step({ draft, items = [], removeItems = [] }: Step): Promise<Draft | null> {
		return this.#use(async (database) => {
			// Strict: the promise resolves when the bytes are on the disk, not when the system has taken them over.
			const transaction = database.transaction(['drafts', 'items'], 'readwrite', { durability: 'strict' });
			const [drafts, queue] = [transaction.objectStore('drafts'), transaction.objectStore('items')];
			// A change that throws must leave nothing half done; without the abort the other requests would be committed.
			transaction.done.catch(() => undefined);
			try {
				const before = draft ? readDraft(await drafts.get(draft.id)) : null;
				const after = draft ? draft.change(before) : null;
				const requests: Promise<unknown>[] = [
					...items.map((item) => queue.put(item)),
					...removeItems.map((id) => queue.delete(id))
				];
				if (after && after !== before) requests.push(drafts.put(after));
				if (!after && before) requests.push(drafts.delete(before.id));
				await Promise.all(requests);
				await transaction.done;
				return after;
			} catch (failure) {
				abort(transaction);
				throw failure;
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

	/** Systems close connections behind our back (iOS after a while in the background): one reopening, then the failure. */
	async #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
		try {
			return await work(await this.#database());
		} catch (failure) {
			if (!isClosed(failure)) throw storageFailure(failure);
		}
		this.#open = undefined;
		try {
			return await work(await this.#database());
		} catch (failure) {
			throw storageFailure(failure);
		}
	}

	#database(): Promise<Database> {
		this.#open ??= openDB(DATABASE_NAME, DATABASE_VERSION, {
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
		this.#open.catch(() => (this.#open = undefined));
		return this.#open;
	}
}

function abort(transaction: { abort(): void }): void {
	try {
		transaction.abort();
	} catch {
		// Already over: then nothing of it was written.
	}
}

function idOf(raw: unknown): string {
	return String(Object(raw).id ?? '');
}

function isClosed(failure: unknown): boolean {
	return failure instanceof DOMException && failure.name === 'InvalidStateError';
}

function storageFailure(failure: unknown): StorageFailure {
	const isFull = failure instanceof DOMException && failure.name === 'QuotaExceededError';
	return new StorageFailure(isFull ? 'storage_full' : 'storage_unavailable', failure);
}
