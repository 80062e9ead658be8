import { redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import { backend } from '$lib/server/backend';
import { leaveLocale } from '$lib/server/locale-cookie';
import { leaveAddress } from '$lib/server/office-address';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { endSession, endSessions, ownSessions, signOut } from '$lib/server/supabase/sessions';
import { hasFactor } from '$lib/server/supabase/second-factor';
import { orMessage } from '../applications/[id]/case-answers';

const endSchema = z.object({ id: z.uuid() });

export async function load(event) {
	const { client } = await requireStaff(event);
	const { hasSecondFactor } = await backend();
	const sessions = await orErrorPage(ownSessions(client));
	return {
		sessions: await Promise.all(
			sessions.map(async ({ id, device, began_at, seen_at, is_this }) => ({
				id,
				device,
				beganAt: began_at,
				seenAt: seen_at,
				isThis: is_this,
				form: is_this ? null : await superValidate(zod4(endSchema), { id: `end-${id}` })
			}))
		),
		/** `none`: this backend has no second factor at all. */
		secondFactor: !hasSecondFactor ? 'none' : (await hasFactor(client)) ? 'set' : 'unset',
		done: event.url.searchParams.get('done')
	} as const;
}

export const actions = {
	end: async (event) => {
		const { client } = await requireStaff(event);
		const form = await superValidate(event.request, zod4(endSchema));
		const refused = await orMessage(event, form, () => endSession(client, form.data.id));
		return refused ?? redirect(303, '/staff/devices?done=ended');
	},
	/** Here too: whoever presses this wants to be sure. */
	everywhere: async (event) => {
		const { client, id } = await requireStaff(event);
		await orErrorPage(endSessions(client, id, false));
		await signOut(event);
		leaveLocale(event);
		leaveAddress(event);
		redirect(303, '/staff/sign-in');
	}
};
