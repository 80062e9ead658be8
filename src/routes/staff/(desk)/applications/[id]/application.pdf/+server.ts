import { sentApplicationPdf } from '$lib/server/documents/sent-application';
import { attachment } from '$lib/server/files/attachment';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';

export async function GET(event) {
	const { client } = await requireStaff(event);
	return attachment(await orErrorPage(sentApplicationPdf(client, event.params.id)));
}
