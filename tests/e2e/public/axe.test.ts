import { archivedRound, openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';

const pages = [
	'',
	`/rounds/${openRound}`,
	`/rounds/${archivedRound}`,
	`/check/${openRound}`,
	`/check/${openRound}?takes_place_here=yes&is_a_group=yes&has_begun=no&fits_the_period=yes&fits_the_purpose=yes`,
	`/check/${openRound}?takes_place_here=no`,
	'/help',
	'/accessibility',
	'/privacy',
	'/imprint'
];

for (const language of ['de', 'ar'] as const) {
	test(`everybody can read every public page in ${language}, in both colours and on narrow screens`, async ({
		page
	}) => {
		for (const path of pages) {
			const response = await page.goto(`/${language}${path}`);
			expect(response?.status()).toBe(200);
			await expect(page.locator('html')).toHaveAttribute('lang', language);
			await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
			await expect(page.locator('h1')).toHaveCount(1);
			await expectGoodLooks(page, ['light', 'dark']);
		}
	});
}

test('the first byte already speaks the right language, and pages can be read without JavaScript', async ({
	browser,
	server
}) => {
	const html = await (await fetch(`${server.origin}/ar`)).text();
	expect(html).toMatch(/<html[^>]* lang="ar"[^>]* dir="rtl"|<html[^>]* dir="rtl"[^>]* lang="ar"/);
	const context = await browser.newContext({
		javaScriptEnabled: false,
		viewport: { width: 360, height: 740 }
	});
	const page = await context.newPage();
	await page.goto(`${server.origin}/ar/check/${openRound}`);
	await page.locator('a.answer').first().click();
	await expect(page).toHaveURL(/takes_place_here=yes$/);
	await context.close();
});
