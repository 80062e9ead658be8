import { saveBodySchema } from '$lib/core/api/applications';
import { act, give, receive } from '$lib/server/api/handle';
import { deleteDraft, read, save } from '$lib/server/supabase/applications';
import { personClient } from '$lib/server/supabase/clients';

export const GET = give(async (event) => read(await personClient(event), event.params.id ?? ''));

export const PUT = receive(saveBodySchema, async (event, body) =>
	save(await personClient(event), event.params.id ?? '', body)
);

export const DELETE = act(async (event) => {
	await deleteDraft(await personClient(event), event.params.id ?? '');
	return { ok: true };
});
