import type { Client } from './clients';
import { Refusal } from './failure';

const KEPT = 'files';
const PARTS = 'file-parts';
const MOST_PARTS = 1000;

export interface FileAddress {
	readonly applicationId: string;
	readonly id: string;
}

/** Stores the part that is due, as the person: the policies of the bucket decide. Repeating it is fine. */
export async function storePart(
	client: Client,
	file: FileAddress,
	{ offset, bytes }: { offset: number; bytes: Uint8Array }
): Promise<void> {
	const { error } = await client.storage
		.from(PARTS)
		.upload(`${folderOf(file)}/${offset}`, bytes, { contentType: 'application/octet-stream', upsert: true });
	if (error) throw refusalOfStorage(error);
}

/** The parts put together; null where one is missing or they do not make up `size`. */
export async function readParts(client: Client, file: FileAddress, size: number): Promise<Uint8Array | null> {
	const whole = new Uint8Array(size);
	for (let offset = 0; offset < size;) {
		const { data, error } = await client.storage.from(PARTS).download(`${folderOf(file)}/${offset}`);
		if (error && isMissing(error)) return null;
		if (error) throw refusalOfStorage(error);
		if (data.size === 0 || offset + data.size > size) return null;
		whole.set(new Uint8Array(await data.arrayBuffer()), offset);
		offset += data.size;
	}
	return whole;
}

/** For the secret key: the place of the bytes under their own hash, so that a second verdict cannot overwrite the first. */
export async function keep(
	client: Client,
	path: string,
	{ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }
): Promise<void> {
	const { error } = await client.storage
		.from(KEPT)
		.upload(path, bytes, { contentType: mediaType, upsert: true });
	if (error) throw refusalOfStorage(error);
}

/** For the secret key: removes what nobody needs any more. Bytes left behind cost space and can be read by nobody. */
export async function discard(client: Client, file: FileAddress, keptPath: string | null): Promise<void> {
	await removeObject(client, { bucket: PARTS, path: `${folderOf(file)}/` });
	if (keptPath) await removeObject(client, { bucket: KEPT, path: keptPath });
}

/** For the secret key: removes one object, or everything in a folder, whose path ends with a slash. Gone already is fine. */
export async function removeObject(
	client: Client,
	{ bucket, path }: { readonly bucket: string; readonly path: string }
): Promise<void> {
	const objects = client.storage.from(bucket);
	const paths = path.endsWith('/') ? await namesIn(client, bucket, path.slice(0, -1)) : [path];
	if (paths.length === 0) return;
	const { error } = await objects.remove(paths);
	if (error && !isMissing(error)) throw refusalOfStorage(error);
}

async function namesIn(client: Client, bucket: string, folder: string): Promise<string[]> {
	const { data } = await client.storage.from(bucket).list(folder, { limit: MOST_PARTS });
	// Supabase lists names inside the folder, the embedded backend whole paths.
	return (data ?? []).map(({ name }) => `${folder}/${name.split('/').at(-1)}`);
}

/** The bytes of a document, for whoever may see its row. */
export async function open(client: Client, path: string): Promise<Blob> {
	const { data, error } = await client.storage.from(KEPT).download(path);
	if (error) throw refusalOfStorage(error);
	return data;
}

const folderOf = ({ applicationId, id }: FileAddress) => `${applicationId}/${id}`;

/** Supabase Storage answers 400 and says in `statusCode` what it means. */
interface StorageFailure {
	readonly message: string;
	readonly status?: number | undefined;
	readonly statusCode?: string | undefined;
}

const codeOf = ({ status, statusCode }: StorageFailure) => Number(statusCode ?? status);
const isMissing = (failure: StorageFailure) => codeOf(failure) === 404;

function refusalOfStorage(failure: StorageFailure): Error {
	const code = codeOf(failure);
	if (code === 401) return new Refusal('signed_out', 401);
	if (code === 403 || code === 404) return new Refusal('not_found', 404);
	if (code === 413) return new Refusal('payload_too_large', 413);
	return new Error(`storage ${code}: ${failure.message}`);
}
