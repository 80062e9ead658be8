import { describe, expect, it } from 'vitest';
import { parseAmount } from '../core/money/amount';
import {
	formatAmountInput,
	formatCents,
	formatDate,
	formatDateTime,
	formatNames,
	formatShortDate,
	formatShortDateTime
} from './format';
import { languages } from './locales';

describe('formats', () => {
	it("tells a deadline in Duisburg's time, however the database writes the moment", () => {
		expect(formatDateTime('2027-02-15 22:59:59+00', 'de')).toBe(
			'Montag, 15.\u00a0Februar 2027 um 23:59\u00a0Uhr'
		);
		expect(formatDateTime('2027-02-15T22:59:59.000Z', 'de')).toBe(
			'Montag, 15.\u00a0Februar 2027 um 23:59\u00a0Uhr'
		);
		expect(formatDateTime('2026-06-15T21:59:59Z', 'de')).toBe('Montag, 15.\u00a0Juni 2026 um 23:59\u00a0Uhr');
	});

	it('says that a time follows as each language does, not only with a blank', () => {
		expect(
			Object.fromEntries(languages.map(({ code }) => [code, formatDateTime('2027-02-15T22:59:00Z', code)]))
		).toEqual({
			de: 'Montag, 15.\u00a0Februar 2027 um 23:59\u00a0Uhr',
			'de-simple': 'Montag, 15.\u00a0Februar 2027 um 23:59\u00a0Uhr',
			tr: '15\u00a0Şubat 2027 Pazartesi, saat 23:59',
			ar: 'الاثنين، 15\u00a0فبراير 2027 الساعة 23:59',
			bg: 'понеделник, 15\u00a0февруари 2027\u00a0г. в 23:59',
			ro: 'luni, 15\u00a0februarie 2027 la 23:59',
			uk: 'понеділок, 15\u00a0лютого 2027\u00a0р. о 23:59',
			ru: 'понедельник, 15\u00a0февраля 2027\u00a0г. в 23:59',
			en: 'Monday, 15\u00a0February 2027 at 23:59',
			ku: 'duşem, 15ê\u00a0sibata 2027an, saet 23:59',
			fa: 'دوشنبه 15\u00a0فوریهٔ 2027 ساعت 23:59',
			fr: 'lundi 15\u00a0février 2027 à 23:59',
			pl: 'poniedziałek, 15\u00a0lutego 2027, godz. 23:59'
		});
	});

	it('keeps a plain day the day it is', () => {
		expect(formatDate('2027-01-01', 'de')).toBe('Freitag, 1.\u00a0Januar 2027');
	});

	it('says the first of a month as French people do', () => {
		expect(formatDate('2027-03-01', 'fr')).toBe('lundi 1er\u00a0mars 2027');
		expect(formatDateTime('2027-03-01T12:00:00Z', 'fr')).toBe('lundi 1er\u00a0mars 2027 à 13:00');
		expect(formatDate('2027-03-11', 'fr')).toBe('jeudi 11\u00a0mars 2027');
	});

	it('writes money with western digits in every language', () => {
		expect(formatCents(123450, 'de')).toBe('1.234,50\u00a0€');
		expect(formatCents(250000, 'de', true)).toBe('2.500\u00a0€');
		expect(formatCents(123450, 'ar')).toMatch(/1,234\.50/);
		for (const locale of ['uk', 'ro'] as const)
			expect(formatCents(123450, locale)).toMatch(/^1.234,50\u00a0€$/);
		expect(formatAmountInput(123450, 'de')).toBe('1.234,50');
	});

	it('counts the hours to 24 in every language, as they are asked for', () => {
		for (const { code } of languages)
			for (const format of [formatDateTime, formatShortDateTime])
				expect(format('2027-02-15T22:59:00Z', code), code).toContain('23:59');
	});

	it('reads amounts back as each language of the interface writes them, with the word for the currency', () => {
		for (const { tag } of languages)
			for (const currencyDisplay of ['name', 'symbol', 'code'] as const)
				for (const euros of [1, 2, 12.5, 20, 1234.5]) {
					const format = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR', currencyDisplay });
					expect(parseAmount(format.format(euros)), `${tag} ${format.format(euros)}`).toBe(100 * euros);
				}
	});

	it('keeps the word for "year" with its number', () => {
		const moment = '2027-02-15T12:00:00Z';
		for (const locale of ['bg', 'uk', 'ru'] as const)
			for (const format of [formatDate, formatShortDate, formatDateTime, formatShortDateTime])
				expect(format(moment, locale)).not.toMatch(/\s[гр]\.(?<!\u00a0..)/);
	});

	it('names one after the other, told apart also where one has a comma itself', () => {
		expect(formatNames(['Bildung', 'Begegnung'], 'de')).toBe('Bildung, Begegnung');
		expect(formatNames(['Treffen, Reden', 'Bildung'], 'de')).toBe('Treffen, Reden; Bildung');
		expect(formatNames(['تعليم', 'لقاء'], 'ar')).toBe('تعليم، لقاء');
	});

	it('is written by hand in Kurmancî, which no browser knows, exactly as CLDR does', () => {
		const cldr = new Intl.DateTimeFormat('ku-u-nu-latn-ca-gregory', { dateStyle: 'full', timeZone: 'UTC' });
		for (let month = 0; month < 12; month++)
			for (let day = 1; day <= 28; day++) {
				const date = new Date(Date.UTC(2026, month, day));
				expect(formatDate(date.toISOString().slice(0, 10), 'ku')).toBe(
					cldr.format(date).replace('ê ', 'ê\u00a0')
				);
			}
		expect(formatDateTime('2026-02-15T22:59:00Z', 'ku')).toBe('yekşem, 15ê\u00a0sibata 2026an, saet 23:59');
		expect(formatCents(123_450, 'ku')).toBe('1.234,50\u00a0€');
	});
});
