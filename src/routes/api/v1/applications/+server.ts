import { backend } from '$lib/server/backend';
import { give } from '$lib/server/api/handle';
import { list } from '$lib/server/supabase/applications';
import { personClient } from '$lib/server/supabase/clients';

export const GET = give(async (event) => ({
	applications: await list(await personClient(event)),
	restores: (await backend()).restores
}));
