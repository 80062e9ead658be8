import type { Page } from '@playwright/test';
import { pdf, setAction } from '../../../src/lib/server/files/corpus.sample.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

/** Enough for every pause of the machine, which grows with each attempt. */
const PATIENCE_MS = 45_000;
const ready = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

test('the power fails in the middle of writing, five times: whatever the office’s computer had acknowledged is there, once', async ({
	ownServer: server,
	faults
}) => {
	test.setTimeout(240_000);
	faults.expect(/./);
	const account = await Account.of(server.origin, 'strom@example.test');
	const id = await account.write();
	let [revision, acknowledged] = [1, 'x'];
	for (let cut = 1; cut <= 5; cut += 1) {
		const isCut = new Promise((resolve) => setTimeout(resolve, 120 * cut)).then(() => server.stop('SIGKILL'));
		for (let count = 1; ; count += 1) {
			const need = `Stromausfall ${cut}, Satz ${count}`;
			// Also the answer that never comes may have been done: both are right, a third is not.
			const isSaved = await account.change(id, revision, { need }).then(
				() => true,
				() => false
			);
			if (!isSaved) break;
			[revision, acknowledged] = [revision + 1, need];
		}
		await isCut;
		await server.start();
		const found = await account.read(id);
		expect([revision, revision + 1]).toContain(found.revision);
		if (found.revision === revision && acknowledged !== 'x') expect(found.fields.need).toBe(acknowledged);
		revision = found.revision;
		acknowledged = found.fields.need;
	}
	// A submission, cut off at any moment, and offered again under the same key until there is an answer.
	const key = crypto.randomUUID();
	const cut = new Promise((resolve) => setTimeout(resolve, 30)).then(() => server.stop('SIGKILL'));
	const first = await account.submit(id, revision, key).catch(() => null);
	await cut;
	await server.start();
	const second = await account.submit(id, revision, key);
	const receipt = await second.json();
	expect(second.ok()).toBe(true);
	const again = await account.submit(id, revision, key);
	expect(await again.json(), 'one key, one submission, one receipt').toEqual(receipt);
	if (first?.ok()) expect(await first.json()).toEqual(receipt);
	expect((await account.list()).filter(({ state }) => state === 'submitted')).toHaveLength(1);
	expect((await account.read(id)).fields.need).toBe(acknowledged);
	await account.dispose();
});

test('the office’s computer dies while Hatice writes and comes back: her phone goes on by itself, and nothing is asked of her', async ({
	ownServer: server,
	newWindow,
	faults
}) => {
	test.setTimeout(150_000);
	faults.expect(/./);
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const hatice = new Applicant(page, server.origin);
	await hatice.signIn('hatice@example.test');
	await ready(page);
	const home = await hatice.start();
	await hatice.openSection('goals');
	await page.locator('#need').fill('Vorher.');
	await expect(hatice.standing('saved_on_server')).toBeVisible();
	await page.locator('#need').pressSequentially(' Während');
	await server.stop('SIGKILL');
	await page.locator('#need').pressSequentially(' des Ausfalls');
	await expect(hatice.standing('on_device')).toBeVisible();
	await expect(page.getByText(hatice.say('conflict_title'))).toHaveCount(0);
	// At least one attempt has met nobody.
	await page.waitForEvent('requestfailed', (request) => request.url().includes('/api/v1/applications/'));
	await server.start();
	await expect(hatice.standing('saved_on_server')).toBeVisible({ timeout: PATIENCE_MS });
	const account = await Account.of(server.origin, 'hatice@example.test');
	expect((await account.read(home.split('/').at(-1) ?? '')).fields).toEqual({
		need: 'Vorher. Während des Ausfalls',
		'text_language.need': 'de'
	});
	await account.dispose();
});

