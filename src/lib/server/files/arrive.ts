import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { secretClient, type Client } from '../supabase/clients';
import { dataOf, Refusal } from '../supabase/failure';
import { discard, keep, readParts, type FileAddress } from '../supabase/file-bytes';
import type { Verdict } from './judge';

const row = z.object({
	name: z.string(),
	announced_size: z.number(),
	announced_sha256: z.string(),
	storage_path: z.nullable(z.string())
});

const underWay = new Map<string, Promise<void>>();

/**
 * What happens after the last part: put together, checked against its hash, judged, kept, handed in. A device that lost
 * the answer and asks again while this goes on waits for the same work; in another process it is done twice, and the
 * first verdict stands. Throws `Refusal` with the fault of the bytes (422), the same one for every repetition.
 */
export function arrive(client: Client, file: FileAddress): Promise<void> {
	const already = underWay.get(file.id);
	if (already) return already;
	const work = finish(client, file).finally(() => underWay.delete(file.id));
	underWay.set(file.id, work);
	return work;
}

async function finish(client: Client, file: FileAddress): Promise<void> {
	const answer = await client
		.from('files')
		.select('name, announced_size, announced_sha256, storage_path')
		.eq('id', file.id)
		.eq('application_id', file.applicationId);
	const [announced] = z.array(row).parse(dataOf(answer));
	if (!announced) throw new Refusal('not_found', 404);
	const secret = await secretClient();
	if (announced.storage_path === null) {
		const bytes = await readParts(client, file, announced.announced_size);
		await settle(secret, file, await verdictOn(bytes, announced));
	}
	dataOf(await client.rpc('complete_file', { p_id: file.id }));
	await discard(secret, file, null);
}

async function verdictOn(bytes: Uint8Array | null, announced: z.infer<typeof row>): Promise<Verdict> {
	if (bytes === null || sha256(bytes) !== announced.announced_sha256) return { fault: 'file_damaged' };
	const { judge } = await import('./judge');
	return judge(bytes, announced.name);
}

/** Writes the verdict down, and the bytes before it: a verdict always has its bytes. */
async function settle(secret: Client, file: FileAddress, verdict: Verdict): Promise<void> {
	if (verdict.fault !== null) {
		const standing = await judged(secret, { p_id: file.id, p_refusal: verdict.fault });
		if (standing !== null) return;
		await discard(secret, file, null);
		throw new Refusal(verdict.fault, 422);
	}
	const hash = sha256(verdict.bytes);
	const path = `${file.applicationId}/${file.id}/${hash}`;
	await keep(secret, path, verdict);
	const standing = await judged(secret, {
		p_id: file.id,
		p_name: verdict.name,
		p_size: verdict.bytes.length,
		p_sha256: hash,
		p_media_type: verdict.mediaType
	});
	if (standing !== path) await discard(secret, file, path);
}

/** The path of the bytes that are kept, null for a refusal. */
async function judged(secret: Client, verdict: Record<string, unknown>): Promise<string | null> {
	const none = { p_refusal: null, p_name: null, p_size: null, p_sha256: null, p_media_type: null };
	const { data, error } = await secret.rpc('judge_file', { ...none, ...verdict });
	return error ? dataOf({ data: null, error }) : data;
}

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
