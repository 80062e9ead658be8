import { partialPeople } from '../supabase/reviews';
import { members, type Directory } from '../supabase/staff';
import { mayAct, type StaffPerson } from './guard';
import { nameOf } from './person-texts';

/** Who may take part in a case, and who may not: what the database refuses for partiality is not offered. */
export type Partiality = {
	/** Ids of those who take no part. */
	readonly partial: readonly string[];
	/** Whoever could act on it. */
	readonly able: readonly { readonly id: string; readonly name: string }[];
	/** Ids of those who could sign second, or undo what one of them signed. */
	readonly deciders: readonly string[];
	/** Why the reader takes none; null where they do, or could not act anyway. */
	readonly mine: 'declared' | 'found' | null;
};

export async function partialityOf(
	me: StaffPerson,
	applicationId: string,
	people: Directory
): Promise<Partiality> {
	const [rows, staff] = await Promise.all([partialPeople(me.client, applicationId), members(me.client)]);
	const partial = rows.map(({ user_id }) => user_id);
	const active = staff.filter((member) => member.is_active && mayAct([member.role]));
	const own = mayAct(me.roles) ? rows.find(({ user_id }) => user_id === me.id) : undefined;
	return {
		partial,
		able: [...new Set(active.map(({ user_id }) => user_id))]
			.filter((person) => !partial.includes(person))
			.map((person) => ({ id: person, name: nameOf(person, people, me) })),
		deciders: active.filter(({ role }) => role === 'decider').map(({ user_id }) => user_id),
		mine: own ? (own.is_declared ? 'declared' : 'found') : null
	};
}
