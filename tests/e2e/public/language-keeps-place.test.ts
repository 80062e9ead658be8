import type { Page } from '@playwright/test';
import { openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';

/** As somebody does who moved on while the menu was open: it scrolls away with the head of the page. */
async function chooseFromBelow(page: Page, to: string, scroll: (page: Page) => Promise<unknown>) {
	await page.locator('details.menu summary').click();
	await page.locator(`details.menu a[hreflang="${to}"]`).focus();
	await scroll(page);
	await page.keyboard.press('Enter');
	await page.waitForURL(new RegExp(`/${to}/`));
}

const topOf = (page: Page, index: number) =>
	page
		.locator('main h2')
		.nth(index)
		.evaluate((heading) => Math.round(heading.getBoundingClientRect().top));

test('a page in another language is at the same heading, however long its texts are', async ({ page }) => {
	for (const to of ['ar', 'ru']) {
		await page.goto(`/de/rounds/${openRound}`);
		let before = 0;
		await chooseFromBelow(page, to, async () => {
			await page
				.locator('main h2')
				.nth(3)
				.evaluate((heading) => heading.scrollIntoView({ behavior: 'instant' }));
			expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1000);
			before = await topOf(page, 3);
		});
		await expect.poll(async () => Math.abs((await topOf(page, 3)) - before)).toBeLessThan(40);
	}
});

test('what stands behind the # stays in the address', async ({ page }) => {
	await page.goto('/de#contact');
	await page.locator('details.menu summary').click();
	await page.locator('details.menu a[hreflang="tr"]').click();
	await expect(page).toHaveURL(/\/tr#contact$/);
});

test('words about a barrier are still there, and nothing of them is kept after that', async ({ page }) => {
	await page.goto('/de/accessibility/report');
	await page.locator('#barrier').fill('Der Knopf hat keinen Namen');
	await page.locator('#email').fill('elif@');
	await page.locator('details.menu summary').click();
	await page.locator('details.menu a[hreflang="fa"]').click();
	await page.waitForURL(/\/fa\//);
	await expect(page.locator('#barrier')).toHaveValue('Der Knopf hat keinen Namen');
	await expect(page.locator('#email')).toHaveValue('elif@');
	expect(await page.evaluate(() => Object.keys(sessionStorage))).not.toContain('kofei-place');
	await page.goto('/fa/accessibility/report');
	await expect(page.locator('#barrier')).toHaveValue('');
});
