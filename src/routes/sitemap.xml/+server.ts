import { roundPhase } from '$lib/core/round/phase';
import { sitemap } from '$lib/server/sitemap';
import { publicRounds } from '$lib/server/supabase/rounds';

/** For search engines. */
export async function GET({ url }) {
	const nowMs = Date.now();
	const rounds = (await publicRounds('de')).map((round) => ({
		slug: round.slug,
		isOpen: roundPhase(round, nowMs) === 'open'
	}));
	return new Response(sitemap(url.origin, rounds), {
		headers: { 'content-type': 'application/xml; charset=utf-8' }
	});
}
