/** IndexedDB with promises: the five lines of it that the device's store needs, where a library would weigh a kilobyte. */

interface OpenParts {
	readonly name: string;
	readonly version: number;
	readonly upgrade: (database: IDBDatabase, before: number) => void;
	/** Closed behind our back, or because a newer version in another tab must not wait. */
	readonly onclosed: () => void;
}

export function openDatabase({ name, version, upgrade, onclosed }: OpenParts): Promise<IDBDatabase> {
	const request = indexedDB.open(name, version);
	request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
	return answerOf(request).then((database) => {
		database.onclose = onclosed;
		database.onversionchange = () => {
			database.close();
			onclosed();
		};
		return database;
	});
}

export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

/** On the disk, where the transaction is strict. */
export function finished(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		const fail = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
		transaction.onerror = fail;
		transaction.onabort = fail;
	});
}
