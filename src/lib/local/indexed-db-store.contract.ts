import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newSave } from '../core/sync/outbox';
import {
	addFile,
	areSame,
	keptFile,
	someBytes,
	writing,
	writtenDraft,
	type Device
} from './device-store.contract';
import { openDatabase } from './indexed-db';
import { DATABASE_NAME, DATABASE_VERSION, IndexedDbStore } from './indexed-db-store';

/** A device without any memory of earlier tests. */
export async function freshDevice(): Promise<Device> {
	await deleteDB(DATABASE_NAME);
	const store = new IndexedDbStore();
	return {
		store,
		otherTab: new IndexedDbStore(),
		plant: async (kind, record) => {
			await store.drafts();
			const database = await openDB(DATABASE_NAME);
			await database.put(`${kind}s`, record);
			database.close();
		}
	};
}

/** What systems do to a database, in a browser and in the imitation of one. */
export function indexedDbFaults(name: string): void {
	describe(`a database under pressure: ${name}`, () => {
		let store: IndexedDbStore;
		beforeEach(async () => {
			await deleteDB(DATABASE_NAME);
			store = new IndexedDbStore();
			await store.step('a', writing('a', { need: 'kept' }));
		});
		afterEach(() => vi.restoreAllMocks());

		const contents = async () => [await store.drafts(), await store.items()];

		it('keeps everything of the version before, also what waits in the queue', async () => {
			await deleteDB(DATABASE_NAME);
			const before = await openDB(DATABASE_NAME, 1, {
				upgrade(database) {
					database.createObjectStore('drafts', { keyPath: 'id' });
					database.createObjectStore('items', { keyPath: 'id' });
				}
			});
			const draft = writtenDraft('a', { need: 'of the first version' });
			await before.put('drafts', draft);
			await before.put('items', newSave('a', 1));
			before.close();
			const after = new IndexedDbStore();
			expect([await after.drafts(), await after.items()]).toEqual([[draft], [newSave('a', 1)]]);
			await addFile(after, keptFile('f', 'a'));
			expect(areSame(await after.fileBytes('f'), someBytes)).toBe(true);
		});

		it('says that the disk is full when a photo does not fit, with nothing of it left behind', async () => {
			const { put } = IDBObjectStore.prototype;
			for (const refused of [1, 2, 3, 4, 5]) {
				let writes = 0;
				const spy = vi.spyOn(IDBObjectStore.prototype, 'put');
				spy.mockImplementation(function (this: IDBObjectStore, value) {
					writes += 1;
					if (writes === refused) throw new DOMException('full', 'QuotaExceededError');
					return put.call(this, value);
				});
				await expect(addFile(store, keptFile('f', 'a'))).rejects.toMatchObject({ code: 'storage_full' });
				expect(writes).toBeGreaterThanOrEqual(refused);
				spy.mockRestore();
				expect([await store.files(), await store.filePart('f', 0)]).toEqual([[], null]);
				expect((await store.items()).map(({ id }) => id)).toEqual(['save_a']);
			}
		});

		it('does not take half a file for one', async () => {
			await addFile(store, keptFile('f', 'a'));
			const database = await openDB(DATABASE_NAME);
			await database.delete('bytes', ['f', 0]);
			database.close();
			expect([await store.fileBytes('f'), await store.filePart('f', 0)]).toEqual([null, null]);
		});

		it('opens a connection again that the system has closed', async () => {
			await closeConnections(store);
			await store.step('a', writing('a', { aims: 'later' }));
			expect((await store.draft('a'))?.fields).toEqual({ need: 'kept', aims: 'later' });
			await closeConnections(store);
			expect(await store.items()).toHaveLength(1);
		});

		it('does a step again that the system broke off', async () => {
			const { put } = IDBObjectStore.prototype;
			vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
				this: IDBObjectStore,
				value
			) {
				const request = put.call(this, value);
				this.transaction.abort();
				return request;
			});
			await store.step('a', writing('a', { aims: 'later' }));
			expect((await store.draft('a'))?.fields).toEqual({ need: 'kept', aims: 'later' });
		});

		it.each([1, 2])('says that the disk is full, with nothing half written (write %i)', async (count) => {
			const before = await contents();
			const { put } = IDBObjectStore.prototype;
			let writes = 0;
			const spy = vi.spyOn(IDBObjectStore.prototype, 'put');
			spy.mockImplementation(function (this: IDBObjectStore, value) {
				writes += 1;
				if (writes >= count) throw new DOMException('full', 'QuotaExceededError');
				return put.call(this, value);
			});
			const attempt = store.step('a', (kept) => ({
				...writing('a', { need: 'much' })(kept),
				items: kept.items.map((item) => ({ ...item, attempts: 9 }))
			}));
			await expect(attempt).rejects.toMatchObject({ code: 'storage_full' });
			expect(writes).toBeGreaterThanOrEqual(count);
			spy.mockRestore();
			expect(await contents()).toEqual(before);
		});

		it.each(['SecurityError', 'InvalidStateError', 'UnknownError'])(
			'says that there is no memory where opening is refused (%s), and tries anew the next time',
			async (error) => {
				const refused = new IndexedDbStore();
				const spy = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
					throw new DOMException('no', error);
				});
				await expect(refused.drafts()).rejects.toMatchObject({ code: 'storage_unavailable' });
				spy.mockRestore();
				expect(await refused.drafts()).toHaveLength(1);
			}
		);

		it('gives way to a newer version in another tab, and says that it can keep nothing more', async () => {
			const newer = await openDB(DATABASE_NAME, DATABASE_VERSION + 1);
			await expect(store.step('a', writing('a', { need: 'old' }))).rejects.toMatchObject({
				code: 'storage_unavailable'
			});
			expect(await newer.get('drafts', 'a')).toMatchObject({ fields: { need: 'kept' } });
			newer.close();
		});

		it('says that there is no memory while an older tab sleeps and does not give way, and tries anew the next time', async () => {
			const name = `${DATABASE_NAME}-sleeping`;
			const open = (version: number) =>
				openDatabase({ name, version, upgrade: () => undefined, onclosed: () => undefined });
			const sleeping = await open(1);
			sleeping.onversionchange = null;
			vi.useFakeTimers({ toFake: ['setTimeout'] });
			for (const attempt of [1, 2]) {
				const refused = expect(open(2), String(attempt)).rejects.toMatchObject({ name: 'TimeoutError' });
				await vi.advanceTimersByTimeAsync(5000);
				await refused;
			}
			vi.useRealTimers();
			sleeping.close();
			const awake = await open(2);
			// Nothing of the first attempt is left that would be in the way of others.
			awake.close();
			(await open(3)).close();
		});

		it('asks for the strictest durability there is', async () => {
			const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
			await store.step('a', writing('a', { aims: 'x' }));
			await store.clear();
			const strict = [['drafts', 'items', 'files', 'bytes'], 'readwrite', { durability: 'strict' }];
			expect(spy.mock.calls).toEqual([strict, strict]);
		});
	});
}

/** As a system does it: without a word to the page. */
async function closeConnections(store: IndexedDbStore): Promise<void> {
	const spy = vi.spyOn(IDBDatabase.prototype, 'transaction');
	await store.items();
	for (const database of spy.mock.contexts) if (database instanceof IDBDatabase) database.close();
	spy.mockRestore();
}
