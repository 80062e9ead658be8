import { give } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { tellAccount } from '$lib/server/supabase/languages';
import { signedInEmail } from '$lib/server/supabase/sessions';

export const GET = give(async (event) => {
	const email = await signedInEmail(event);
	if (email !== null) await tellAccount(event, await personClient(event));
	return { email };
});
