import type { StaffPerson } from '$lib/server/staff/guard';
import { nameOf } from '$lib/server/staff/person-texts';
import type { CaseStanding } from '$lib/server/supabase/cases';
import type { Directory } from '$lib/server/supabase/staff';

/** How the case stands at the desk, with names instead of ids. */
export function standingOf({ revision, others }: CaseStanding, people: Directory, me: StaffPerson) {
	return {
		revision,
		others: others.map(({ user_id, since }) => ({ id: user_id, person: nameOf(user_id, people, me), since }))
	};
}
