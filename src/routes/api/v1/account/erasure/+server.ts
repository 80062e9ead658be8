import { erasureBodySchema } from '$lib/core/api/retention';
import { receive } from '$lib/server/api/handle';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { wantErasure } from '$lib/server/supabase/retention';

export const POST = receive(erasureBodySchema, async (event, { is_wanted }) => {
	const client = await personClient(event);
	await requirePerson(client);
	return wantErasure(client, is_wanted);
});
