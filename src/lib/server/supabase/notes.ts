import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const noteRow = z.object({ id: z.string(), author_id: z.string(), at: instant, text: z.string() });

export type Note = Readonly<z.infer<typeof noteRow>>;

/** The notes of the office on a case, the newest first. For staff: nobody else gets a row. */
export async function notesOf(client: Client, applicationId: string): Promise<readonly Note[]> {
	const rows = dataOf(
		await client
			.from('case_notes')
			.select('id, author_id, at, text')
			.eq('application_id', applicationId)
			.order('at', { ascending: false })
	);
	return z.array(noteRow).parse(rows);
}

/** The id is made with the form: sent twice it is one note. Throws `Refusal` (see `add_note` in SQL). */
export async function addNote(
	client: Client,
	applicationId: string,
	note: { readonly id: string; readonly text: string }
): Promise<void> {
	dataOf(await client.rpc('add_note', { p_application: applicationId, p_id: note.id, p_text: note.text }));
}
