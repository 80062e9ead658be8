import { attachment } from '$lib/server/files/attachment';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { letterFile } from '$lib/server/supabase/letters';

export async function GET(event) {
	const { client } = await requireStaff(event);
	const address = { applicationId: event.params.id, id: event.params.letter };
	return attachment(await orErrorPage(letterFile(client, address)));
}
