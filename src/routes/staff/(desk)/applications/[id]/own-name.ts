import type { RequestEvent } from '@sveltejs/kit';
import { setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { setName, type Directory } from '$lib/server/supabase/staff';
import { ownNameSchema } from '$lib/ui/staff/staff-forms';
import { ACTING, done, orMessage } from './case-answers';

const form = { id: 'own-name' };

/** For whoever would sign a letter and has said no name; null for everybody else. */
export async function ownNameForm(me: StaffPerson, people: Directory) {
	return people[me.id]?.name == null
		? await superValidate(zod4(ownNameSchema), { ...form, errors: false })
		: null;
}

/** Said where it is needed; the page keeps its filter. */
export async function sayOwnName(event: RequestEvent) {
	const me = await requireStaff(event, ACTING);
	const said = await superValidate(event.request, zod4(ownNameSchema), form);
	if (!said.valid) return setError(said, 'name', said.errors.name?.[0] ?? 'required', { status: 422 });
	return (
		(await orMessage(event, said, () => setName(me.client, me.id, said.data.name))) ?? done(event, 'named')
	);
}
