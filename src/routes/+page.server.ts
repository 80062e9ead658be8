import { redirect } from '@sveltejs/kit';
import { isLocale, negotiateLocale } from '$lib/i18n/locales';
import { localeCookie } from '$lib/server/locale';

/** `/` only chooses the language: the one saved, then the browser's, then German. */
export function load({ cookies, request, setHeaders, url }) {
	const saved = cookies.get(localeCookie(url));
	setHeaders({ vary: 'accept-language, cookie', 'cache-control': 'no-store' });
	redirect(307, `/${isLocale(saved) ? saved : negotiateLocale(request.headers.get('accept-language'))}`);
}
