import { json } from '@sveltejs/kit';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { openCase } from '$lib/server/supabase/cases';
import { directory } from '$lib/server/supabase/staff';
import { standingOf } from '../case-standing';

/** Asked every minute by an open page: who else is here, and whether something has changed. Notes that this person is. */
export async function POST(event) {
	const me = await requireStaff(event);
	const [standing, people] = await orErrorPage(
		Promise.all([openCase(me.client, event.params.id), directory(me.client)])
	);
	return json(standingOf(standing, people, me));
}
