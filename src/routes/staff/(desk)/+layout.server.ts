import { byNameIn } from '$lib/i18n/order';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { roleText } from '$lib/server/staff/person-texts';
import { openBarriers } from '$lib/server/supabase/accessibility-reports';
import { unreadCount } from '$lib/server/supabase/messages';
import { deskRounds, viewCounts } from '$lib/server/supabase/desk';
import { savedViews } from '$lib/server/supabase/saved-views';
import { deskRound } from './desk-round';
import { roundTitle } from './round-title';

/** Frame of every page of the office: who is here, the rounds, and what waits in the chosen one. */
export async function load(event) {
	const { id, client, email, roles } = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const wished = event.url.searchParams.get('round');
	const rounds = await orErrorPage(deskRounds(client));
	const current = deskRound(rounds, wished);
	const [counts, saved, barriers, unread] = await orErrorPage(
		Promise.all([
			current ? viewCounts(client, current.id) : null,
			savedViews(client),
			openBarriers(client),
			unreadCount(client)
		])
	);
	return {
		locale,
		me: id,
		myPage: `/staff/people/${id}`,
		email,
		roles,
		roleTexts: roles.map(roleText),
		rounds: rounds.map((round) => ({ id: round.id, slug: round.slug, title: roundTitle(round, locale) })),
		currentRound: current ? { id: current.id, slug: current.slug, title: roundTitle(current, locale) } : null,
		isDefaultRound: wished === null,
		counts,
		saved: saved.toSorted(byNameIn(locale)),
		openBarriers: barriers,
		unreadMessages: unread
	};
}
