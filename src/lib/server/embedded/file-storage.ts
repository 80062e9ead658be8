import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { App } from '@supabase/lite';

type StorageAdapter = NonNullable<App['_storageAdapter']>;
type Body = Parameters<StorageAdapter['uploadObject']>[3];
type Metadata = Awaited<ReturnType<StorageAdapter['headObject']>>;

/**
 * Where the embedded backend keeps the bytes of its buckets: one file each under `folder`, or memory for null (tests).
 * Supabase Lite has such an adapter and does not export it. Names of objects are hashed, so that none of them can lead
 * out of the folder; the type is not kept, because `public.files` knows it.
 */
export function fileStorage(folder: string | null): StorageAdapter {
	const store = folder === null ? inMemory() : onDisk(folder);
	const copy = async (from: string, to: string) => store.write(to, await store.read(from));
	return {
		driver: null,
		async getObject(bucket, key) {
			const bytes = await store.read(placeOf(bucket, key));
			return { httpStatusCode: 200, metadata: metadataOf(bytes), body: bytes };
		},
		async uploadObject(bucket, key, _version, body) {
			const bytes = await bytesOf(body);
			await store.write(placeOf(bucket, key), bytes);
			return metadataOf(bytes);
		},
		deleteObject: (bucket, key) => store.remove(placeOf(bucket, key)),
		async deleteObjects(bucket, keys) {
			for (const key of keys) await store.remove(placeOf(bucket, key));
		},
		async copyObject(sourceBucket, source, _version, bucket, key) {
			const to = placeOf(bucket, key);
			await copy(placeOf(sourceBucket, source), to);
			return { httpStatusCode: 200, eTag: metadataOf(await store.read(to)).eTag };
		},
		headObject: async (bucket, key) => metadataOf(await store.read(placeOf(bucket, key))),
		privateAssetUrl: () => Promise.reject(new Error('The embedded backend hands out no addresses of files.'))
	};
}

interface Store {
	read(place: string): Promise<Buffer>;
	write(place: string, bytes: Buffer): Promise<void>;
	remove(place: string): Promise<void>;
}

function onDisk(folder: string): Store {
	const at = (place: string) => path.resolve(folder, place.slice(0, 2), place);
	return {
		read: (place) => readFile(at(place)),
		async write(place, bytes) {
			await mkdir(path.dirname(at(place)), { recursive: true });
			// A process that ends in the middle leaves the object as it was, never half of it.
			const draft = `${at(place)}.${randomUUID()}`;
			await writeFile(draft, bytes, { flush: true });
			await rename(draft, at(place));
		},
		remove: (place) => rm(at(place), { force: true })
	};
}

function inMemory(): Store {
	const objects = new Map<string, Buffer>();
	return {
		async read(place) {
			const bytes = objects.get(place);
			if (!bytes) throw new Error('no such object');
			return bytes;
		},
		write: async (place, bytes) => void objects.set(place, bytes),
		remove: async (place) => void objects.delete(place)
	};
}

function placeOf(bucket: string, key: string): string {
	return createHash('sha256').update(`${bucket}\n${key}`).digest('hex');
}

function metadataOf(bytes: Buffer): Metadata {
	return {
		cacheControl: 'no-store',
		contentLength: bytes.length,
		size: bytes.length,
		mimetype: 'application/octet-stream',
		eTag: `"${createHash('sha256').update(bytes).digest('hex')}"`
	};
}

async function bytesOf(body: Body): Promise<Buffer> {
	if (body instanceof Uint8Array) return Buffer.from(body);
	return Buffer.from(await new Response(body as ReadableStream).arrayBuffer());
}
