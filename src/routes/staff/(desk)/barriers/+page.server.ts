import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import { isLocale, languageOf } from '$lib/i18n/locales';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { nameOf } from '$lib/server/staff/person-texts';
import { reportedBarriers, settle } from '$lib/server/supabase/accessibility-reports';
import { setSignLanguage, signLanguage } from '$lib/server/supabase/settings';
import { directory } from '$lib/server/supabase/staff';
import { signLanguageSchema } from '$lib/ui/staff/staff-forms';
import { orMessage } from '../applications/[id]/case-answers';

const textsOf = ({ video, transcript }: Awaited<ReturnType<typeof signLanguage>>) => ({
	video: video ?? '',
	transcript: transcript ?? ''
});

const settleSchema = z.object({ id: z.string() });

export async function load(event) {
	const me = await requireStaff(event);
	const [reports, people] = await orErrorPage(
		Promise.all([reportedBarriers(me.client), directory(me.client)])
	);
	const maySettle = me.roles.some((role) => role !== 'auditor');
	return {
		reports: await Promise.all(
			reports.map(async ({ id, at, locale, page, barrier, wish, email, done_at, done_by }) => ({
				id,
				at,
				language: isLocale(locale) ? languageOf(locale) : null,
				page,
				barrier,
				wish,
				email,
				done: done_at !== null && done_by !== null ? { at: done_at, by: nameOf(done_by, people, me) } : null,
				form:
					maySettle && done_at === null
						? await superValidate(zod4(settleSchema), { id: `settle-${id}` })
						: null
			}))
		),
		videoForm: me.roles.includes('admin')
			? await superValidate(textsOf(await orErrorPage(signLanguage())), zod4(signLanguageSchema), {
					id: 'video',
					errors: false
				})
			: null,
		done: event.url.searchParams.get('done')
	};
}

export const actions = {
	settle: async (event) => {
		const { client } = await requireStaff(event, ['clerk', 'decider', 'admin']);
		const form = await superValidate(event.request, zod4(settleSchema));
		const refused = await orMessage(event, form, () => settle(client, form.data.id));
		return refused ?? redirect(303, '/staff/barriers?done=settled');
	},

	video: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const form = await superValidate(event.request, zod4(signLanguageSchema), { id: 'video' });
		if (!form.valid) return fail(422, { form });
		const { video, transcript } = form.data;
		const refused = await orMessage(event, form, () => setSignLanguage(client, video, transcript));
		return refused ?? redirect(303, '/staff/barriers?done=video');
	}
};
