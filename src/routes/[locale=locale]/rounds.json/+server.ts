import { createHash } from 'node:crypto';
import { isLocale } from '$lib/i18n/locales';
import { publicRounds } from '$lib/server/supabase/rounds';

/**
 * The rounds as pages and the app read them. The same for everybody; always asked for anew, kept by the service worker,
 * and sent only to whoever does not have them as they are (304 otherwise): a first visit asks three times.
 */
export async function GET({ params, request }) {
	const locale = isLocale(params.locale) ? params.locale : 'de';
	const body = JSON.stringify({ rounds: await publicRounds(locale) });
	// Weak: the same rounds packed in another way are the same.
	const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
	const headers = { 'cache-control': 'no-cache', etag };
	if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
	return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } });
}
