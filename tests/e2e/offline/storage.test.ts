import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';

/** Longer than the pause after which words travel. */
const AFTER_A_SAVE_MS = 4000;

test.describe('a phone that keeps nothing', () => {
	test('Sami writes in a private window that refuses storage: it is said at once, and his words stay in the window', async ({
		page,
		server
	}) => {
		await page.addInitScript(() => {
			IDBFactory.prototype.open = () => {
				throw new DOMException('refused', 'SecurityError');
			};
		});
		const sami = new Applicant(page, server.origin);
		await page.goto(sami.address('/apply/start/kofei-2027'));
		await expect(page.getByText(sami.say('failure_storage_unavailable'))).toBeVisible();
		await expectGoodLooks(page);
		if (!/\/apply\/[0-9a-f]{8}-/.test(page.url()))
			await page.locator('main a[href*="/apply/"]').first().click();
		await sami.openSection('goals');
		await page.locator('#need').fill('Nur in diesem Fenster');
		await expect(sami.standing('not_kept')).toBeVisible();
		await page.locator('header a').first().click();
		await sami.openSection('goals');
		await expect(page.locator('#need')).toHaveValue('Nur in diesem Fenster');
		await expectGoodLooks(page);

		// Another language is another page, which would know none of it: the browser asks, and he stays.
		const asked: string[] = [];
		page.once('dialog', (dialog) => {
			asked.push(dialog.type());
			void dialog.dismiss();
		});
		await page.getByRole('button', { name: sami.say('language') }).click();
		await page.locator('dialog a[hreflang="ar"]').click();
		await expect.poll(() => asked).toEqual(['beforeunload']);
		await page.keyboard.press('Escape');
		await expect(page.locator('#need')).toHaveValue('Nur in diesem Fenster');
		expect(new URL(page.url()).pathname).toMatch(/^\/de\/.*\/goals$/);
	});

	test('Sami’s phone is full: it is said, his last words stay in the window, and are kept as soon as there is room', async ({
		page,
		server
	}) => {
		await fillableStorage(page);
		const sami = new Applicant(page, server.origin);
		const home = await sami.start();
		await sami.openSection('goals');
		await page.locator('#need').fill('Noch Platz. ');
		await expect(sami.standing('on_device')).toBeVisible();
		await page.evaluate(() => Object.assign(globalThis, { isPhoneFull: true }));
		await page.locator('#need').pressSequentially('Kein Platz mehr.');
		await expect(page.getByText(sami.say('failure_storage_full'))).toBeVisible();
		await expect(sami.standing('not_kept')).toBeVisible();
		await expectGoodLooks(page);
		await page.locator('header a').first().click();
		await sami.openSection('goals');
		await expect(page.locator('#need')).toHaveValue('Noch Platz. Kein Platz mehr.');

		await page.evaluate(() => Object.assign(globalThis, { isPhoneFull: false }));
		await page.locator('#need').pressSequentially(' Wieder Platz.');
		await expect(page.getByText(sami.say('failure_storage_full'))).toHaveCount(0);
		await page.goto(`${home}/goals`);
		await expect(page.locator('#need')).toHaveValue('Noch Platz. Kein Platz mehr. Wieder Platz.');
	});

	test('Sami’s phone is full while he is signed in: words not kept are still in the window after the app tried to save', async ({
		page,
		server
	}) => {
		await fillableStorage(page);
		const account = await Account.of(server.origin, 'sami@example.test');
		const id = await account.write();
		const sami = new Applicant(page, server.origin);
		await sami.signIn(account.email, `/apply/${id}`);
		await sami.openSection('goals');
		await page.locator('#need').fill('Erst gesichert.');
		await expect(sami.standing('saved_on_server')).toBeVisible();
		await page.locator('#need').pressSequentially(' Dann');
		await expect(sami.standing('on_device')).toBeVisible();
		await page.evaluate(() => Object.assign(globalThis, { isPhoneFull: true }));
		await page.locator('#need').pressSequentially(' kein Platz.');
		await expect(page.getByText(sami.say('failure_storage_full'))).toBeVisible();
		await page.waitForTimeout(AFTER_A_SAVE_MS);
		await expect(page.locator('#need')).toHaveValue('Erst gesichert. Dann kein Platz.');
		await page.locator('header a').first().click();
		await sami.openSection('goals');
		await expect(page.locator('#need')).toHaveValue('Erst gesichert. Dann kein Platz.');
		await account.dispose();
	});

	test('Sami’s phone is full when he begins a second application: it opens the second, never the first in its place', async ({
		page,
		server
	}) => {
		await fillableStorage(page);
		const sami = new Applicant(page, server.origin);
		const first = await sami.start();
		await sami.openSection('goals');
		await page.locator('#need').fill('Worte des ersten');
		await expect(sami.standing('on_device')).toBeVisible();
		await page.goto(sami.address('/apply/start/kofei-2027'));
		await page.evaluate(() => Object.assign(globalThis, { isPhoneFull: true }));
		await page.getByRole('button', { name: sami.say('start_another') }).click();
		await page.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
		expect(page.url()).not.toBe(first);
		await expect(page.getByText(sami.say('failure_storage_full'))).toBeVisible();
		await sami.openSection('goals');
		await expect(page.locator('#need')).toHaveValue('');
		await page.locator('#need').fill('Worte des zweiten');
		await page.evaluate(() => Object.assign(globalThis, { isPhoneFull: false }));
		await page.locator('#need').pressSequentially(' ');
		await expect(sami.standing('on_device')).toBeVisible();
		await page.goto(`${first}/goals`);
		await expect(page.locator('#need')).toHaveValue('Worte des ersten');
	});
});

/** Storage that is full while `isPhoneFull` is set in the window. */
async function fillableStorage(page: import('@playwright/test').Page): Promise<void> {
	await page.addInitScript(() => {
		const put = IDBObjectStore.prototype.put;
		IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
			if (Object(globalThis).isPhoneFull) throw new DOMException('full', 'QuotaExceededError');
			return put.apply(this, given);
		};
	});
}
