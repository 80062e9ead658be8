import type { Page } from '@playwright/test';

/** Everything this origin keeps for all windows of a browser, as one text to search in. */
export async function keptOnDevice(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const found: unknown[] = [document.cookie, { ...localStorage }];
		for (const { name, version } of await indexedDB.databases()) {
			const database = await new Promise<IDBDatabase>((resolve, reject) => {
				const request = indexedDB.open(name ?? '', version);
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
			for (const store of database.objectStoreNames)
				found.push(
					await new Promise((resolve) => {
						const request = database.transaction(store).objectStore(store).getAll();
						request.onsuccess = () => resolve(request.result);
					})
				);
			database.close();
		}
		for (const name of await caches.keys())
			found.push((await (await caches.open(name)).keys()).map(({ url }) => url));
		return JSON.stringify(found);
	});
}
