import * as z from 'zod/mini';
import { receive } from '$lib/server/api/handle';
import { leaveLocale } from '$lib/server/locale-cookie';
import { signOut } from '$lib/server/supabase/sessions';

export const POST = receive(z.object({}), async (event) => {
	await signOut(event);
	leaveLocale(event);
	return { ok: true };
});
