import { announceBodySchema } from '$lib/core/api/files';
import { act, giveAttachment, receive } from '$lib/server/api/handle';
import { personClient } from '$lib/server/supabase/clients';
import { announce, read, remove } from '$lib/server/supabase/files';

const fileOf = ({ params }: { params: Partial<Record<string, string>> }) => ({
	applicationId: params.id ?? '',
	id: params.fileId ?? ''
});

export const PUT = receive(announceBodySchema, async (event, body) =>
	announce(await personClient(event), fileOf(event), body)
);

export const GET = giveAttachment(async (event) => read(await personClient(event), fileOf(event)));

export const DELETE = act(async (event) => {
	await remove(await personClient(event), fileOf(event).id);
	return { ok: true };
});
