import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { budgetOf } from '$lib/server/supabase/decisions';

export async function load(event) {
	const { client } = await requireStaff(event);
	const { rounds } = await event.parent();
	const budgets = await orErrorPage(
		Promise.all(rounds.map(async (round) => ({ ...round, sums: await budgetOf(client, round.id) })))
	);
	return { budgets };
}
