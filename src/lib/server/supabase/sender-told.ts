import type { RequestEvent } from '@sveltejs/kit';
import type { Backend } from '../backend';

/**
 * What speaks to Supabase for somebody. Its sign-in counts by sender, and would count all of us as one: so it is told the
 * address, which it believes from the secret key alone. Whose session it is does not change by that. An address that is not
 * known is not told. Data are asked for under the publishable key as ever.
 */
export function inNameOf(
	{ getClientAddress }: Pick<RequestEvent, 'getClientAddress'>,
	{ url, publishableKey, secretKey, countsSenders, fetch }: Backend
): typeof globalThis.fetch {
	if (!countsSenders) return fetch;
	return async (input, init) => {
		const address = input instanceof Request ? input.url : String(input);
		const sender = address.startsWith(`${url}/auth/v1/`) ? known(getClientAddress) : null;
		if (sender === null) return orLater(await fetch(input, init), address);
		const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
		headers.set('apikey', secretKey);
		headers.set('sb-forwarded-for', sender);
		// Stands there for nobody, and Supabase refuses a key beside another one.
		if (headers.get('authorization') === `Bearer ${publishableKey}`) headers.delete('authorization');
		return orLater(await fetch(input, { ...init, headers }), address);
	};
}

/**
 * Too many sessions are renewed: the client takes 429 for the end of this one and throws its cookies away. 503 it takes for
 * what it is, and tries again.
 */
function orLater(answer: Response, address: string): Response {
	if (answer.status !== 429 || !/\/auth\/v1\/token\?grant_type=refresh_token/.test(address)) return answer;
	return new Response(null, { status: 503 });
}

function known(getClientAddress: () => string): string | null {
	try {
		return getClientAddress() || null;
	} catch {
		return null;
	}
}
