import { maxPartBytes } from '$lib/core/api/limits';
import { receiveBytes } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { Refusal } from '$lib/server/supabase/failure';
import { takePart } from '$lib/server/supabase/files';

export const PUT = receiveBytes(maxPartBytes, async (event, bytes) => {
	const { id = '', fileId = '', offset = '' } = event.params;
	if (!/^\d{1,8}$/.test(offset)) throw new Refusal('payload_invalid', 422);
	const client = await personClient(event);
	return takePart(client, { applicationId: id, id: fileId }, { offset: Number(offset), bytes });
});
