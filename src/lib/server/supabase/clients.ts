import { createServerClient, type SetAllCookies } from '@supabase/ssr';
import { createClient, isAuthRetryableFetchError } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import { borrowedPhoneCookie } from '../../core/api/borrowed-phone';
import { cookieName } from '../../core/api/cookie-name';
import { backend } from '../backend';
import { failureFields, log } from '../operations/log';
import { Refusal } from './failure';
import { inNameOf } from './sender-told';

/** Tells scripts that somebody is signed in, so that the others need not ask; the session itself they cannot see. */
const SIGNED_IN_HINT = 'signed-in';
/** Where people come by HTTPS (see `cookieName`); on localhost the name is Supabase's own. */
const SESSION = 'kofei-auth-token';

export type Client = Awaited<ReturnType<typeof secretClient>>;

/**
 * The client that speaks as the person who asked: their JWT, so that row-level security decides. The session lives in
 * cookies no script can read.
 */
export async function personClient(
	event: Pick<RequestEvent, 'cookies' | 'url' | 'getClientAddress'>
): Promise<Client> {
	const { cookies, url } = event;
	const known = await backend();
	const { url: address, publishableKey } = known;
	const isSecure = url.protocol === 'https:';
	return createServerClient(address, publishableKey, {
		global: { fetch: inNameOf(event, known) },
		...(isSecure ? { cookieOptions: { name: cookieName(SESSION, url) } } : {}),
		cookies: {
			getAll: () => cookies.getAll(),
			setAll: orTooLate((changes) => {
				const shared = { path: '/', sameSite: 'lax', secure: isSecure } as const;
				// On a phone that is not theirs the session ends with the browser at the latest.
				const endsWithBrowser = cookies.get(cookieName(borrowedPhoneCookie, url)) !== undefined;
				const lifetime = (value: string, maxAge?: number) =>
					value === '' ? 0 : endsWithBrowser ? undefined : maxAge;
				for (const { name, value, options } of changes) {
					const maxAge = lifetime(value, options.maxAge);
					cookies.set(name, value, { ...options, ...shared, maxAge, httpOnly: true });
				}
				const session = changes.find(({ name }) => /-auth-token(\.0)?$/.test(name));
				if (session) {
					const maxAge = lifetime(session.value, session.options.maxAge);
					cookies.set(cookieName(SIGNED_IN_HINT, url), '1', { ...shared, maxAge, httpOnly: false });
				}
			})
		}
	});
}

/**
 * The client looks after a session in the background, and may find out that it has ended when the answer has left already.
 * Then there is nobody to tell; thrown into that background it would end the whole process.
 */
function orTooLate(keep: SetAllCookies): SetAllCookies {
	return async (...given) => {
		try {
			await keep(...given);
		} catch (failure) {
			log('info', 'session_told_too_late', failureFields(failure));
		}
	};
}

/** Whether there is anything to ask the backend about; nobody is believed by it. */
export function hasSessionCookie(cookies: Pick<RequestEvent['cookies'], 'getAll'>): boolean {
	return cookies.getAll().some(({ name }) => /^(sb-|__Host-kofei-auth-token)/.test(name));
}

/** The signed-in e-mail address and id, by the backend's word. Throws `Refusal` `signed_out` (401), `unexpected` (503). */
export async function requirePerson(client: Client): Promise<{ id: string; email: string }> {
	const { data, error } = await client.auth.getUser();
	// No answer says nothing about the session: whoever is told to sign in again would come twice.
	if (isAuthRetryableFetchError(error)) throw new Refusal('unexpected', 503);
	if (!data.user?.email) throw new Refusal('signed_out', 401);
	return { id: data.user.id, email: data.user.email };
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
