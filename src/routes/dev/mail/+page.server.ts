import { error } from '@sveltejs/kit';
import { backend } from '$lib/server/backend';

/** Mails of the embedded backend. With real Supabase this address does not exist. */
export async function load({ setHeaders }) {
	const { mailbox } = await backend();
	if (!mailbox) error(404);
	setHeaders({ 'cache-control': 'no-store' });
	return { messages: mailbox.messages };
}
