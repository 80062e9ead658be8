import { pushBodySchema } from '$lib/core/api/push';
import { give, receive } from '$lib/server/api/handle';
import { backend } from '$lib/server/backend';
import { isPushEndpoint } from '$lib/server/push/services';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { Refusal } from '$lib/server/supabase/failure';
import { wantPush } from '$lib/server/supabase/push';

export const GET = give(async () => {
	const { push } = await backend();
	return { key: push?.key.publicKey ?? null };
});

export const POST = receive(pushBodySchema, async (event, { endpoint, is_wanted }) => {
	const client = await personClient(event);
	await requirePerson(client);
	const { push } = await backend();
	// Our server will call this address: only that of a push service.
	if (is_wanted && (push === null || !isPushEndpoint(endpoint, push.services)))
		throw new Refusal('payload_invalid', 422);
	await wantPush(client, endpoint, is_wanted);
	return { ok: true };
});
