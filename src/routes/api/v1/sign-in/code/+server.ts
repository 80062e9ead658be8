import { codeRequestSchema } from '$lib/core/api/session';
import { receive } from '$lib/server/api/handle';
import { requestCode } from '$lib/server/supabase/sessions';

export const POST = receive(codeRequestSchema, async (event, { email, locale }) => {
	await requestCode(event, email, locale);
	return { ok: true };
});
