import { saveBodySchema } from '$lib/core/api/applications';
import { give, receive } from '$lib/server/api/handle';
import { read, save } from '$lib/server/supabase/applications';
import { personClient } from '$lib/server/supabase/clients';

export const GET = give(async (event) => read(await personClient(event), event.params.id ?? ''));

export const PUT = receive(saveBodySchema, async (event, body) =>
	save(await personClient(event), event.params.id ?? '', body)
);
