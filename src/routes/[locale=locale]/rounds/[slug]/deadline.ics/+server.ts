import { error } from '@sveltejs/kit';
import { deadlineCalendar } from '$lib/i18n/deadline-calendar';
import { publicRounds } from '$lib/server/supabase/rounds';

/** The last day of a round for the calendar of the phone. */
export async function GET({ params, locals, url }) {
	const rounds = await publicRounds(locals.locale);
	const round = rounds.find(({ slug }) => slug === params.slug);
	const address = `${url.origin}/${params.locale}/apply`;
	const file = round && deadlineCalendar(round, { address, nowMs: Date.now() });
	if (!file) error(404);
	return new Response(file, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': `attachment; filename="${params.slug}.ics"`
		}
	});
}
