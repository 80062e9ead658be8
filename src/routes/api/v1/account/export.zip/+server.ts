import { giveStream } from '$lib/server/api/handle';
import { ownData } from '$lib/server/exports/own-data';
import { zipOf } from '$lib/server/exports/zip';
import { within } from '$lib/server/security/limits';
import { personClient, requirePerson } from '$lib/server/supabase/clients';

/** Everything of mine in one file, written while it is read: it may hold many documents. */
export const GET = giveStream(async (event) => {
	const client = await personClient(event);
	const { id } = await requirePerson(client);
	await within('export_by_person', id);
	return { name: 'KOFEI.zip', mediaType: 'application/zip', parts: zipOf(ownData(client), new Date()) };
});
