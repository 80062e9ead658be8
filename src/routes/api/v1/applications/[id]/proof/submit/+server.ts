import { submitBodySchema } from '$lib/core/api/applications';
import { receive } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { submitProof } from '$lib/server/supabase/own-proof';

export const POST = receive(submitBodySchema, async (event, body) =>
	submitProof(await personClient(event), event.params.id ?? '', body)
);
