import { redirect } from '@sveltejs/kit';
import { isStaffLocale } from '$lib/i18n/locales';
import { saveLocale } from '$lib/server/locale-cookie';
import { safePage } from '$lib/server/staff/paths';
import { hasSessionCookie, personClient } from '$lib/server/supabase/clients';
import { tellAccount } from '$lib/server/supabase/languages';

/**
 * Keeps the chosen language, with the account of whoever is signed in, and goes back to the page it was chosen on. A plain
 * form post: texts load with the page.
 */
export async function POST(event) {
	const form = await event.request.formData();
	const locale = form.get('locale');
	if (isStaffLocale(locale)) {
		saveLocale(event, locale, 'hand');
		if (hasSessionCookie(event.cookies)) await tellAccount(event, await personClient(event));
	}
	const back = form.get('back');
	redirect(303, back === '/staff/sign-in' ? back : safePage(typeof back === 'string' ? back : null));
}
