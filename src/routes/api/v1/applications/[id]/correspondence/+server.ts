import { give } from '$lib/server/api/handle';
import { earlierOf } from '$lib/server/supabase/clarifications';
import { personClient, requirePerson } from '$lib/server/supabase/clients';
import { lettersOf } from '$lib/server/supabase/letters';
import { messagesFor } from '$lib/server/supabase/messages';

export const GET = give(async (event) => {
	const client = await personClient(event);
	await requirePerson(client);
	const id = event.params.id ?? '';
	// The messages first: for whom the application is not there, they say so.
	const messages = await messagesFor(client, id);
	const letters = await lettersOf(client, id);
	return {
		...messages,
		earlier: await earlierOf(client, id),
		letters: letters
			.filter(({ printed_at }) => printed_at !== null)
			.map(({ id: letter, kind, written_at, first_opened_at }) => ({
				id: letter,
				kind,
				written_at,
				is_opened: first_opened_at !== null
			}))
	};
});
