import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';
import { instant } from './instant';

/** The kinds our server keeps, found in the bytes when they arrived; nothing a browser would run. */
export const keptTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

const fileRow = z.object({
	id: z.string(),
	document: z.string(),
	name: z.string(),
	size: z.number(),
	media_type: z.enum(keptTypes),
	language: z.nullable(z.string()),
	completed_at: instant
});
const COLUMNS = 'id, document, name, size, media_type, language, completed_at';

export type CaseFile = Readonly<z.infer<typeof fileRow>>;

/** The documents of an application that have arrived, in the order of their arrival. */
export async function arrivedFiles(client: Client, applicationId: string): Promise<readonly CaseFile[]> {
	const rows = dataOf(
		await client.from('files').select(COLUMNS).eq('application_id', applicationId).eq('state', 'complete')
	);
	return z
		.array(fileRow)
		.parse(rows)
		.sort((one, other) => Date.parse(one.completed_at) - Date.parse(other.completed_at));
}

/** The same with what is still on its way, which only its own people see: what a list on paper says. */
export async function knownFiles(
	client: Client,
	applicationId: string
): Promise<readonly { document: string; name: string; size: number; isComplete: boolean }[]> {
	const rows = dataOf(
		await client
			.from('files')
			.select('document, name, size, state, created_at')
			.eq('application_id', applicationId)
			.in('state', ['announced', 'complete'])
			.order('created_at')
	);
	return z
		.array(z.object({ document: z.string(), name: z.string(), size: z.number(), state: z.string() }))
		.parse(rows)
		.map(({ state, ...file }) => ({ ...file, isComplete: state === 'complete' }));
}

/** One document with its bytes, of just this application. Throws `Refusal` `not_found`. */
export async function openFile(
	client: Client,
	{ applicationId, fileId }: { applicationId: string; fileId: string }
): Promise<CaseFile & { readonly bytes: Blob }> {
	const [row] = dataOf(
		await client
			.from('files')
			.select(`${COLUMNS}, storage_path`)
			.eq('id', fileId)
			.eq('application_id', applicationId)
			.eq('state', 'complete')
	);
	const file = z.extend(fileRow, { storage_path: z.string() }).safeParse(row);
	if (!file.success) throw new Refusal('not_found', 404);
	const { data, error } = await client.storage.from('files').download(file.data.storage_path);
	if (error || !data) throw new Refusal('not_found', 404);
	return { ...file.data, bytes: data };
}
