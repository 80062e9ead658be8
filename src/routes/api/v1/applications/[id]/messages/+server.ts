import { messageBodySchema } from '$lib/core/api/correspondence';
import { receive } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { write } from '$lib/server/supabase/messages';

export const POST = receive(messageBodySchema, async (event, body) => {
	const client = await personClient(event);
	await requirePerson(client);
	await write(client, event.params.id ?? '', body);
	return { ok: true };
});
