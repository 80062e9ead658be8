import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { unreadMessages } from '$lib/server/supabase/messages';

export async function load(event) {
	const { client } = await requireStaff(event);
	return { messages: await orErrorPage(unreadMessages(client)) };
}
