import { openLetterBodySchema } from '$lib/core/api/correspondence';
import { receive } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { open } from '$lib/server/supabase/letters';

export const POST = receive(openLetterBodySchema, async (event, { locale }) => {
	const client = await personClient(event);
	await requirePerson(client);
	const { id: applicationId = '', letterId: id = '' } = event.params;
	const { subject, blocks, explanation } = await open(client, { applicationId, id }, locale);
	return { subject, blocks, explanation };
});
