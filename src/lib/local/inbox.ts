import { sharedCache, sharedNameHeader, sharedOwnerHeader } from '../core/file/share';

/** A file another app shared into this one, not yet part of any application. */
export interface SharedFile {
	readonly key: string;
	readonly name: string;
	readonly blob: Blob;
}

/**
 * What is there for this person (null: nobody is signed in; undefined: not known yet), in the order it came; what nobody had
 * seen yet becomes theirs. What came in without an account is for whoever is here, like drafts without one. Empty where
 * this browser has no such memory.
 */
export async function sharedFiles(person: string | null | undefined): Promise<readonly SharedFile[]> {
	const cache = await opened();
	const files: SharedFile[] = [];
	for (const { request, response, owner } of await filesIn(cache)) {
		if (owner !== null && owner !== '' && owner !== person) continue;
		const name = decodeURIComponent(response.headers.get(sharedNameHeader) ?? '');
		const blob = await response.blob();
		files.push({ key: request.url, name, blob });
		if (cache && owner === null && person !== undefined)
			await claim(cache, request, { response, blob, person });
	}
	return files;
}

export async function forgetShared(key: string): Promise<void> {
	await (await opened())?.delete(key);
}

/** Somebody signs out: what nobody had seen yet was theirs. `keeps` false: nothing stays but what is another person's. */
export async function leaveShared(person: string | null, keeps: boolean): Promise<void> {
	if (keeps) return void (await sharedFiles(person));
	const cache = await opened();
	for (const { request, owner } of await filesIn(cache))
		if (owner === null || owner === '' || owner === person) await cache?.delete(request);
}

async function filesIn(cache: Cache | null) {
	const requests = (await cache?.keys()) ?? [];
	const files = await Promise.all(
		requests.map(async (request) => {
			const response = await cache?.match(request);
			if (!response) return [];
			const owner = response.headers.get(sharedOwnerHeader);
			return [{ request, response, owner: owner === null ? null : decodeURIComponent(owner) }];
		})
	);
	return files.flat();
}

/** One after the other: written anew, each goes to the end of the list. A full device leaves it as it is. */
async function claim(
	cache: Cache,
	request: Request,
	{ response, blob, person }: { response: Response; blob: Blob; person: string | null }
): Promise<void> {
	const headers = new Headers(response.headers);
	headers.set(sharedOwnerHeader, encodeURIComponent(person ?? ''));
	await cache.put(request, new Response(blob, { headers })).catch(() => undefined);
}

async function opened(): Promise<Cache | null> {
	return 'caches' in globalThis ? caches.open(sharedCache).catch(() => null) : null;
}
