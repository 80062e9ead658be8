import { redirect } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import { inOrderOf } from '$lib/i18n/order';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf, roleText } from '$lib/server/staff/person-texts';
import {
	directory,
	invite,
	members,
	openInvitations,
	revokeInvitation,
	type StaffMember
} from '$lib/server/supabase/staff';
import { inviteSchema } from '$lib/ui/staff/staff-forms';
import { orMessage } from '../applications/[id]/case-answers';

const revokeSchema = z.object({ email: z.string() });

export async function load(event) {
	const me = await requireStaff(event);
	const isAdmin = me.roles.includes('admin');
	const [rows, invitations, people] = await orErrorPage(
		Promise.all([members(me.client), isAdmin ? openInvitations(me.client) : null, directory(me.client)])
	);
	const now = Date.now();
	const inOrder = inOrderOf(staffLocale(event.locals));
	return {
		members: personRows(rows)
			.map(({ id, roles, since, isActive }) => ({
				key: id,
				person: nameOf(id, people, me),
				address: people[id]?.email ?? '',
				mayOpen: isAdmin || id === me.id,
				roles: roles.map(roleText).join(', '),
				since,
				isActive
			}))
			.sort(
				(one, other) => Number(other.isActive) - Number(one.isActive) || inOrder(one.person, other.person)
			),
		/** Null for everybody but admins: addresses of people who are not here yet are nobody else's business. */
		invitations:
			invitations &&
			(await Promise.all(
				invitations.map(async (row) => ({
					id: row.id,
					email: row.email,
					role: roleText(row.role),
					invitedAt: row.created_at,
					expiresAt: row.expires_at,
					isExpired: Date.parse(row.expires_at) <= now,
					form: await superValidate(zod4(revokeSchema), { id: `revoke-${row.id}` })
				}))
			)),
		inviteForm: isAdmin ? await superValidate(zod4(inviteSchema)) : null,
		done: event.url.searchParams.get('done')
	};
}

export const actions = {
	invite: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const form = await superValidate(event.request, zod4(inviteSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { email, roles } = form.data;
		const refused = await orMessage(event, form, () => invite(client, email, roles));
		return refused ?? redirect(303, '/staff/people?done=invited');
	},
	revoke: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const form = await superValidate(event.request, zod4(revokeSchema));
		const refused = await orMessage(event, form, () => revokeInvitation(client, form.data.email));
		return refused ?? redirect(303, '/staff/people?done=revoked');
	}
};

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
