import type { Page } from '@playwright/test';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { newestCode } from '../../support/mailbox.ts';
import { colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';
import { words } from '../../support/words.ts';

async function chooseInBar(page: Page, to: string): Promise<void> {
	await page.locator('details.menu summary').click();
	await page.locator(`details.menu a[hreflang="${to}"]`).click();
	await page.waitForURL(new RegExp(`/${to}/`));
}

const savedIn = async (page: Page) =>
	(await page.context().cookies()).find(({ name }) => name === 'locale')?.value;

test('Elif chooses Turkish on her phone, and it is there on the library’s computer', async ({
	page,
	newWindow,
	server
}) => {
	const email = 'elif.language@example.test';
	const phone = new Applicant(page, server.origin);
	await phone.signIn(email, '/account');
	await chooseInBar(page, 'tr');
	await expect.poll(() => savedIn(page)).toBe('tr.account');

	const library = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const elif = new Applicant(library, server.origin);
	await library.goto(elif.address('/sign-in?next=/de/account'));
	await library.locator('#code').fill(await elif.askForCode(email));
	await library.waitForURL(/\/tr\/account$/);
	await expect(library.getByRole('heading', { name: words('tr')('account_title') })).toBeVisible();
	expect(await savedIn(library)).toBe('tr.account');
});

test('what was chosen by hand on this device counts more than what the account knew, and the account learns it', async ({
	page,
	newWindow,
	server
}) => {
	const email = 'olha.language@example.test';
	await new Applicant(page, server.origin).signIn(email, '/account');
	await chooseInBar(page, 'uk');
	await expect.poll(() => savedIn(page)).toBe('uk.account');

	const other = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	await other.goto(`${server.origin}/de/sign-in`);
	await chooseInBar(other, 'pl');
	expect(await savedIn(other)).toBe('pl.hand');
	await new Applicant(other, server.origin, 'pl').signIn(email, '/account');
	await expect(other.getByRole('heading', { name: words('pl')('account_title') })).toBeVisible();
	expect(await savedIn(other)).toBe('pl.account');
	// A look at a page in another language is no choice.
	await other.goto(`${server.origin}/fr`);
	expect(await savedIn(other)).toBe('pl.account');

	const third = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	await third.goto(`${server.origin}/de/sign-in?next=/de/account`);
	await third.locator('#code').fill(await new Applicant(third, server.origin).askForCode(email));
	await third.waitForURL(/\/pl\/account$/);
});

test('on a phone that is somebody else’s a choice is not its owner’s, and nothing of the account’s stays', async ({
	newWindow,
	server
}) => {
	const phone = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const guest = new Applicant(phone, server.origin);
	await guest.keepNothingHere();
	const before = await savedIn(phone);
	await chooseInBar(phone, 'tr');
	await expect(phone.getByRole('heading', { name: words('tr')('account_title') })).toBeVisible();
	expect(await savedIn(phone)).toBe(before);
	await new Applicant(phone, server.origin, 'tr').signIn('guest.language@example.test', '/account');
	const finish = words('tr')('borrowed_finish');
	await phone.locator('main').getByRole('button', { name: finish }).click();
	await phone.locator('dialog').getByRole('button', { name: finish }).click();
	await expect.poll(() => savedIn(phone)).toBe(undefined);
});

// On a server of its own, which outlives the windows: colleagues are the same people in every test, and this one ends in English.
test('the office takes its language along too', async ({ ownServer: server, newWindow }) => {
	const signIn = async (from: 'de' | 'en') => {
		const page = await newWindow({ ...deskScreen, locale: 'de-DE' });
		const say = words(from, 'office');
		await page.goto(`${server.origin}/staff`);
		await page.locator('#email').fill(colleagues.manager);
		await page.getByRole('button', { name: say('sign_in_send') }).click();
		await page.locator('#code').waitFor();
		await page.locator('#code').fill(await newestCode(server.origin, colleagues.manager));
		await page.getByRole('button', { name: say('sign_in_verify'), exact: true }).click();
		await page.waitForURL((url) => url.pathname === '/staff');
		return page;
	};
	const first = await signIn('de');
	await first.getByRole('button', { name: words('de', 'office')('language_en') }).click();
	await expect(first.locator('html')).toHaveAttribute('lang', 'en-GB');
	const second = await signIn('de');
	await expect(second.locator('html')).toHaveAttribute('lang', 'en-GB');
});
