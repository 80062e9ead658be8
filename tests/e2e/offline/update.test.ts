import { randomBytes } from 'node:crypto';
import { pdf } from '../../../src/lib/server/files/corpus.sample.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

test('a new version comes while Nadia writes: it asks, never reloads by itself, and her words survive the change', async ({
	badLine: line,
	newWindow
}) => {
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const nadia = new Applicant(page, line.origin);
	await nadia.start();
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await nadia.openSection('goals');
	await page.locator('#need').fill('Mitten im Satz');
	await page.evaluate(() => Object.assign(globalThis, { isSameWindow: true }));

	const worker = await (await fetch(`${line.origin}/service-worker.js`)).text();
	const newerWorker = Buffer.from(`${worker}\n// The next release.`);
	line.fault = ({ url }) => (url === '/service-worker.js' ? newerWorker : null);
	await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
	await expect(page.getByText(nadia.say('update_ready'))).toBeVisible();
	await expectGoodLooks(page, ['light', 'dark']);
	expect(await page.evaluate(() => Object(globalThis).isSameWindow), 'no reload by itself').toBe(true);
	await expect(page.locator('#need')).toHaveValue('Mitten im Satz');

	await page.locator('#need').pressSequentially(', und weiter');
	await page.getByRole('button', { name: nadia.say('update_now') }).click();
	await page.waitForFunction(() => Object(globalThis).isSameWindow === undefined);
	await expect(page.locator('#need')).toHaveValue('Mitten im Satz, und weiter');
	await expect(page.getByText(nadia.say('update_ready'))).toHaveCount(0);
});

test('a new version comes while Nadia’s document is on its way: it is not cut in two, and arrives whole', async ({
	badLine: line,
	newWindow
}) => {
	test.setTimeout(120_000);
	const account = await Account.of(line.origin, 'nadia.upload@example.test');
	const id = await account.write({ legal_form: 'registered_association' });
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const nadia = new Applicant(page, line.origin);
	await nadia.signIn(account.email, `/apply/${id}/documents`);
	const picker = page.locator('input[type="file"][multiple]').first();
	await expect(picker).toBeAttached();
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	const worker = await (await fetch(`${line.origin}/service-worker.js`)).text();
	const newerWorker = Buffer.from(`${worker}\n// The next release.`);
	let isUnderWay = false;
	let isHeld = true;
	line.fault = async ({ method, url }) => {
		if (url === '/service-worker.js') return newerWorker;
		if (method !== 'PUT' || !url?.includes('/parts/')) return null;
		isUnderWay = true;
		while (isHeld) await new Promise((resolve) => setTimeout(resolve, 50));
		return 'drop';
	};
	// Several parts, so that there is a middle.
	const buffer = await pdf(({ context }) => context.register(context.stream(randomBytes(1_000_000))));
	await picker.setInputFiles({ name: 'Satzung.pdf', mimeType: 'application/pdf', buffer });
	await expect.poll(() => isUnderWay).toBe(true);
	await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
	await page.evaluate(() => Object.assign(globalThis, { isSameWindow: true }));
	await page.getByRole('button', { name: nadia.say('update_now') }).click();
	await page.waitForFunction(() => Object(globalThis).isSameWindow === undefined);
	isHeld = false;
	line.fault = () => null;
	await expect(page.getByText(nadia.say('file_arrived'), { exact: true })).toBeVisible({ timeout: 60_000 });
	expect((await account.read(id)).files).toMatchObject([
		{ name: 'Satzung.pdf', is_complete: true, size: buffer.length }
	]);
	await account.dispose();
});

test('two newer versions come while Nadia leaves her window open: what it has not needed yet is still there for it', async ({
	badLine: line,
	newWindow
}) => {
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const nadia = new Applicant(page, line.origin);
	await nadia.start();
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	const worker = await (await fetch(`${line.origin}/service-worker.js`)).text();
	// A release has none of the program's files of the one before: their names come from what is in them.
	const withoutProgram = worker.replace(/\{[^{}]*_app\/immutable\/[^{}]*\},?/g, '');
	expect(withoutProgram).not.toBe(worker);
	for (const release of ['a', 'b']) {
		const newer = Buffer.from(withoutProgram.replace(/("?revision"?:")[0-9a-f]/, `$1${release}`));
		line.fault = ({ url }) => (url === '/service-worker.js' ? newer : null);
		await page.evaluate(async () => {
			const registration = await navigator.serviceWorker.ready;
			const isOver = new Promise((resolve) =>
				navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
			);
			await registration.update();
			while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
			registration.waiting.postMessage({ type: 'take_over' });
			await isOver;
		});
	}
	// What the browser itself remembers may go at any time: what counts is what the worker keeps.
	const session = await page.context().newCDPSession(page);
	await session.send('Network.clearBrowserCache');
	line.fault = ({ url }) => (url?.startsWith('/_app/immutable/') ? 'drop' : null);
	await nadia.openSection('costs');
	await page.getByRole('button', { name: nadia.say('costs_add_line') }).click();
	await page.locator('[id^="cost_lines."][id$=".label"]').fill('Noch im alten Fenster');
	await expect(nadia.standing('on_device')).toBeVisible();
});

test('a new version comes while Nadia writes in a window without a worker: she is told, changes to it, and her words arrive', async ({
	browser,
	faults,
	server
}) => {
	const account = await Account.of(server.origin, 'nadia.private@example.test');
	const id = await account.write();
	const context = await browser.newContext({ ...phoneScreen, locale: 'de-DE', serviceWorkers: 'block' });
	faults.watch(context);
	// What belongs to the version before is gone; the browser says so of each part that was asked for.
	faults.expect(/Failed to fetch dynamically imported module/);
	const page = await context.newPage();
	const nadia = new Applicant(page, server.origin);
	await nadia.signIn(account.email, `/apply/${id}/goals`);
	await expect(page.locator('#need')).toBeVisible();

	await context.route('**/_app/immutable/**', (route) => route.fulfill({ status: 404 }));
	await context.route('**/_app/version.json', (route) =>
		route.fulfill({ json: { version: 'the next one' } })
	);
	await page.locator('#need').fill('Noch im alten Fenster');
	await expect(page.getByText(nadia.say('update_needed'))).toBeVisible();
	await expectGoodLooks(page, ['light', 'dark']);
	await page.locator('#need').pressSequentially(', und weiter');

	await context.unroute('**/_app/immutable/**');
	await context.unroute('**/_app/version.json');
	await page.getByRole('button', { name: nadia.say('update_now') }).click();
	await expect(page.getByText(nadia.say('update_needed'))).toHaveCount(0);
	await expect(page.locator('#need')).toHaveValue('Noch im alten Fenster, und weiter');
	await expect(nadia.standing('saved_on_server')).toBeVisible({ timeout: 20_000 });
	expect((await account.read(id)).fields).toMatchObject({ need: 'Noch im alten Fenster, und weiter' });
	await account.dispose();
	await context.close();
});
