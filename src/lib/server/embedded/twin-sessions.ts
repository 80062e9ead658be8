import type { PgliteConnection } from '@supabase/lite/pglite';
import * as z from 'zod/mini';

const verified = z.object({ access_token: z.string(), user: z.object({ id: z.uuid() }) });
const claims = z.object({ session_id: z.uuid() });

/**
 * The first sign-in of an address makes two sessions in Supabase Lite, milliseconds apart: one for the confirmed account, which is
 * given to nobody, and the one that is answered. The first would stand among a person's devices for ever.
 */
export async function endTwin(
	connection: PgliteConnection,
	request: Request,
	response: Response
): Promise<void> {
	if (!response.ok || new URL(request.url).pathname !== '/auth/v1/verify') return;
	const answer = z.safeParse(verified, await response.clone().json());
	if (!answer.success) return;
	const { access_token, user } = answer.data;
	const [, payload = ''] = access_token.split('.');
	const { session_id } = z.parse(claims, JSON.parse(Buffer.from(payload, 'base64url').toString()));
	// Both ids are checked to be ids, so they can stand in the text.
	await connection.exec(`
		delete from auth.sessions a using auth.sessions here
		where here.id = '${session_id}' and a.user_id = '${user.id}' and a.id <> here.id
			and a.created_at between here.created_at - interval '2 seconds' and here.created_at
			and not exists (select from private.sessions s where s.id = a.id)`);
}
