import { sentApplicationPdf } from '$lib/server/documents/sent-application';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';

export async function GET(event) {
	const { client } = await requireStaff(event);
	return orErrorPage(sentApplicationPdf(client, event.params.id));
}
