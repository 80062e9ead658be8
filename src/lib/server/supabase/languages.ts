import type { RequestEvent } from '@sveltejs/kit';
import { isLocale, type Locale } from '../../i18n/locales';
import { isBorrowedPhone, savedLocale, saveLocale } from '../locale-cookie';
import type { Client } from './clients';
import { refusalOf } from './failure';

type Asking = Pick<RequestEvent, 'cookies' | 'url'>;

/** What this person chose once; null where they did not, or in a language we do not speak any more. */
export async function accountLanguage(client: Client): Promise<Locale | null> {
	const { data, error, status } = await client.rpc('my_language');
	if (error) throw refusalOf(error, status);
	return isLocale(data) ? data : null;
}

/**
 * The language to go on in after signing in: what was chosen by hand on this device, which the account learns, else what the
 * account knows, which this device learns; null for neither. Never in the way: who cannot be told of a language signs in.
 */
export async function languageAtSignIn(event: Asking, client: Client): Promise<Locale | null> {
	if (savedLocale(event)?.origin === 'hand') {
		await tellAccount(event, client);
		return null;
	}
	const locale = await accountLanguage(client).catch(() => null);
	if (locale !== null && !isBorrowedPhone(event)) saveLocale(event, locale, 'account');
	return locale;
}

/** Tells the account of the language that was chosen by hand on this device, once. */
export async function tellAccount(event: Asking, client: Client): Promise<void> {
	const saved = savedLocale(event);
	if (saved?.origin !== 'hand') return;
	const { error } = await client.rpc('choose_language', { p_locale: saved.locale });
	if (!error) saveLocale(event, saved.locale, 'account');
}
