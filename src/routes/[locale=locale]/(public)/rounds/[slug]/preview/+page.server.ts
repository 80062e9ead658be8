import { error } from '@sveltejs/kit';
import { isLocale } from '$lib/i18n/locales';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { roundBySlug } from '$lib/server/supabase/rounds';

/** The public page of a round that may not be public yet, for the office alone. */
export async function load(event) {
	const { client } = await requireStaff(event);
	const locale = isLocale(event.params.locale) ? event.params.locale : 'de';
	const round = await orErrorPage(roundBySlug(client, event.params.slug, locale));
	if (round.texts.title === '') error(404, { message: 'nothing to show yet', code: 'round_not_found' });
	event.setHeaders({ 'cache-control': 'no-store' });
	return { round };
}
