import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { absentLanguagePage, absentLanguagePolicy } from './absent-language';
import { languages } from './locales';

const url = { pathname: '/ar/apply/1/goals', search: '?a="><script>' };

describe('the page for a language that is not on the device', () => {
	it.each(languages)('speaks it, and leads to the same place in those that are there: $code', (language) => {
		const page = absentLanguagePage({ wanted: language.code, present: ['de', 'tr'], url });
		expect(page).toContain(`<html lang="${language.tag}" dir="${language.direction}">`);
		expect(page).not.toContain('undefined');
		expect([...page.matchAll(/href="(\/[\w-]+\/apply\/1\/goals)/g)].map(([, href]) => href)).toEqual([
			'/ar/apply/1/goals',
			'/de/apply/1/goals',
			'/tr/apply/1/goals'
		]);
	});

	it('may use its own style and nothing else, by its hash', () => {
		const page = absentLanguagePage({ wanted: 'ar', present: ['de'], url });
		const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, text = '']) => text);
		const hashes = styles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
		expect(absentLanguagePolicy).toMatch(/^default-src 'none'; /);
		expect(absentLanguagePolicy).not.toContain('unsafe');
		expect(absentLanguagePolicy.split('style-src ')[1]).toBe(hashes.join(' '));
		expect(page).not.toMatch(/\sstyle=/);
	});

	it('takes nothing over from the address but the address', () => {
		expect(absentLanguagePage({ wanted: 'ar', present: ['de'], url })).not.toContain('<script>');
	});
});
