import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { nameOf, roleText } from '$lib/server/staff/person-texts';
import { directory, members, openInvitations, type StaffMember } from '$lib/server/supabase/staff';

export async function load(event) {
	const me = await requireStaff(event);
	const isAdmin = me.roles.includes('admin');
	const [rows, invitations, people] = await orErrorPage(
		Promise.all([members(me.client), isAdmin ? openInvitations(me.client) : null, directory(me.client)])
	);
	const now = Date.now();
	return {
		members: personRows(rows).map(({ id, roles, since, isActive }) => ({
			key: id,
			person: nameOf(id, people, me),
			roles: roles.map(roleText).join(', '),
			since,
			isActive
		})),
		/** Null for everybody but admins: addresses of people who are not here yet are nobody else's business. */
		invitations:
			invitations?.map((row) => ({
				id: row.id,
				email: row.email,
				role: roleText(row.role),
				invitedAt: row.created_at,
				expiresAt: row.expires_at,
				isExpired: Date.parse(row.expires_at) <= now
			})) ?? null
	};
}

/** One row per person instead of one per role. Whoever left keeps the roles they had, said to be former by `isActive`. */
function personRows(rows: readonly StaffMember[]) {
	return [...new Set(rows.map((row) => row.user_id))].map((id) => {
		const own = rows.filter((row) => row.user_id === id);
		const active = own.filter((row) => row.is_active);
		const shown = active.length > 0 ? active : own;
		return {
			id,
			roles: shown.map((row) => row.role),
			since: shown[0]?.created_at ?? '',
			isActive: active.length > 0
		};
	});
}
