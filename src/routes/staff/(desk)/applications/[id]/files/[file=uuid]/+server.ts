import { fileHeaders } from '$lib/server/documents/file-headers';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { openFile } from '$lib/server/supabase/case-files';

/** The bytes of a document, to be looked at on the case page; with `?download` to be kept. */
export async function GET(event) {
	const { client } = await requireStaff(event);
	const { id, file: fileId } = event.params;
	const file = await orErrorPage(openFile(client, { applicationId: id, fileId }));
	return new Response(file.bytes.stream(), {
		headers: fileHeaders(file, event.url.searchParams.has('download'))
	});
}
