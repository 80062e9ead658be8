import { act, give } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { endSessions, ownSessions } from '$lib/server/supabase/sessions';

export const GET = give(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	return { sessions: await ownSessions(client) };
});

/** Everywhere but here. */
export const DELETE = act(async (event) => {
	const client = await personClient(event);
	const { id } = await requirePerson(client);
	await endSessions(client, id, true);
	return { sessions: await ownSessions(client) };
});
