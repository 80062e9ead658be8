import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf } from '$lib/server/staff/person-texts';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { directory, members, setRoles } from '$lib/server/supabase/staff';
import { rolesSchema, type StaffRoleCode } from '$lib/ui/staff/staff-forms';

type Asking = RequestEvent<{ id: string }>;

export async function load(event) {
	const me = await requireStaff(event, ['admin']);
	const [rows, people] = await orErrorPage(Promise.all([members(me.client), directory(me.client)]));
	const own = rows.filter(({ user_id }) => user_id === event.params.id);
	if (own.length === 0) error(404, { message: 'not_found', code: 'not_found' });
	const roles = own.filter(({ is_active }) => is_active).map(({ role }) => role);
	return {
		person: nameOf(event.params.id, people, me),
		isActive: roles.length > 0,
		form: await superValidate({ roles }, zod4(rolesSchema), { errors: false })
	};
}

export const actions = {
	roles: (event) => save(event, null, 'roles'),
	/** At once: a session that is still valid finds every door closed with its next request. */
	deactivate: (event) => save(event, [], 'deactivated')
};

async function save(event: Asking, fixed: readonly StaffRoleCode[] | null, done: string) {
	const { client } = await requireStaff(event, ['admin']);
	const form = await superValidate(event.request, zod4(rolesSchema));
	try {
		await setRoles(client, event.params.id, fixed ?? form.data.roles);
	} catch (failure) {
		const refusal = asRefusal(failure);
		return message(form, refusalText(refusal, staffLocale(event.locals)), {
			status: refusal.status >= 500 ? 500 : 422
		});
	}
	redirect(303, `/staff/people?done=${done}`);
}
