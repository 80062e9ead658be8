import { redirect } from '@sveltejs/kit';
import { negotiateLocale } from '$lib/i18n/locales';
import { savedLocale } from '$lib/server/locale-cookie';

/** `/` only chooses the language: the one saved, then the browser's, then German. */
export function load({ cookies, request, setHeaders, url }) {
	setHeaders({ vary: 'accept-language, cookie', 'cache-control': 'no-store' });
	redirect(
		307,
		`/${savedLocale({ cookies, url })?.locale ?? negotiateLocale(request.headers.get('accept-language'))}`
	);
}
