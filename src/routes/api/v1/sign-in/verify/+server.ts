import { verifyRequestSchema } from '$lib/core/api/session';
import { receive } from '$lib/server/api/handle';
import { verifyCode } from '$lib/server/supabase/sessions';

export const POST = receive(verifyRequestSchema, async (event, { email, code }) => {
	const { email: person, locale } = await verifyCode(event, email, code);
	return { email: person, locale };
});