test('the browser is killed while Omar writes, three times: every word the screen called kept is there, without network', async ({
	server,
	newPhone
}) => {
	test.setTimeout(180_000);
	const phone = await newPhone({ locale: 'de-DE' });
	let page = await phone.open();
	let omar = new Applicant(page, server.origin);
	const home = await omar.start();
	await ready(page);
	let written = '';
	for (let death = 1; death <= 3; death += 1) {
		await page.goto(`${home}/goals`);
		await expect(page.locator('#need')).toHaveValue(beginningWith(written));
		written += ` Satz ${death}.`;
		await page.locator('#need').fill(written);
		await expect(omar.standing('saving')).toBeVisible();
		await expect(omar.standing('on_device')).toBeVisible();
		// In the middle of what comes next.
		void page
			.locator('#need')
			.pressSequentially(' noch nicht gespeichert', { delay: 30 })
			.catch(() => undefined);
		await page.waitForTimeout(60 * death);
		await phone.kill();
		page = await phone.open({ isOffline: true });
		omar = new Applicant(page, server.origin);
	}
	await page.goto(`${home}/goals`);
	await expect(page.locator('#need')).toHaveValue(beginningWith(written));
});

test('Zeynep’s session ends while two applications wait: both keep their words, the app asks her to sign in, and both arrive', async ({
	page,
	context,
	server
}) => {
	test.setTimeout(120_000);
	const zeynep = new Applicant(page, server.origin);
	const account = await Account.of(server.origin, 'zeynep@example.test');
	const ids = [
		await account.write({ project_title: 'Eins' }),
		await account.write({ project_title: 'Zwei' })
	];
	await zeynep.signIn(account.email);
	await ready(page);
	for (const title of ['Eins', 'Zwei']) await expect(page.getByText(title)).toBeVisible();
	await context.setOffline(true);
	// In one window that knows her: it is the answer to the first save that says the session is over.
	for (const [index, title] of ['Eins', 'Zwei'].entries()) {
		await page.getByText(title).click();
		await zeynep.openSection('goals');
		await page.locator('#need').fill('Ohne Netz geschrieben');
		await expect(zeynep.standing('on_device')).toBeVisible();
		if (index > 0) continue;
		await page.locator('header a').first().click();
		await page.locator('header a').first().click();
	}
	// The session itself; the sign beside it, which scripts see, is still there.
	await context.clearCookies({ name: /auth-token/ });
	await context.setOffline(false);
	await expect(zeynep.standing('needs_sign_in')).toBeVisible({ timeout: PATIENCE_MS });
	await expect(page.locator('#need')).toHaveValue('Ohne Netz geschrieben');
	await expectGoodLooks(page);
	await zeynep.signIn(account.email);
	for (const id of ids)
		await expect
			.poll(async () => (await account.read(id)).fields.need, { timeout: PATIENCE_MS })
			.toBe('Ohne Netz geschrieben');
	expect(await account.list()).toHaveLength(2);
	await account.dispose();
});

test('one of Leila’s five documents is refused: it stays on her phone with the reason, and the other four and her words arrive', async ({
	page,
	context,
	server
}) => {
	test.setTimeout(120_000);
	const leila = new Applicant(page, server.origin);
	const account = await Account.of(server.origin, 'leila.five@example.test');
	const id = await account.write({ legal_form: 'registered_association' });
	await leila.signIn(account.email, `/apply/${id}/documents`);
	const picker = page.locator('input[type="file"][multiple]').first();
	await expect(picker).toBeAttached();
	await ready(page);
	await context.setOffline(true);
	const files = await Promise.all([1, 2, 3, 4, 5].map((number) => file(`Seite ${number}`, number === 3)));
	await picker.setInputFiles(files);
	await expect(page.getByText(leila.say('file_on_device'))).toHaveCount(5);
	await context.setOffline(false);
	await expect(page.getByText(leila.say('file_arrived'), { exact: true })).toHaveCount(4, {
		timeout: PATIENCE_MS
	});
	await expect(page.getByText(leila.say('refusal_file_hostile'))).toBeVisible();
	await expect(page.getByText('Seite 3.pdf')).toBeVisible();
	await expectGoodLooks(page);
	const arrived = (await account.read(id)).files.map(({ name }: { name: string }) => name).sort();
	expect(arrived).toEqual([1, 2, 4, 5].map((number) => `Seite ${number}.pdf`));
	await account.dispose();
});

