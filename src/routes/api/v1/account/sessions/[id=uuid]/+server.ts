import { act } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { endSession, ownSessions } from '$lib/server/supabase/sessions';

export const DELETE = act(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	await endSession(client, event.params['id'] ?? '');
	return { sessions: await ownSessions(client) };
});
