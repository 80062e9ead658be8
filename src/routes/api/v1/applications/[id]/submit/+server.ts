import { submitBodySchema } from '$lib/core/api/applications';
import { receive } from '$lib/server/api/handle';
import { submit } from '$lib/server/supabase/applications';
import { personClient } from '$lib/server/supabase/clients';

export const POST = receive(submitBodySchema, async (event, body) =>
	submit(await personClient(event), event.params.id ?? '', body)
);
