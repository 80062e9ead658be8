import * as z from 'zod/mini';
import { roleBodySchema } from '$lib/core/api/people';
import { receive } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { changeRole, remove } from '$lib/server/supabase/people';

export const PUT = receive(roleBodySchema, async (event, { role }) => {
	await changeRole(await personClient(event), event.params.id ?? '', event.params.person ?? '', role);
	return { ok: true };
});

export const DELETE = receive(z.object({}), async (event) => {
	await remove(await personClient(event), event.params.id ?? '', event.params.person ?? '');
	return { ok: true };
});
