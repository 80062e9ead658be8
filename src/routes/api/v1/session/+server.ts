import { give } from '$lib/server/api/handle';
import { signedInEmail } from '$lib/server/supabase/sessions';

export const GET = give(async (event) => ({ email: await signedInEmail(event) }));
