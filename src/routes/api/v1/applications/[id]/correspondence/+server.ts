import { replacedAt } from '$lib/core/letter/replaced';
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
	const letters = (await lettersOf(client, id)).filter(({ printed_at }) => printed_at !== null);
	return {
		...messages,
		earlier: await earlierOf(client, id),
		letters: letters.map((letter) => ({
			id: letter.id,
			kind: letter.kind,
			written_at: letter.written_at,
			is_opened: letter.first_opened_at !== null,
			replaced_at: replacedAt(letter, letters)
		}))
	};
});
