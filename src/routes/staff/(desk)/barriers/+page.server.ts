import { fail, redirect } from '@sveltejs/kit';
import { isLocale, languageOf } from '$lib/i18n/locales';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf } from '$lib/server/staff/person-texts';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { reportedBarriers, settle } from '$lib/server/supabase/accessibility-reports';
import { directory } from '$lib/server/supabase/staff';

export async function load(event) {
	const me = await requireStaff(event);
	const [reports, people] = await orErrorPage(
		Promise.all([reportedBarriers(me.client), directory(me.client)])
	);
	return {
		reports: reports.map(({ id, at, locale, page, barrier, wish, email, done_at, done_by }) => ({
			id,
			at,
			language: isLocale(locale) ? languageOf(locale) : null,
			page,
			barrier,
			wish,
			email,
			done: done_at !== null && done_by !== null ? { at: done_at, by: nameOf(done_by, people, me) } : null
		})),
		maySettle: me.roles.some((role) => role !== 'auditor'),
		isSettled: event.url.searchParams.has('done')
	};
}

export const actions = {
	settle: async (event) => {
		const { client } = await requireStaff(event, ['clerk', 'decider', 'admin']);
		const id = (await event.request.formData()).get('id');
		try {
			await settle(client, String(id));
		} catch (failure) {
			const refusal = asRefusal(failure);
			return fail(refusal.status, { refusal: refusalText(refusal, staffLocale(event.locals)) });
		}
		redirect(303, '/staff/barriers?done');
	}
};
