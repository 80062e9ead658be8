import { sharedCache, sharedNameHeader } from '../core/file/share';

/** A file another app shared into this one, not yet part of any application. */
export interface SharedFile {
	readonly key: string;
	readonly name: string;
	readonly blob: Blob;
}

/** In the order they came; empty where this browser has no such memory. */
export async function sharedFiles(): Promise<readonly SharedFile[]> {
	const cache = await opened();
	const requests = (await cache?.keys()) ?? [];
	const files = await Promise.all(
		requests.map(async (request) => {
			const response = await cache?.match(request);
			if (!response) return [];
			const name = decodeURIComponent(response.headers.get(sharedNameHeader) ?? '');
			return [{ key: request.url, name, blob: await response.blob() }];
		})
	);
	return files.flat();
}

export async function forgetShared(key: string): Promise<void> {
	await (await opened())?.delete(key);
}

async function opened(): Promise<Cache | null> {
	return 'caches' in globalThis ? caches.open(sharedCache).catch(() => null) : null;
}