test('Murat has his draft open in two tabs: both edits stay, and when the tab that sends is closed or frozen, the other goes on', async ({
	context,
	page,
	server
}) => {
	test.setTimeout(120_000);
	const murat = new Applicant(page, server.origin);
	await murat.signIn('murat@example.test');
	await ready(page);
	const home = await murat.start();
	const id = home.split('/').at(-1) ?? '';
	const second = await context.newPage();
	const there = new Applicant(second, server.origin);
	await page.goto(`${home}/goals`);
	await second.goto(`${home}/goals`);
	await there.openQuestion('aims');
	await page.locator('#need').fill('Vom ersten Fenster');
	await second.locator('#aims').fill('Vom zweiten Fenster');
	await expect(murat.standing('saved_on_server')).toBeVisible();
	const account = await Account.of(server.origin, 'murat@example.test');
	await expect
		.poll(async () => (await account.read(id)).fields)
		.toEqual({
			need: 'Vom ersten Fenster',
			'text_language.need': 'de',
			aims: 'Vom zweiten Fenster',
			'text_language.aims': 'de'
		});

	// Phones freeze what is not looked at, with everything it holds.
	const session = await context.newCDPSession(page);
	await session.send('Page.setWebLifecycleState', { state: 'frozen' });
	await second.locator('#aims').fill('Das erste Fenster schläft');
	await expect(there.standing('on_device')).toBeVisible();
	await page.close();
	await expect(there.standing('saved_on_server')).toBeVisible({ timeout: PATIENCE_MS });
	expect((await account.read(id)).fields.aims).toBe('Das erste Fenster schläft');
	await account.dispose();
});

test('Ines leaves the form for another page and comes back by the back button: her words and those of her other tab are there', async ({
	server,
	newPhone
}) => {
	const phone = await newPhone({ locale: 'de-DE' });
	// Test browsers switch the memory of pages off; people's have it.
	const page = await phone.open({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
	const ines = new Applicant(page, server.origin);
	const home = await ines.start();
	await page.goto(`${home}/goals`);
	await page.locator('#need').fill('Bevor ich wegging');
	// At once: what is on its way to the disk must not stay behind.
	await page.goto(`${server.origin}/de/help`);
	const other = await phone.context.newPage();
	await other.goto(`${home}/goals#aims`);
	await other.locator('#aims').fill('Im anderen Fenster');
	await expect(new Applicant(other, server.origin).standing('on_device')).toBeVisible();
	await page.bringToFront();
	await page.goBack();
	await expect(page.locator('#need')).toHaveValue('Bevor ich wegging');
	await page.locator('#need').pressSequentially(' und danach');
	await expect(ines.standing('on_device')).toBeVisible();
	await ines.openQuestion('aims');
	await expect(page.locator('#aims')).toHaveValue('Im anderen Fenster');
	await other.reload();
	await ines.openQuestion('need');
	await page.reload();
	await expect(page.locator('#need')).toHaveValue('Bevor ich wegging und danach');
});

test('the phone throws away what the app had stored: what is in the account is there again', async ({
	page,
	server
}) => {
	const account = await Account.of(server.origin, 'evicted@example.test');
	const id = await account.write({ project_title: 'Wieder da' });
	const applicant = new Applicant(page, server.origin);
	await applicant.signIn(account.email);
	await expect(page.getByText('Wieder da')).toBeVisible();
	await page.goto(`${server.origin}/de`);
	await page.evaluate(async () => {
		localStorage.clear();
		for (const name of await caches.keys()) await caches.delete(name);
		for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '');
	});
	await page.goto(applicant.address(`/apply/${id}`));
	await expect(applicant.standing('saved_on_server')).toBeVisible();
	await account.dispose();
});

const beginningWith = (words: string) => new RegExp(`^${words.replaceAll('.', '\\.')}`);

async function file(name: string, isHostile: boolean) {
	const act = (document: Parameters<typeof setAction>[0]) =>
		setAction(document, { S: '/JavaScript', JS: 'x' });
	const buffer = await (isHostile ? pdf(act) : pdf());
	return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer };
}
