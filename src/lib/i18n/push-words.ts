import type { Locale } from './locales';
import * as ar from './messages/moments/ar.json';
import * as de from './messages/moments/de.json';
import * as en from './messages/moments/en.json';
import * as tr from './messages/moments/tr.json';

/** The one sentence a lock screen shows, in every language: the worker has no catalogue. It says nothing about anybody. */
export const pushWords = {
	de: de.push_quiet,
	en: en.push_quiet,
	tr: tr.push_quiet,
	ar: ar.push_quiet
} as const satisfies Record<Locale, string>;
