import { error } from '@sveltejs/kit';
import { attachment } from '$lib/server/files/attachment';
import { inPlace } from '$lib/server/files/in-place';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { readForStaff } from '$lib/server/supabase/files';

/** The bytes of a document, to be looked at on the case page; with `?download` to be kept. */
export async function GET(event) {
	const { client } = await requireStaff(event);
	const file = await orErrorPage(readForStaff(client, event.params.file));
	if (file.applicationId !== event.params.id) error(404, { message: 'not_found', code: 'not_found' });
	if (event.url.searchParams.has('download')) return attachment(file);
	return inPlace(file) ?? attachment(file);
}
