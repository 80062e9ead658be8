import { deliver } from '$lib/server/api/handle';
import { sentApplicationPdf } from '$lib/server/documents/sent-application';
import { personClient } from '$lib/server/supabase/clients';

export const GET = deliver(async (event) =>
	sentApplicationPdf(await personClient(event), event.params.id ?? '')
);
