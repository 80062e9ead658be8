import { createClient } from '@supabase/supabase-js';
import { backend } from '../backend';
import type { Client } from '../supabase/clients';
import { dataOf } from '../supabase/failure';
import { setName } from '../supabase/staff';
import type { Seat } from './office';

/** Somebody of the office takes their seat, and says their name where one is given. */
export async function sitDown(account: string, name = ''): Promise<Seat> {
	const client = await signIn(`${account}@kofei.test`);
	const { data } = await client.auth.getUser();
	if (!data.user) throw new Error(`${account} is not signed in`);
	if (name !== '') await setName(client, data.user.id, name);
	return { id: data.user.id, client };
}

/** With the six digits from the mail, like everybody. */
export async function signIn(email: string): Promise<Client> {
	const { url, publishableKey, fetch, mailbox, codeType } = await backend();
	if (!mailbox) throw new Error('examples are for the embedded backend only');
	const client: Client = createClient(url, publishableKey, {
		global: { fetch },
		auth: { persistSession: false, autoRefreshToken: false }
	});
	const { error } = await client.auth.signInWithOtp({ email, options: { shouldCreateUser: true } });
	if (error) throw error;
	const token = mailbox.messages.find(({ to }) => to === email)?.text.match(/\b\d{6}\b/)?.[0] ?? '';
	const verified = await client.auth.verifyOtp({ email, token, type: codeType });
	if (verified.error) throw verified.error;
	dataOf(await client.rpc('claim_staff_invitations'));
	return client;
}
