import type { Locale } from './locales';
import * as ar from './messages/moments/ar.json';
import * as bg from './messages/moments/bg.json';
import * as de from './messages/moments/de.json';
import * as deSimple from './messages/moments/de-simple.json';
import * as en from './messages/moments/en.json';
import * as fa from './messages/moments/fa.json';
import * as fr from './messages/moments/fr.json';
import * as ku from './messages/moments/ku.json';
import * as pl from './messages/moments/pl.json';
import * as ro from './messages/moments/ro.json';
import * as ru from './messages/moments/ru.json';
import * as tr from './messages/moments/tr.json';
import * as uk from './messages/moments/uk.json';

/** The one sentence a lock screen shows, in every language: the worker has no catalogue. It says nothing about anybody. */
export const pushWords = {
	de: de.push_quiet,
	'de-simple': deSimple.push_quiet,
	tr: tr.push_quiet,
	ar: ar.push_quiet,
	bg: bg.push_quiet,
	ro: ro.push_quiet,
	uk: uk.push_quiet,
	ru: ru.push_quiet,
	en: en.push_quiet,
	ku: ku.push_quiet,
	fa: fa.push_quiet,
	fr: fr.push_quiet,
	pl: pl.push_quiet
} as const satisfies Record<Locale, string>;
