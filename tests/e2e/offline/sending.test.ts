import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

/** A complete draft on the screen where it is sent, its writer signed in. */
async function readyToSend(page: Page, account: Account, origin: string, title: string) {
	const id = await account.write({ project_title: title });
	const applicant = new Applicant(page, origin);
	await applicant.signIn(account.email, `/apply/${id}/review`);
	await expect(applicant.sendButton).toBeVisible();
	return { id, applicant };
}

async function expectOneSubmission(account: Account, id: string): Promise<string> {
	const sent = (await account.list()).filter(({ state }) => state !== 'draft');
	expect(sent.map((application) => application.id)).toEqual([id]);
	return (await account.read(id)).receipt.reference_number;
}

test('Yusuf sends in the tunnel: the app says it has not arrived, and it arrives when the network is back', async ({
	page,
	context,
	server
}) => {
	const account = await Account.of(server.origin, 'yusuf@example.test');
	const { id, applicant: yusuf } = await readyToSend(page, account, server.origin, 'Tunnelfest');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await context.setOffline(true);
	await yusuf.sendButton.click();
	await expect(page.getByRole('heading', { name: yusuf.say('review_queued_title') })).toBeVisible();
	await expect(page.getByText(yusuf.say('review_queued_text'))).toBeVisible();
	await expect(yusuf.standing('queued_not_sent')).toBeVisible();
	await expect(page.getByText(yusuf.say('status_received_title'))).toHaveCount(0);
	await expectGoodLooks(page);
	expect((await account.read(id)).state).toBe('draft');

	await context.setOffline(false);
	await page.waitForURL(/\/status$/);
	const number = await expectOneSubmission(account, id);
	await expect(page.getByText(number, { exact: true })).toBeVisible();
	await account.dispose();
});

test('Yusuf closes the app in the tunnel; opened at home it sends by itself', async ({
	server,
	newPhone
}) => {
	const account = await Account.of(server.origin, 'yusuf.later@example.test');
	const phone = await newPhone({ locale: 'de-DE' });
	const { id, applicant: yusuf } = await readyToSend(await phone.open(), account, server.origin, 'Zuhause');
	await yusuf.page.evaluate(() => navigator.serviceWorker.ready);
	await phone.context.setOffline(true);
	await yusuf.sendButton.click();
	await expect(yusuf.standing('queued_not_sent')).toBeVisible();
	await phone.close();

	const page = await phone.open();
	await page.goto(`${server.origin}/de/apply`);
	await expect(
		page.getByRole('heading', { name: yusuf.say('applications_sent'), exact: true })
	).toBeVisible();
	const number = await expectOneSubmission(account, id);
	await expect(page.getByText(number, { exact: true })).toBeVisible();
	await account.dispose();
});

test('Mariam taps twice on "send", and the answer is lost on the way: one application, one receipt, one row on the desk', async ({
	badLine: line,
	newWindow
}) => {
	const account = await Account.of(line.origin, 'mariam@example.test');
	const { id, applicant: mariam } = await readyToSend(
		await newWindow({ ...phoneScreen, locale: 'de-DE' }),
		account,
		line.origin,
		'Doppelt hält besser'
	);

	let lostNumber = '';
	line.fault = ({ method, url }, body) => {
		if (method !== 'POST' || !url?.endsWith('/submit') || lostNumber !== '') return null;
		lostNumber = JSON.parse(String(body)).reference_number;
		return 'drop';
	};
	await mariam.sendButton.dblclick();
	await mariam.page.waitForURL(/\/status$/, { timeout: 20_000 });

	const number = await expectOneSubmission(account, id);
	expect(number).toBe(lostNumber);
	await expect(mariam.page.getByText(number, { exact: true })).toBeVisible();
	const attempts = line.arrived.filter((request) => request === `POST /api/v1/applications/${id}/submit`);
	expect(attempts.length, 'the lost one and one more').toBe(2);

	const clerk = new Colleague(await newWindow(deskScreen), line.origin);
	await clerk.signIn(colleagues.clerk);
	await clerk.openQueue();
	await expect(clerk.page.locator('tbody tr')).toHaveCount(1);
	await expect(clerk.page.locator('tbody tr')).toContainText(number);
	await account.dispose();
});

