import { giveAttachment } from '$lib/server/api/handle';
import { sentApplicationPdf } from '$lib/server/documents/sent-application';
import { personClient } from '$lib/server/supabase/clients';
import { Refusal } from '$lib/server/supabase/failure';

/** What was sent, for whoever the database shows it to: the people of the application. */
export const GET = giveAttachment(async (event) => {
	const client = await personClient(event);
	const { data } = await client.auth.getUser();
	if (!data.user) throw new Refusal('signed_out', 401);
	return sentApplicationPdf(client, event.params.id ?? '');
});
