import { error } from '@sveltejs/kit';
import { backend } from '$lib/server/backend';

const MOST_SHOWN = 50;

/**
 * Mails of the embedded backend: the newest, or with `?to=` all to one address. With real Supabase this address does not exist.
 */
export async function load({ setHeaders, url }) {
	const { mailbox } = await backend();
	if (!mailbox) error(404);
	setHeaders({ 'cache-control': 'no-store' });
	const to = url.searchParams.get('to')?.trim() ?? '';
	return { to, messages: to === '' ? mailbox.messages.slice(0, MOST_SHOWN) : mailbox.messagesTo(to) };
}
