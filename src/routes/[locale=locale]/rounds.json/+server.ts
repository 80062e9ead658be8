import { json } from '@sveltejs/kit';
import { isLocale } from '$lib/i18n/locales';
import { publicRounds } from '$lib/server/supabase/rounds';

/** The rounds as pages and the app read them. The same for everybody; always asked for anew, kept by the service worker. */
export async function GET({ params }) {
	const locale = isLocale(params.locale) ? params.locale : 'de';
	return json({ rounds: await publicRounds(locale) }, { headers: { 'cache-control': 'no-cache' } });
}
