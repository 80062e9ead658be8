import type { RequestEvent } from '@sveltejs/kit';
import { borrowedPhoneCookie } from '../core/api/borrowed-phone';
import { cookieName } from '../core/api/cookie-name';
import { isLocale, type Locale } from '../i18n/locales';

/** The language of this browser; strictly necessary, read by `/`, by staff pages and by the visitor's script. */
const LOCALE_COOKIE = 'locale';
const A_YEAR_S = 31_536_000;

/**
 * Where the language came from. `visit`: an address was opened in it. `hand`: somebody chose it, and their account has not
 * heard of it yet. `account`: it is that of the account which is signed in, and goes with it.
 */
type Origin = 'visit' | 'hand' | 'account';
type Asking = Pick<RequestEvent, 'cookies' | 'url'>;

/** `tr`, `tr.hand`, `tr.account`: one cookie, so that there is no second thing to explain. `src/visitor.ts` writes it too. */
export function savedLocale({ cookies, url }: Asking): { locale: Locale; origin: Origin } | null {
	const [locale, origin] = (cookies.get(cookieName(LOCALE_COOKIE, url)) ?? '').split('.');
	if (!isLocale(locale)) return null;
	return { locale, origin: origin === 'hand' || origin === 'account' ? origin : 'visit' };
}

/** Not `httpOnly`: the visitor's script keeps it on pages the server does not make. */
export function saveLocale({ cookies, url }: Asking, locale: Locale, origin: Origin): void {
	const value = origin === 'visit' ? locale : `${locale}.${origin}`;
	cookies.set(cookieName(LOCALE_COOKIE, url), value, { ...placeOf(url), maxAge: A_YEAR_S });
}

const placeOf = ({ protocol }: URL) =>
	({ path: '/', sameSite: 'lax', httpOnly: false, secure: protocol === 'https:' }) as const;

/** Whose session ends takes the account's language along; on a borrowed phone nothing of it stays. */
export function leaveLocale(event: Asking): void {
	const saved = savedLocale(event);
	if (isBorrowedPhone(event)) event.cookies.delete(cookieName(LOCALE_COOKIE, event.url), placeOf(event.url));
	else if (saved !== null) saveLocale(event, saved.locale, 'visit');
}

export function isBorrowedPhone({ cookies, url }: Asking): boolean {
	return cookies.get(cookieName(borrowedPhoneCookie, url)) !== undefined;
}
