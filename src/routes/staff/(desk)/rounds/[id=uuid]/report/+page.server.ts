import { isState } from '$lib/core/application/states';
import { readableTables, reportTables } from '$lib/server/exports/land-report';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { landReport } from '$lib/server/supabase/land-report';
import { roundOf } from '$lib/server/supabase/rounds';
import { stateText } from '$lib/ui/case/state-texts';

export async function load(event) {
	const { client } = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const { id } = event.params;
	const [report, round] = await orErrorPage(
		Promise.all([landReport(client, id), roundOf(client, id, locale)])
	);
	return {
		id,
		title: round.texts.title,
		tables: readableTables(
			reportTables(report, {
				round,
				locale,
				stateText: (state) => (isState(state) ? stateText(state) : state)
			}),
			locale
		)
	};
}
