/** IndexedDB with promises: the five lines of it that the device's store needs, where a library would weigh a kilobyte. */

interface OpenParts {
	readonly name: string;
	readonly version: number;
	readonly upgrade: (database: IDBDatabase, before: number) => void;
	/** Closed behind our back, or because a newer version in another tab must not wait. */
	readonly onclosed: () => void;
}

/** Twice what the slowest phone took for its whole first screen. */
const PATIENCE_MS = 5000;

export function openDatabase({ name, version, upgrade, onclosed }: OpenParts): Promise<IDBDatabase> {
	const request = indexedDB.open(name, version);
	request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
	let isLate = false;
	// An older tab that sleeps gives way to nobody, and for hours: people must know that nothing is kept.
	const late = new Promise<never>((_, reject) =>
		setTimeout(() => {
			isLate = true;
			reject(new DOMException('no answer', 'TimeoutError'));
		}, PATIENCE_MS)
	);
	const opened = answerOf(request).then((database) => {
		if (isLate) database.close();
		database.onclose = onclosed;
		database.onversionchange = () => {
			database.close();
			onclosed();
		};
		return database;
	});
	return Promise.race([opened, late]);
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
