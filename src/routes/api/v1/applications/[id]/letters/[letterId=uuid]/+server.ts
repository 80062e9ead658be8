import { giveAttachment } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { letterFile, noteOpened } from '$lib/server/supabase/letters';

export const GET = giveAttachment(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	const { id: applicationId = '', letterId: id = '' } = event.params;
	const file = await letterFile(client, { applicationId, id });
	await noteOpened(client, id);
	return file;
});
