import { give } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { myRetention } from '$lib/server/supabase/retention';

export const GET = give(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	return myRetention(client);
});
