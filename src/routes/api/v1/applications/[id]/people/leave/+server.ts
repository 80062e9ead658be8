import * as z from 'zod/mini';
import { receive } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { leave } from '$lib/server/supabase/people';

export const POST = receive(z.object({}), async (event) => {
	await leave(await personClient(event), event.params.id ?? '');
	return { ok: true };
});
