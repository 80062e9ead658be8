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
