import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { budgetOf } from '$lib/server/supabase/decisions';
import { deskRounds } from '$lib/server/supabase/desk';
import { rankingOf } from '$lib/server/supabase/ranking';

/** Places drawn at once. The calculation goes over all of them; thousands of fields would keep the browser busy for a minute. */
const STEP = 200;

/** The ranked list of one round, with what it takes to try it against the pot. */
export async function load(event) {
	const { client } = await requireStaff(event);
	const { currentRound } = await event.parent();
	if (!currentRound) return { ranking: [], shown: 0, next: null, freeCents: 0, capCents: 0, labels: {} };
	const [ranking, budget, rounds] = await orErrorPage(
		Promise.all([rankingOf(client, currentRound.id), budgetOf(client, currentRound.id), deskRounds(client)])
	);
	const wished = Number(event.url.searchParams.get('places'));
	const shown = Number.isInteger(wished) && wished > STEP ? wished : STEP;
	const locale = staffLocale(event.locals);
	const round = rounds.find(({ id }) => id === currentRound.id);
	const options = [...(round?.districts ?? []), ...(round?.areas ?? []), ...(round?.target_groups ?? [])];
	return {
		ranking,
		shown,
		/** The address with more places; null where all are there. */
		next: ranking.length > shown ? placesHref(event.url, shown + STEP) : null,
		freeCents: budget.free_cents,
		capCents: round?.cap_cents ?? 0,
		labels: Object.fromEntries(
			options.map(({ code, labels }) => [code, labels[locale] ?? labels['de'] ?? code])
		)
	};
}

function placesHref({ pathname, searchParams }: URL, places: number): string {
	const query = new URLSearchParams(searchParams);
	query.set('places', String(places));
	return `${pathname}?${query}`;
}
