import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf, refusalOf } from './failure';

const viewRow = z.object({ id: z.string(), name: z.string(), query: z.string() });

export type SavedView = Readonly<z.infer<typeof viewRow>>;

/** The lists this person comes back to. */
export async function savedViews(client: Client): Promise<readonly SavedView[]> {
	const rows = dataOf(await client.from('saved_views').select('id, name, query'));
	return z.array(viewRow).parse(rows);
}

/** The same name again means the new query. Throws `Refusal` (see `save_view` in SQL). */
export async function saveView(client: Client, name: string, query: string): Promise<void> {
	dataOf(await client.rpc('save_view', { p_name: name, p_query: query }));
}

export async function forgetView(client: Client, id: string): Promise<void> {
	const { error, status } = await client.rpc('forget_view', { p_id: id });
	if (error) throw refusalOf(error, status);
}
