import { inviteBodySchema } from '$lib/core/api/people';
import { give, receive } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { invite, people } from '$lib/server/supabase/people';

export const GET = give(async (event) => people(await personClient(event), event.params.id ?? ''));

export const POST = receive(inviteBodySchema, async (event, body) => {
	const { isMailed } = await invite(await personClient(event), event.params.id ?? '', body);
	return { ok: true, is_mailed: isMailed };
});
