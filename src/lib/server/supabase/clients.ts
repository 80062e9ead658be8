import { createServerClient } from '@supabase/ssr';
import { createClient } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import { backend } from '../backend';

export type Client = Awaited<ReturnType<typeof secretClient>>;

/**
 * The client that speaks as the person who asked: their JWT, so that row-level security decides. The session lives in
 * cookies no script can read.
 */
export async function personClient({ cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>): Promise<Client> {
	const { url: address, publishableKey, fetch } = await backend();
	return createServerClient(address, publishableKey, {
		global: { fetch },
		cookies: {
			getAll: () => cookies.getAll(),
			setAll: (changes) => {
				for (const { name, value, options } of changes) {
					cookies.set(name, value, {
						...options,
						path: '/',
						httpOnly: true,
						sameSite: 'lax',
						secure: url.protocol === 'https:'
					});
				}
			}
		}
	});
}

/** What everybody may see; the same answer for every visitor. */
export async function publicClient(): Promise<Client> {
	const { url, publishableKey, fetch } = await backend();
	return createClient(url, publishableKey, {
		global: { fetch },
		auth: { persistSession: false, autoRefreshToken: false }
	});
}

/** Background work and limits alone; never for anything a person asked to read or write. */
export async function secretClient() {
	const { url, secretKey, fetch } = await backend();
	return createClient(url, secretKey, {
		global: { fetch },
		auth: { persistSession: false, autoRefreshToken: false }
	});
}
