import * as z from 'zod/mini';
import type { AnnounceBody, ApiFile, FileProgress } from '../../core/api/files';
import { isProofDocument } from '../../core/proof/fields';
import { cleanName } from '../files/name';
import { arrive } from '../files/arrive';
import { secretClient, type Client } from './clients';
import { dataOf, Refusal } from './failure';
import { discard, open, storePart, type FileAddress } from './file-bytes';
import { instant } from './instant';

/**
 * Documents of an application. Every call speaks as the signed-in person; what is not theirs is `not_found` (404). The
 * secret key only writes what our server itself has judged, and removes what nobody needs.
 */

const fileRow = z.object({
	id: z.string(),
	application_id: z.string(),
	document: z.string(),
	name: z.string(),
	size: z.number(),
	sha256: z.string(),
	media_type: z.nullable(z.string()),
	language: z.nullable(z.string()),
	received_bytes: z.number(),
	state: z.enum(['announced', 'complete', 'removed']),
	storage_path: z.nullable(z.string()),
	created_at: instant,
	completed_at: z.nullable(instant)
});
const FILE_COLUMNS =
	'id, application_id, document, name, size, sha256, media_type, language, received_bytes, state, storage_path, created_at, completed_at';

const progressAnswer = z.object({ received_bytes: z.number(), size: z.number(), is_complete: z.boolean() });
type Progress = z.infer<typeof progressAnswer>;

const removedAnswer = z.object({ application_id: z.string(), storage_path: z.nullable(z.string()) });

/** The documents of an application, those still on their way too, the oldest first; its proof of use has its own. */
export async function list(client: Client, applicationId: string): Promise<readonly ApiFile[]> {
	const files = await everyFile(client, applicationId);
	return files.filter(({ document }) => !isProofDocument(document));
}

/** The same with the pictures of its proof of use; what came with a message stays with it. */
export async function everyFile(client: Client, applicationId: string): Promise<readonly ApiFile[]> {
	const rows = dataOf(
		await client
			.from('files')
			.select(FILE_COLUMNS)
			.eq('application_id', applicationId)
			.neq('state', 'removed')
			.neq('document', 'message')
			.order('created_at')
	);
	return z
		.array(fileRow)
		.parse(rows)
		.map((row) => ({
			id: row.id,
			document: row.document,
			name: row.name,
			size: row.size,
			sha256: row.sha256,
			media_type: row.media_type,
			language: row.language,
			received_bytes: row.received_bytes,
			is_complete: row.state === 'complete',
			at: row.completed_at ?? row.created_at
		}));
}

/**
 * Announces a file, or says how far it has come. Throws `Refusal`: `file_empty`, `file_too_large`, `too_many_files`,
 * `not_in_state`, or what its bytes were refused for.
 */
export async function announce(client: Client, file: FileAddress, body: AnnounceBody): Promise<FileProgress> {
	await requireSession(client);
	const answer = await client.rpc('announce_file', {
		p_application: file.applicationId,
		p_id: file.id,
		p_document: body.document,
		p_name: cleanName(body.name),
		p_size: body.size,
		p_sha256: body.sha256,
		p_language: body.language
	});
	return finished(client, file, progressAnswer.parse(dataOf(answer)));
}

/**
 * Takes the part that begins at `offset`. One that is there already is fine; a gap is refused with `file_gap` (409) and
 * where to go on. The last part is answered once the bytes are judged and kept, or refused (`file_…`, 422).
 */
export async function takePart(
	client: Client,
	file: FileAddress,
	{ offset, bytes }: { offset: number; bytes: Uint8Array }
): Promise<FileProgress> {
	await requireSession(client);
	const noted = async (length: number) =>
		progressAnswer.parse(
			dataOf(await client.rpc('note_file_part', { p_id: file.id, p_offset: offset, p_length: length }))
		);
	const before = await noted(0);
	if (before.is_complete || before.received_bytes > offset) return finished(client, file, before);
	if (bytes.length === 0) throw new Refusal('payload_invalid', 422);
	await storePart(client, file, { offset, bytes });
	return finished(client, file, await noted(bytes.length));
}

/** Takes a document back. Throws `Refusal` `not_in_state` (409) for what the office was given. */
export async function remove(client: Client, id: string): Promise<void> {
	await requireSession(client);
	const removed = removedAnswer.parse(dataOf(await client.rpc('remove_file', { p_id: id })));
	await discard(await secretClient(), { applicationId: removed.application_id, id }, removed.storage_path);
}

/** A document as its people and the office get it. */
export interface OpenFile {
	readonly id: string;
	readonly applicationId: string;
	readonly name: string;
	readonly mediaType: string;
	readonly size: number;
	readonly bytes: Blob;
}

/** A document of an application of one's own. Throws `Refusal` `not_found`. */
export async function read(client: Client, file: FileAddress): Promise<OpenFile> {
	await requireSession(client);
	const opened = await openFile(client, file.id);
	if (opened.applicationId !== file.applicationId) throw new Refusal('not_found', 404);
	return opened;
}

/**
 * A document that arrived of an application that was sent; row-level security asks for a role and, where the deployment
 * says so, for the second factor. Throws `Refusal` `not_found`.
 */
export function readForStaff(client: Client, id: string): Promise<OpenFile> {
	return openFile(client, id);
}

async function openFile(client: Client, id: string): Promise<OpenFile> {
	const answer = await client.from('files').select(FILE_COLUMNS).eq('id', id).eq('state', 'complete');
	const [row] = z.array(fileRow).parse(dataOf(answer));
	if (!row?.storage_path || !row.media_type) throw new Refusal('not_found', 404);
	return {
		id,
		applicationId: row.application_id,
		name: row.name,
		mediaType: row.media_type,
		size: row.size,
		bytes: await open(client, row.storage_path)
	};
}

/** Once the last byte is there: judged, kept and handed in. Also catches up on what an ended process left undone. */
async function finished(client: Client, file: FileAddress, progress: Progress): Promise<FileProgress> {
	const { received_bytes, size, is_complete } = progress;
	if (is_complete || received_bytes < size) return { received_bytes, is_complete };
	await arrive(client, file);
	return { received_bytes, is_complete: true };
}

/** Without a session the database would only say "not allowed", and the device would give the file up. */
async function requireSession(client: Client): Promise<void> {
	const { data } = await client.auth.getSession();
	if (!data.session) throw new Refusal('signed_out', 401);
}
