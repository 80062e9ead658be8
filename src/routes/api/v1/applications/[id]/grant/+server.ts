import { grantDeedSchema } from '$lib/core/api/grant';
import { give, receive } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { doOwn, ownGrant } from '$lib/server/supabase/own-grant';

export const GET = give(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	return ownGrant(client, event.params.id ?? '');
});

export const POST = receive(grantDeedSchema, async (event, deed) => {
	const client = await personClient(event);
	await requirePerson(client);
	await doOwn(client, event.params.id ?? '', deed);
	return { ok: true };
});
