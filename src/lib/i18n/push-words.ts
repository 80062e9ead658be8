import type { Locale } from './locales';
import { push_quiet as ar } from './messages/moments/ar.json';
import { push_quiet as de } from './messages/moments/de.json';
import { push_quiet as en } from './messages/moments/en.json';
import { push_quiet as tr } from './messages/moments/tr.json';

/** The one sentence a lock screen shows, in every language: the worker has no catalogue. It says nothing about anybody. */
export const pushWords = { de, en, tr, ar } as const satisfies Record<Locale, string>;
