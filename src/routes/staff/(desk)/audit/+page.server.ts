import { fail } from '@sveltejs/kit';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf, roleText } from '$lib/server/staff/person-texts';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { lastEntries, verifyChain } from '$lib/server/supabase/audit';
import { directory } from '$lib/server/supabase/staff';

const READING = ['auditor', 'admin'] as const;

export async function load(event) {
	const me = await requireStaff(event, READING);
	const [entries, people] = await orErrorPage(Promise.all([lastEntries(me.client), directory(me.client)]));
	return {
		entries: entries.map(({ id, at, action, entity, hash, actor_id, actor_role }) => ({
			id,
			at,
			action,
			entity,
			hash,
			person:
				actor_role === 'applicant' || actor_id === null ? roleText(actor_role) : nameOf(actor_id, people, me)
		}))
	};
}

export const actions = {
	/** Recomputes the whole chain; changes nothing. */
	verify: async (event) => {
		const { client } = await requireStaff(event, READING);
		try {
			return { check: await verifyChain(client), refusal: null };
		} catch (failure) {
			const refusal = asRefusal(failure);
			return fail(refusal.status, { check: null, refusal: refusalText(refusal, staffLocale(event.locals)) });
		}
	}
};
