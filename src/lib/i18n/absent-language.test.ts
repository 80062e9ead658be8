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

	it('takes nothing over from the address but the address', () => {
		expect(absentLanguagePage({ wanted: 'ar', present: ['de'], url })).not.toContain('<script>');
	});

	it('is allowed its own style by the hash, and nothing else', async () => {
		const page = absentLanguagePage({ wanted: 'ar', present: ['de'], url });
		const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
		const hash = createHash('sha256').update(style).digest('base64');
		const policy = await absentLanguagePolicy();
		expect(policy).toContain(`style-src 'sha256-${hash}'`);
		expect(policy).not.toContain('unsafe');
	});
});
