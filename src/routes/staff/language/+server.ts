import { redirect } from '@sveltejs/kit';
import { isStaffLocale } from '$lib/i18n/locales';
import { localeCookie } from '$lib/server/locale';
import { safePage } from '$lib/server/staff/paths';

const A_YEAR_S = 31_536_000;

/** Keeps the chosen language and goes back to the page it was chosen on. A plain form post: texts load with the page. */
export async function POST({ request, cookies, url }) {
	const form = await request.formData();
	const locale = form.get('locale');
	if (isStaffLocale(locale)) {
		cookies.set(localeCookie(url), locale, {
			path: '/',
			maxAge: A_YEAR_S,
			sameSite: 'lax',
			httpOnly: true,
			secure: url.protocol === 'https:'
		});
	}
	const back = form.get('back');
	redirect(303, back === '/staff/sign-in' ? back : safePage(typeof back === 'string' ? back : null));
}
