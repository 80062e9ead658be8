import { states } from '$lib/core/application/states';
import { groupName, groupText, type GroupKind } from '$lib/server/exports/tables';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { landReport } from '$lib/server/supabase/land-report';
import { roundOf } from '$lib/server/supabase/rounds';

const kinds: readonly GroupKind[] = ['area', 'district', 'legal_form', 'migrant_organisation'];

export async function load(event) {
	const { client } = await requireStaff(event);
	const { currentRound } = await event.parent();
	const locale = staffLocale(event.locals);
	if (currentRound === null) return { figures: null, use: null, groups: [], choices: null };
	const [report, round] = await orErrorPage(
		Promise.all([landReport(client, currentRound.id), roundOf(client, currentRound.id, locale)])
	);
	const { statistics: figures, money, proofs } = report.data;
	const options = (list: typeof round.areas) => list.map(({ code, label }) => ({ value: code, label }));
	return {
		figures,
		/** What became of the grants: paid, spent, come back, and whom they reached. */
		use: { paidCents: money.paid_cents, returnedCents: money.returned_cents, ...proofs },
		groups: kinds.map((kind) => ({
			kind,
			title: groupText(kind),
			rows: figures.groups
				.filter((group) => group.kind === kind)
				.map((group) => ({ ...group, name: groupName(kind, group.code, round, locale) }))
		})),
		choices: {
			states: states.filter((state) => state !== 'draft'),
			districts: options(round.districts),
			areas: options(round.areas)
		}
	};
}
