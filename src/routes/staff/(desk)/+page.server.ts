import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { decodeCursor } from '$lib/server/staff/cursor';
import { searchText } from '$lib/server/staff/search-text';
import { staffLocale } from '$lib/server/staff/locale';
import { budgetOf } from '$lib/server/supabase/decisions';
import { deskRounds, isView, queue } from '$lib/server/supabase/desk';

/** The queue of one round: a view, a search and an order, all of them in the address so that it can be shared. */
export async function load(event) {
	const { client } = await requireStaff(event);
	const { currentRound } = await event.parent();
	const wish = event.url.searchParams;
	const wishedView = wish.get('view');
	const query = {
		view: isView(wishedView) ? wishedView : ('new' as const),
		text: searchText(wish.get('q')),
		order: wish.get('order') === 'newest_first' ? ('newest_first' as const) : ('oldest_first' as const)
	};
	if (!currentRound) return { query, page: null, budget: null, districts: {} };
	const after = decodeCursor(wish.get('after'));
	const [page, budget, rounds] = await orErrorPage(
		Promise.all([
			queue(client, { ...query, roundId: currentRound.id, after }),
			budgetOf(client, currentRound.id),
			deskRounds(client)
		])
	);
	const locale = staffLocale(event.locals);
	const districts = rounds.find(({ id }) => id === currentRound.id)?.districts ?? [];
	return {
		query,
		isFirstPage: after === null,
		page,
		budget,
		districts: Object.fromEntries(
			districts.map(({ code, labels }) => [code, labels[locale] ?? labels['de'] ?? code])
		)
	};
}
