import { describe, expect, it } from 'vitest';
import { isLocale, localeOfPath, negotiateLocale, pathInLocale } from './locales';

describe('the language of a visitor', () => {
	it.each([
		['tr-TR,tr;q=0.9,de;q=0.8', 'tr'],
		['ar', 'ar'],
		['xx,en-US;q=0.7,de;q=0.3', 'en'],
		['de;q=0.3,en;q=0.9', 'en'],
		['xx', 'de'],
		['', 'de'],
		[null, 'de'],
		['en;q=0,tr;q=0.1', 'tr'],
		['en;q=banana,tr;q=0.1', 'tr']
	])('for "%s" is %s', (header, locale) => {
		expect(negotiateLocale(header)).toBe(locale);
	});

	it('is read from the first part of the address and from nothing else', () => {
		expect(localeOfPath('/ar/apply/x')).toBe('ar');
		expect(localeOfPath('/staff')).toBeNull();
		expect(isLocale('constructor')).toBe(false);
	});

	it('changes without losing the place or the answers in the query', () => {
		const url = { pathname: '/de/check/kofei-2027', search: '?group=yes' };
		expect(pathInLocale(url, 'ar')).toBe('/ar/check/kofei-2027?group=yes');
		expect(pathInLocale({ pathname: '/de', search: '' }, 'tr')).toBe('/tr');
	});
});
