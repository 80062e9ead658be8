import { withdrawBodySchema } from '$lib/core/api/applications';
import { receive } from '$lib/server/api/handle';
import { withdraw } from '$lib/server/supabase/applications';
import { personClient } from '$lib/server/supabase/clients';

export const POST = receive(withdrawBodySchema, async (event, { reason }) =>
	withdraw(await personClient(event), event.params.id ?? '', reason)
);
