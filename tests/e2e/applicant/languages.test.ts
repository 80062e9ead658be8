import type { Page } from '@playwright/test';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { newestCode } from '../../support/mailbox.ts';
import { words, type Language } from '../../support/words.ts';

/** On the screens of the form the languages are behind a small button, elsewhere in the menu of the bar. */
async function chooseInForm(page: Page, from: Language, to: string): Promise<void> {
	await page.getByRole('button', { name: words(from)('language') }).click();
	await page.locator(`dialog a[hreflang="${to}"]`).click();
}

async function chooseInBar(page: Page, to: string): Promise<void> {
	await page.locator('details.menu summary').click();
	await page.locator(`details.menu a[hreflang="${to}"]`).click();
}

test('Samira changes the language while signing in: address, code step and the way back stay, in one language', async ({
	page,
	server
}) => {
	const samira = new Applicant(page, server.origin);
	const home = await samira.start();
	const email = 'samira@example.test';
	await page.goto(samira.address(`/sign-in?next=${new URL(home).pathname}`));
	await page.locator('#email').pressSequentially('samira@');
	await chooseInBar(page, 'ar');
	await page.waitForURL(/\/ar\/sign-in/);
	await expect(page.locator('#email')).toHaveValue('samira@');
	await page.locator('#email').fill(email);
	await page.getByRole('button', { name: words('ar')('sign_in_send_code') }).click();
	await expect(page.locator('#code')).toBeVisible();
	await page.reload();
	await expect(page.locator('#code')).toBeVisible();
	await chooseInBar(page, 'tr');
	await page.waitForURL(/\/tr\/sign-in/);
	await expect(page.getByText(email)).toBeVisible();
	await page.locator('#code').fill('12');
	await page.getByRole('button', { name: words('tr')('sign_in_confirm'), exact: true }).click();
	await expect(page.getByText(words('tr')('sign_in_code_short'))).toBeVisible();
	await expect(page.getByText(words('tr')('problem_not_an_email'))).toHaveCount(0);
	await page.locator('#code').fill(await newestCode(server.origin, email));
	await page.waitForURL(/\/tr\/apply\/[0-9a-f-]{36}$/);
	expect(await page.locator('html').getAttribute('lang')).toBe('tr');
	await expect(page.getByRole('heading', { name: words('tr')('overview_title') })).toBeVisible();
});

test('a link into another language is a new page, so that nothing is drawn in two', async ({
	page,
	server
}) => {
	const samira = new Applicant(page, server.origin, 'ar');
	await samira.start();
	await page.evaluate(() => {
		const link = document.createElement('a');
		link.href = location.pathname.replace('/ar/', '/de/');
		link.textContent = 'de';
		document.querySelector('main')?.append(link);
		link.click();
	});
	await page.waitForURL(/\/de\/apply\//);
	await expect(page.getByRole('heading', { name: words('de')('overview_title') })).toBeVisible();
	expect(await page.locator('html').getAttribute('lang')).toBe('de');
	await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
});

test('Samira changes the language in the middle of a sentence: she is at the same question, and every letter is there', async ({
	page,
	server
}) => {
	const samira = new Applicant(page, server.origin);
	const home = await samira.start();
	for (const [screen, language, to] of [
		['', 'de', 'tr'],
		['/review', 'tr', 'ar'],
		['/status', 'ar', 'de']
	] as const) {
		await page.goto(home.replace('/de/', `/${language}/`) + screen);
		await chooseInForm(page, language, to);
		await page.waitForURL((url) => url.pathname.startsWith(`/${to}/`) && url.pathname.endsWith(screen));
	}
	await page.goto(`${home}/goals`);
	await page.getByRole('button', { name: samira.say('language') }).click();
	await expectGoodLooks(page);
	await page.keyboard.press('Escape');
	await page.locator('#need').pressSequentially('Mitten im Satz');
	await chooseInForm(page, 'de', 'ar');
	await page.waitForURL(/\/ar\/apply\/.*\/goals$/);
	await expect(page.locator('#need')).toHaveValue('Mitten im Satz');
	await expectGoodLooks(page);

	// Also where the question is not on the first screen of its section.
	await new Applicant(page, server.origin, 'ar').openQuestion('aims');
	await page.locator('#aims').pressSequentially('Noch ein Satz');
	await chooseInForm(page, 'ar', 'de');
	await page.waitForURL(/\/de\/apply\/.*\/goals#aims$/);
	await expect(page.locator('#aims')).toHaveValue('Noch ein Satz');
});

test('the last letters before a reload and before another address are there, without a pause', async ({
	page,
	server
}) => {
	const samira = new Applicant(page, server.origin);
	const home = await samira.start();
	await page.goto(`${home}/goals`);
	for (let round = 1; round <= 3; round += 1) {
		const text = `Runde ${round}: bis zum letzten Buchstaben`;
		await page.locator('#need').fill('');
		await page.locator('#need').pressSequentially(text);
		if (round === 2) await page.goto(`${home}/project`);
		await (round === 2 ? page.goto(`${home}/goals`) : page.reload());
		await expect(page.locator('#need')).toHaveValue(text);
	}
	await expect(samira.standing('on_device')).toBeVisible();
	expect(
		await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('journal')))
	).toEqual([]);
});

test('without network a language never used here is told kindly in itself, with a way back; used ones work', async ({
	page,
	context,
	server
}) => {
	const samira = new Applicant(page, server.origin);
	await page.goto(`${server.origin}/de`);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
	const home = await samira.start();
	await context.setOffline(true);
	for (const [to, lang, dir] of [
		['ar', 'ar', 'rtl'],
		['en-GB', 'en-GB', 'ltr']
	] as const) {
		await page.goto(home);
		await chooseInForm(page, 'de', to);
		const say = words(to === 'ar' ? 'ar' : 'en');
		await expect(page.getByRole('heading', { name: say('language_absent_title') })).toBeVisible();
		await expect(page.locator('html')).toHaveAttribute('lang', lang);
		await expect(page.locator('html')).toHaveAttribute('dir', dir);
		await expectGoodLooks(page, ['light', 'dark']);
		await page.getByRole('link', { name: 'Deutsch' }).click();
		await expect(page.getByRole('heading', { name: samira.say('overview_title') })).toBeVisible();
		expect(page.url()).toBe(home);
	}
	await page.goto(`${server.origin}/tr`);
	await expect(page.getByRole('heading', { name: words('tr')('language_absent_title') })).toBeVisible();
	await context.setOffline(false);
	await page.getByRole('link', { name: words('tr')('language_absent_retry') }).click();
	await expect(page.getByRole('heading', { name: words('tr')('home_title') })).toBeVisible();
});

test('an address without a language that does not exist is answered in the visitor’s own', async ({
	newWindow,
	server
}) => {
	const page = await newWindow({ locale: 'tr-TR' });
	await page.goto(`${server.origin}/gibt-es-nicht`);
	await expect(page.getByRole('heading', { name: words('tr')('error_title_not_found') })).toBeVisible();
	expect(await page.locator('html').getAttribute('lang')).toBe('tr');
	await page.goto(`${server.origin}/ar`);
	await page.goto(`${server.origin}/gibt-es-nicht`);
	await expect(page.getByRole('heading', { name: words('ar')('error_title_not_found') })).toBeVisible();
	expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
});
