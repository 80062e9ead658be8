import { giveStream } from '$lib/server/api/handle';
import { ownData } from '$lib/server/exports/own-data';
import { zipOf } from '$lib/server/exports/zip';
import { consume } from '$lib/server/security/limits';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { Refusal } from '$lib/server/supabase/failure';

/** Everything of mine in one file, written while it is read: it may hold many documents. */
export const GET = giveStream(async (event) => {
	const client = await personClient(event);
	const { id } = await requirePerson(client);
	const wait = await consume('export_by_person', id);
	if (wait !== null) throw new Refusal('too_many_attempts', 429, { retry_after_seconds: wait });
	return { name: 'KOFEI.zip', mediaType: 'application/zip', parts: zipOf(ownData(client), new Date()) };
});
