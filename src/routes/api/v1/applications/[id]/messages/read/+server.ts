import { act } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { noteRead } from '$lib/server/supabase/messages';

export const POST = act(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	await noteRead(client, event.params.id ?? '');
	return { ok: true };
});
