import { parseInstant } from '../core/time/instant';
import { languageOf, type Locale } from './locales';

/** The office's time: deadlines and arrivals are meant in Duisburg's time wherever the reader is. */
const TIME_ZONE = 'Europe/Berlin';

/** "Sonntag, 15. Februar 2026" */
export function formatDate(date: Date | string, locale: Locale): string {
	const timeZone = zoneOf(date);
	if (locale === 'ku') return kurdishDate(toDate(date), timeZone);
	return written(formatter(locale, { dateStyle: 'full', timeZone }).format(toDate(date)), locale);
}

/** "15.02.2026" */
export function formatShortDate(date: Date | string, locale: Locale): string {
	const format = formatter(locale, {
		day: '2-digit',
		month: '2-digit',
		year: 'numeric',
		timeZone: zoneOf(date)
	});
	return inOnePiece(format.format(toDate(date)));
}

/** What people say before the hour where browsers say nothing, or something else. */
const beforeHour: Partial<Record<Locale, string>> = {
	ar: ' الساعة ',
	ku: ', saet ',
	pl: ', godz. ',
	tr: ', saat '
};

/** "Sonntag, 15. Februar 2026 um 23:59 Uhr", in Duisburg's time */
export function formatDateTime(date: Date | string, locale: Locale): string {
	const moment = toDate(date);
	const format = (dateStyle?: 'full') =>
		formatter(locale, { dateStyle, timeStyle: 'short', timeZone: TIME_ZONE }).format(moment);
	const word = beforeHour[locale];
	if (word) return formatDate(moment, locale) + word + format();
	return written(format('full'), locale) + (locale.startsWith('de') ? '\u00a0Uhr' : '');
}

/** "15.02.2026, 23:59" */
export function formatShortDateTime(date: Date | string, locale: Locale): string {
	const format = formatter(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });
	return inOnePiece(format.format(toDate(date)));
}

/** "2026-02-15": the day it is in Duisburg at that moment. */
export function berlinDay(moment: Date): string {
	return new Intl.DateTimeFormat('sv', { timeZone: TIME_ZONE }).format(moment);
}

/** "1.234,50 €"; whole euros without cents when `isShort`. */
export function formatCents(cents: number, locale: Locale, isShort = false): string {
	const digits = isShort && cents % 100 === 0 ? 0 : 2;
	const format = new Intl.NumberFormat(numberTag(locale), {
		style: 'currency',
		currency: 'EUR',
		// Ukrainian and Romanian would say EUR, beside fields that say €.
		currencyDisplay: 'narrowSymbol',
		minimumFractionDigits: digits,
		maximumFractionDigits: digits
	});
	return format.format(cents / 100);
}

export function formatNumber(value: number, locale: Locale): string {
	return new Intl.NumberFormat(numberTag(locale)).format(value);
}

/** Names one after the other: "Bildung, Begegnung". Where one has a comma itself, semicolons stand between them. */
export function formatNames(names: readonly string[], locale: Locale): string {
	const [comma, semicolon] = languageOf(locale).direction === 'rtl' ? '،؛' : ',;';
	return names.join(`${names.some((name) => /[,،]/.test(name)) ? semicolon : comma} `);
}

/** "1.234,50": as an amount stands in its field, to be typed over. */
export function formatAmountInput(cents: number, locale: Locale): string {
	return new Intl.NumberFormat(numberTag(locale), {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2
	}).format(cents / 100);
}

/** Western digits in every script: they are what stands on a German bank statement and in the letter. */
function numberTag(locale: Locale): string {
	return `${formatTag(locale)}-u-nu-latn`;
}

/** French people say "1er mars", which browsers do not know. */
const written = (date: string, locale: Locale) =>
	inOnePiece(locale === 'fr' ? date.replace(/ 1 /, ' 1er ') : date);

/** A day stays with its month, and the word for "year" with its number: "15. Februar", "1er mars", "2027 г.", "2027 р.". */
function inOnePiece(date: string): string {
	return date.replace(/ (?=[гр]\.)/g, '\u00a0').replace(/\b(\d{1,2}(?:\.|er|ê)?) (?=\p{L})/gu, '$1\u00a0');
}

function formatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat(`${formatTag(locale)}-u-nu-latn-ca-gregory`, {
		...options,
		// Arabic alone would say 11:59 in the evening, beside fields that ask for 23:59.
		...(locale === 'ar' && { hourCycle: 'h23' })
	});
}

/** No browser formats Kurmancî and each would take the device's language for it: numbers as in German, days by hand. */
function formatTag(locale: Locale): string {
	return locale === 'ku' ? 'de' : languageOf(locale).tag;
}

const kurdishDays = 'yekşem duşem sêşem çarşem pêncşem înî şemî'.split(' ');
const kurdishMonths =
	'rêbendana sibata adara nîsana gulana hezîrana tîrmeha tebaxa îlona cotmeha mijdara berfanbara'.split(' ');

/** "şemî, 28ê mijdara 2026an", as CLDR writes it. */
function kurdishDate(date: Date, timeZone: string): string {
	const [year = 0, month = 1, day = 1] = new Intl.DateTimeFormat('sv', { timeZone })
		.format(date)
		.split('-')
		.map(Number);
	const weekday = kurdishDays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
	return `${weekday}, ${day}ê\u00a0${kurdishMonths[month - 1]} ${year}an`;
}

/** A plain day (`2026-02-15`) has no zone; reading it in Berlin's could make it the day before. */
function zoneOf(date: Date | string): string {
	return typeof date === 'string' && date.length === 10 ? 'UTC' : TIME_ZONE;
}

function toDate(date: Date | string): Date {
	// Not every browser's `Date` reads the moments Postgres writes ("2027-02-15 22:59:59+00").
	return typeof date === 'string' ? new Date(parseInstant(date) ?? date) : date;
}
