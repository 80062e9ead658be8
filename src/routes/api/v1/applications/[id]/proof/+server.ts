import { saveSchema } from '$lib/core/api/applications';
import { isProofPath } from '$lib/core/proof/fields';
import { give, receive } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { readProof, saveProof } from '$lib/server/supabase/own-proof';

export const GET = give(async (event) => readProof(await personClient(event), event.params.id ?? ''));

export const PUT = receive(saveSchema(isProofPath), async (event, body) =>
	saveProof(await personClient(event), event.params.id ?? '', body)
);
