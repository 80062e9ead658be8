import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

/** Until the worker has put the program on the phone, a restart without network has nothing to draw. */
const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

test('Leyla, signed in, begins in the underground and restarts the phone there: at home it is in her account', async ({
	server,
	newPhone
}) => {
	const email = 'leyla.underground@example.test';
	const phone = await newPhone({ locale: 'de-DE' });
	let page = await phone.open();
	let leyla = new Applicant(page, server.origin);
	await leyla.signIn(email);
	await kept(page);
	await phone.close();

	page = await phone.open({ isOffline: true });
	leyla = new Applicant(page, server.origin);
	const home = await leyla.start();
	await leyla.openSection('goals');
	await page.locator('#need').fill('Unter der Erde geschrieben');
	await expect(leyla.standing('on_device')).toBeVisible();
	await page.goto(leyla.address('/account'));
	await expect(page.getByText(email)).toBeVisible();
	await expect(page.getByText(leyla.say('account_signed_out'))).toHaveCount(0);
	await expectGoodLooks(page);
	await phone.close();

	page = await phone.open();
	leyla = new Applicant(page, server.origin);
	await page.goto(home);
	await expect(leyla.standing('saved_on_server')).toBeVisible();
	const account = await Account.of(server.origin, email);
	expect((await account.read(new URL(home).pathname.split('/').at(-1) ?? '')).fields).toEqual({
		need: 'Unter der Erde geschrieben',
		'text_language.need': 'de'
	});
	await account.dispose();
});

test('the line is so slow that the rounds come late: they are kept all the same, and Leyla can begin without network', async ({
	badLine: line,
	newPhone
}) => {
	test.setTimeout(120_000);
	line.fault = async ({ url }) => {
		if (url?.endsWith('/rounds.json')) await new Promise((resolve) => setTimeout(resolve, 6000));
		return null;
	};
	const phone = await newPhone({ locale: 'de-DE' });
	let page = await phone.open();
	await page.goto(`${line.origin}/de`);
	await kept(page);
	await phone.close();
	page = await phone.open({ isOffline: true });
	const leyla = new Applicant(page, line.origin);
	await leyla.start();
	await leyla.openSection('goals');
});

test('Ibrahim taps "send" in the tunnel without ever having signed in: it waits, says what is missing, and goes after signing in', async ({
	page,
	context,
	server
}) => {
	test.setTimeout(150_000);
	const ibrahim = new Applicant(page, server.origin);
	const home = await ibrahim.start();
	await kept(page);
	await context.setOffline(true);
	await ibrahim.writeEverythingElse();
	await ibrahim.openReview();
	await ibrahim.sendButton.click();
	await expect(page.getByText(ibrahim.say('queued_sign_in'))).toBeVisible();
	await expect(ibrahim.standing('queued_not_sent')).toBeVisible();
	await expectGoodLooks(page);

	for (const screen of ['', '/goals', '/status']) {
		await page.goto(`${home}${screen}`);
		await expect(page.getByRole('heading', { name: ibrahim.say('review_queued_title') })).toBeVisible();
		await expect(page.getByText(ibrahim.say('failure_already_submitted'))).toHaveCount(0);
		await expect(page.getByRole('button', { name: ibrahim.say('review_take_back') })).toBeVisible();
		await expect(page.getByRole('link', { name: ibrahim.say('queued_to_review') })).toBeVisible();
		await expectGoodLooks(page);
	}

	await context.setOffline(false);
	await page.goto(`${home}/review`);
	await page.getByRole('link', { name: ibrahim.say('sign_in_confirm'), exact: true }).click();
	await page.locator('#code').fill(await ibrahim.askForCode('ibrahim@example.test'));
	await page.waitForURL(/\/status$/, { timeout: 20_000 });
	await expect(page.getByRole('heading', { name: ibrahim.say('status_received_title') })).toBeVisible();
});

test('Yusuf changes his mind while his application waits: on the screen he is on he takes it back and writes on', async ({
	newWindow,
	server
}) => {
	const account = await Account.of(server.origin, 'yusuf.back@example.test');
	const id = await account.write();
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const yusuf = new Applicant(page, server.origin);
	await yusuf.signIn(account.email, `/apply/${id}/review`);
	await expect(yusuf.sendButton).toBeVisible();
	await kept(page);
	await page.context().setOffline(true);
	await yusuf.sendButton.click();
	await expect(yusuf.standing('queued_not_sent')).toBeVisible();
	await page.goto(yusuf.address(`/apply/${id}/goals`));
	await page.getByRole('button', { name: yusuf.say('review_take_back') }).click();
	await expect(page.locator('#need')).toBeVisible();
	await page.context().setOffline(false);
	await expect(yusuf.standing('saved_on_server')).toBeVisible();
	expect((await account.read(id)).state).toBe('draft');
	await account.dispose();
});

test('an answer that is lost leaves open whether the application arrived, and the app says just that', async ({
	badLine: line,
	newWindow
}) => {
	const account = await Account.of(line.origin, 'mariam.lost@example.test');
	const id = await account.write();
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const mariam = new Applicant(page, line.origin);
	await mariam.signIn(account.email, `/apply/${id}/review`);
	line.fault = ({ method, url }) => (method === 'POST' && url?.endsWith('/submit') ? 'drop' : null);
	await mariam.sendButton.click();
	await expect(page.getByText(mariam.say('queued_unknown'))).toBeVisible();
	await expect(page.getByText(mariam.say('review_queued_title'))).toHaveCount(0);
	line.fault = () => null;
	await page.waitForURL(/\/status$/, { timeout: 30_000 });
	await account.dispose();
});

test('the session of Leyla ends while she writes: she is asked to sign in, and then all of it is in her account', async ({
	page,
	context,
	server
}) => {
	const email = 'leyla.ended@example.test';
	const leyla = new Applicant(page, server.origin);
	await leyla.signIn(email);
	const home = await leyla.start();
	await leyla.openSection('goals');
	await page.locator('#need').fill('Davor');
	await expect(leyla.standing('saved_on_server')).toBeVisible();
	// What scripts see of it stays, as when the session was ended elsewhere.
	await context.clearCookies({ name: /auth-token/ });
	await page.locator('#need').fill('Davor und danach');
	await expect(page.getByText(leyla.say('failure_not_allowed'))).toHaveCount(0);
	await page.getByRole('link', { name: leyla.say('standing_needs_sign_in') }).click();
	await page.locator('#code').fill(await leyla.askForCode(email));
	await page.waitForURL(/\/review$/);
	await expect(leyla.standing('saved_on_server')).toBeVisible();
	const account = await Account.of(server.origin, email);
	expect((await account.read(new URL(home).pathname.split('/').at(-1) ?? '')).fields).toEqual({
		need: 'Davor und danach',
		'text_language.need': 'de'
	});
	await account.dispose();
});
