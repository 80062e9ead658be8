import { randomUUID } from 'node:crypto';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';
import { words } from '../../support/words.ts';

test('Elif reports a button without a name, without scripts and without an account; the office settles it', async ({
	newWindow,
	server
}) => {
	const say = words('tr');
	const page = await newWindow({ ...phoneScreen, locale: 'tr-TR', javaScriptEnabled: false });
	const barrier = `Düğmenin adı yok (${randomUUID().slice(0, 8)})`;
	await page.goto(`${server.origin}/tr/accessibility`);
	await page.getByRole('link', { name: say('report_title') }).click();
	await page.locator('#email').fill('elif');
	await page.getByRole('button', { name: say('report_send') }).click();
	await expect(page.getByRole('link', { name: say('report_missing') })).toBeVisible();
	await expect(page.locator('#email')).toHaveValue('elif');
	await page.locator('#barrier').fill(barrier);
	await page.locator('#email').fill('elif@example.test');
	await page.getByRole('button', { name: say('report_send') }).click();
	await expect(page.getByRole('heading', { name: say('report_thanks_title') })).toBeVisible();

	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	await clerk.signIn(colleagues.clerk);
	await clerk.page.getByRole('link', { name: clerk.say('nav_barriers') }).click();
	const report = clerk.page.locator('article').filter({ hasText: barrier });
	await expect(report.getByRole('link', { name: 'elif@example.test' })).toBeVisible();
	await expectGoodLooks(clerk.page, ['light', 'dark']);
	await report.getByRole('button', { name: clerk.say('barriers_settle') }).click();
	await expect(clerk.page.getByText(clerk.say('barriers_settled'))).toBeVisible();
	await expect(report.getByRole('link')).toHaveCount(0);
});

test('plain German is one tap away from every public page, and other languages are not sent astray there', async ({
	page
}) => {
	await page.goto('/ar/help');
	await page.locator('footer').getByRole('link', { name: 'Einfaches Deutsch' }).click();
	await expect(page).toHaveURL(/\/de-simple\/leichte-sprache$/);
	await expect(page.locator('html')).toHaveAttribute('lang', 'de-simple');
	await expect(page.locator('link[hreflang]')).toHaveCount(0);
	await expectGoodLooks(page, ['light', 'dark']);
	await page.goto('/tr/leichte-sprache');
	await expect(page).toHaveURL(/\/tr$/);
});
