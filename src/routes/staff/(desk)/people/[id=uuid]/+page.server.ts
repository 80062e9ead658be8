import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { message, setError, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import { orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { givenName, nameOf } from '$lib/server/staff/person-texts';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { backend } from '$lib/server/backend';
import { resetFactor } from '$lib/server/supabase/second-factor';
import { endSessions } from '$lib/server/supabase/sessions';
import { directory, members, setName, setRoles } from '$lib/server/supabase/staff';
import { nameSchema, rolesSchema, type StaffRoleCode } from '$lib/ui/staff/staff-forms';
import { orMessage } from '../../applications/[id]/case-answers';

type Asking = RequestEvent<{ id: string }>;

const clickSchema = z.object({});
const doneOfMine = ['named', 'signed_out', 'factor_reset'] as const;

export async function load(event) {
	const me = await requireStaffFor(event);
	const { id } = event.params;
	const [rows, people] = await orErrorPage(Promise.all([members(me.client), directory(me.client)]));
	const own = rows.filter(({ user_id }) => user_id === id);
	if (own.length === 0) error(404, { message: 'not_found', code: 'not_found' });
	const roles = own.filter(({ is_active }) => is_active).map(({ role }) => role);
	const isMe = id === me.id;
	const mayHelp = me.roles.includes('admin') && !isMe;
	const { hasSecondFactor } = await backend();
	return {
		isMe,
		/** What another admin may do for somebody who lost a device. */
		signOutForm: mayHelp ? await superValidate(zod4(clickSchema), { id: 'sign-out' }) : null,
		factorForm:
			mayHelp && hasSecondFactor ? await superValidate(zod4(clickSchema), { id: 'factor-reset' }) : null,
		person: nameOf(id, people, me),
		givenName: isMe ? givenName(people, me) : null,
		address: people[id]?.email ?? '',
		isActive: roles.length > 0,
		nameForm: await superValidate({ name: people[id]?.name ?? '' }, zod4(nameSchema), {
			id: 'name',
			errors: false
		}),
		rolesForm: me.roles.includes('admin')
			? await superValidate({ roles }, zod4(rolesSchema), { id: 'roles', errors: false })
			: null,
		done: doneOfMine.find((done) => done === event.url.searchParams.get('done')) ?? null
	};
}

export const actions = {
	name: async (event) => {
		const { client } = await requireStaffFor(event);
		const form = await superValidate(event.request, zod4(nameSchema), { id: 'name' });
		if (!form.valid) return setError(form, 'name', 'too_long', { status: 422 });
		try {
			await setName(client, event.params.id, form.data.name);
		} catch (failure) {
			return refused(event, form, failure);
		}
		redirect(303, `${event.url.pathname}?done=named`);
	},
	roles: (event) => save(event, null, 'roles'),
	sign_out: (event) =>
		help(event, 'signed_out', async (client) => void (await endSessions(client, event.params.id, false))),
	reset_factor: (event) => help(event, 'factor_reset', (client) => resetFactor(client, event.params.id)),
	/** At once: a session that is still valid finds every door closed with its next request. */
	deactivate: (event) => save(event, [], 'deactivated')
};

async function save(event: Asking, fixed: readonly StaffRoleCode[] | null, done: string) {
	const { client } = await requireStaff(event, ['admin']);
	const form = await superValidate(event.request, zod4(rolesSchema), { id: 'roles' });
	try {
		await setRoles(client, event.params.id, fixed ?? form.data.roles);
	} catch (failure) {
		return refused(event, form, failure);
	}
	redirect(303, `/staff/people?done=${done}`);
}

async function help(event: Asking, done: string, deed: (client: StaffPerson['client']) => Promise<void>) {
	const { client } = await requireStaff(event, ['admin']);
	const form = await superValidate(event.request, zod4(clickSchema));
	const refusal = await orMessage(event, form, () => deed(client));
	return refusal ?? redirect(303, `${event.url.pathname}?done=${done}`);
}

/** Admins, and the person whose page it is. */
async function requireStaffFor(event: Asking): Promise<StaffPerson> {
	const me = await requireStaff(event);
	return me.id === event.params.id ? me : requireStaff(event, ['admin']);
}

function refused<Values extends Record<string, unknown>>(
	{ locals }: Asking,
	form: SuperValidated<Values, string>,
	failure: unknown
) {
	const refusal = asRefusal(failure);
	return message(form, refusalText(refusal, staffLocale(locals)), {
		status: refusal.status >= 500 ? 500 : 422
	});
}
