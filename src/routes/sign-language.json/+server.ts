import { json } from '@sveltejs/kit';
import { signLanguage } from '$lib/server/supabase/settings';

/** The same for everybody, and only what the settings say today. */
export async function GET() {
	return json(await signLanguage(), { headers: { 'cache-control': 'no-cache' } });
}