test('Yusuf’s application waits in the tunnel while somebody else empties an answer: he reads what is missing, writes it, sends again, and it arrives', async ({
	page,
	context,
	server
}) => {
	const account = await Account.of(server.origin, 'yusuf.shared@example.test');
	const { id, applicant: yusuf } = await readyToSend(page, account, server.origin, 'Gemeinsam');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await context.setOffline(true);
	await yusuf.sendButton.click();
	await expect(yusuf.standing('queued_not_sent')).toBeVisible();
	await account.change(id, 1, { need: null, sustainability: 'Wir treffen uns weiter.' });
	await context.setOffline(false);
	await expect(page.getByText(yusuf.say('queued_changed'))).toBeVisible();
	await expect(yusuf.sendButton).toHaveCount(0);
	await expectGoodLooks(page);
	await page.locator('main a[href*="/goals"]').first().click();
	await page.locator('#need').fill('Es fehlt ein Ort.');
	await expect(yusuf.standing('needs_you')).toBeVisible();
	expect((await account.read(id)).state).toBe('draft');

	await page.goto(yusuf.address(`/apply/${id}/review`));
	await expect(page.getByText('Wir treffen uns weiter.')).toBeVisible();
	await yusuf.sendButton.click();
	await page.waitForURL(/\/status$/);
	await expectOneSubmission(account, id);
	expect((await account.read(id)).fields.need).toBe('Es fehlt ein Ort.');
	await account.dispose();
});

test('two wrote in one answer: nothing is sent before a version is chosen, on the very screen where one sends', async ({
	page,
	context,
	server
}) => {
	const account = await Account.of(server.origin, 'yusuf.both@example.test');
	const { id, applicant: yusuf } = await readyToSend(page, account, server.origin, 'Zwei Fassungen');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await context.setOffline(true);
	await page.locator(`main a[href$="${id}/goals"]`).first().click();
	await page.locator('#need').fill('Von Yusuf.');
	await expect(yusuf.standing('on_device')).toBeVisible();
	await page.goto(yusuf.address(`/apply/${id}/review`));
	await account.change(id, 1, { need: 'Von der anderen.' });
	await context.setOffline(false);
	await expect(page.getByRole('heading', { name: yusuf.say('conflict_title') })).toBeVisible();
	await expect(page.getByText('Von der anderen.')).toBeVisible();
	await expect(yusuf.sendButton).toHaveCount(0);
	await expect(page.getByText(yusuf.say('review_nothing_missing'))).toHaveCount(0);
	await page.getByRole('button', { name: yusuf.say('conflict_use_theirs') }).click();
	await yusuf.sendButton.click();
	await page.waitForURL(/\/status$/);
	await expectOneSubmission(account, id);
	expect((await account.read(id)).fields.need).toBe('Von der anderen.');
	await account.dispose();
});

test('two wrote in one answer while it waited to be sent: the screen says once that there are two versions', async ({
	page,
	context,
	server
}) => {
	const account = await Account.of(server.origin, 'yusuf.once@example.test');
	const { id, applicant: yusuf } = await readyToSend(
		page,
		account,
		server.origin,
		'Zwei Fassungen, gesendet'
	);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await context.setOffline(true);
	await page.locator(`main a[href$="${id}/goals"]`).first().click();
	await page.locator('#need').fill('Von Yusuf.');
	await expect(yusuf.standing('on_device')).toBeVisible();
	await page.goto(yusuf.address(`/apply/${id}/review`));
	await yusuf.sendButton.click();
	await expect(page.getByText(yusuf.say('review_queued_title'))).toBeVisible();
	await account.change(id, 1, { need: 'Von der anderen.' });
	await context.setOffline(false);
	await expect(page.getByText('Von der anderen.')).toBeVisible();
	await expect(page.getByText(yusuf.say('review_queued_title'))).toBeVisible();
	await expect(page.getByText(yusuf.say('conflict_text'))).toHaveCount(1);
	await account.dispose();
});
