import { expect, test } from '../../support/journey.ts';
import { Applicant } from '../../support/applicant.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { wrongCode } from '../../support/mailbox.ts';
import { expectReceipt } from '../../support/receipt.ts';
import { words } from '../../support/words.ts';

const email = 'amina.yilmaz@example.test';
/** What the quality figures promise between the last keystroke and safety. */
const DURABLE_WITHIN_MS = 400;
/** A quick thumb. */
const KEY_EVERY_MS = 80;
/** What may be missing after a kill in full flow: five times the promise, since two busy cores share the work here. */
const LATEST_KEYS = (5 * DURABLE_WITHIN_MS) / KEY_EVERY_MS;

test('Amina finds the call in her language, writes without network through a killed browser, and gets a receipt', async ({
	server,
	newPhone
}) => {
	test.setTimeout(180_000);
	const phone = await newPhone({ locale: 'tr-TR' });
	const say = words('tr');
	let page = await phone.open();
	let amina = new Applicant(page, server.origin, 'tr');

	await test.step('the first address leads to her language, and she reads the call', async () => {
		await page.goto(`${server.origin}/`);
		await expect(page).toHaveURL(/\/tr$/);
		expect(await page.locator('html').getAttribute('lang')).toBe('tr');
		await expectGoodLooks(page);
		await page
			.getByRole('link', { name: say('round_read') })
			.first()
			.click();
		await expect(page.getByRole('heading', { name: say('round_purpose') })).toBeVisible();
		await expectGoodLooks(page);
	});

	await test.step('the check keeps her answers when she looks at it in German', async () => {
		await page
			.getByRole('link', { name: say('round_check') })
			.first()
			.click();
		for (const answer of ['check_yes', 'check_yes'])
			await page.getByRole('link', { name: say(answer), exact: true }).click();
		await expect(
			page.getByText(say('check_progress', { number: 3, total: 5 }), { exact: true })
		).toBeVisible();
		await page.locator('details.menu summary').first().click();
		await page.locator('a[hreflang="de"]').first().click();
		await expect(
			page.getByText(words('de')('check_progress', { number: 3, total: 5 }), { exact: true })
		).toBeVisible();
		await page.locator('details.menu summary').first().click();
		await page.locator('a[hreflang="tr"]').first().click();
		for (const answer of ['check_no', 'check_yes', 'check_yes'])
			await page.getByRole('link', { name: say(answer), exact: true }).click();
		await expect(page.getByRole('heading', { name: say('check_result_fits') })).toBeVisible();
		await expectGoodLooks(page);
	});

	await test.step('the app has put itself on the phone', async () => {
		const isKept = async () =>
			Boolean(
				(await caches.match('/tr/app-shell')) &&
				(await caches.match('/tr/rounds.json')) &&
				navigator.serviceWorker.controller
			);
		await expect.poll(() => page.evaluate(isKept)).toBe(true);
	});

	await phone.close();
	await server.stop('SIGKILL');
	let home = '';

	await test.step('without network and server she begins at an address never visited', async () => {
		page = await phone.open({ isOffline: true });
		amina = new Applicant(page, server.origin, 'tr');
		home = await amina.start();
		await expect(page.getByText(say('offline_notice'))).toBeVisible();
		await expectGoodLooks(page);
		for (const section of ['organisation', 'contact', 'project'] as const) {
			await amina.openSection(section);
			await amina.write(section);
			await amina.finishSection();
		}
	});

	await test.step('the browser is killed while she types without a pause: at most the last moment is missing', async () => {
		await amina.openSection('goals');
		await amina.openQuestion('aims');
		const typed = 'Burada herkes birbirini görür, kimse konuşmaz.';
		await page.locator('#aims').pressSequentially(typed, { delay: KEY_EVERY_MS });
		await phone.kill();
		page = await phone.open({ isOffline: true });
		amina = new Applicant(page, server.origin, 'tr');
		await page.goto(`${home}/goals#aims`);
		await expect(page.locator('#aims')).toHaveValue(/^Burada/);
		const kept = await page.locator('#aims').inputValue();
		expect(typed.startsWith(kept), kept).toBe(true);
		expect(typed.length - kept.length).toBeLessThanOrEqual(LATEST_KEYS);
	});

	await test.step('killed again in the middle of a word that the screen called kept: every letter is there', async () => {
		await amina.openQuestion('need');
		await page.locator('#need').pressSequentially('Hochfeld’de birçok ülkeden ins');
		// The app's own word is what counts here; how long it takes is measured in tests/bench.
		await expect(amina.standing('saving')).toHaveCount(0);
		await expect(amina.standing('on_device')).toBeVisible();
		await phone.kill();
		page = await phone.open({ isOffline: true });
		amina = new Applicant(page, server.origin, 'tr');
		await page.goto(`${home}/goals`);
		await expect(page.locator('#need')).toHaveValue('Hochfeld’de birçok ülkeden ins');
		await page.goto(`${home}/project`);
		await expect(page.locator('#project_title')).toHaveValue('Pazar yerinde hikâye kahvesi');
		await amina.openQuestion('project_areas');
		await expect(page.locator('input[name="project_areas"][value="democracy"]')).toBeChecked();
	});

	await test.step('she writes the rest, still without network', async () => {
		await page.goto(home);
		await amina.writeEverythingElse(['organisation', 'contact', 'project']);
		await amina.openSection('bank');
		await amina.write('bank');
		await amina.finishSection();
		await expect(amina.standing('on_device')).toBeVisible();
		await amina.openReview();
		await expect(page.getByText(say('review_nothing_missing'))).toBeVisible();
	});

	await server.start();
	await phone.context.setOffline(false);

	await test.step('with the server back she sends and is led to signing in; a wrong code is told in a sentence', async () => {
		await page.getByRole('button', { name: say('review_sign_in_first') }).click();
		const code = await amina.askForCode(email);
		let tries = 0;
		page.on('request', (request) => void (request.url().endsWith('/sign-in/verify') && tries++));
		await page.locator('#code').fill(wrongCode(code));
		await expect(page.getByText(say('sign_in_code_wrong'))).toBeVisible();
		await page.getByRole('button', { name: say('sign_in_confirm') }).click();
		expect(tries, 'it went by itself; the button does not send it again').toBe(1);
		await expectGoodLooks(page);
		await page.locator('#code').fill(code);
	});

	await test.step('it goes by itself, and she holds a receipt: number, time in Duisburg, fingerprint', async () => {
		await page.waitForURL(/\/status$/);
		await expect(page.getByRole('heading', { name: say('status_received_title') })).toBeVisible();
		const id = new URL(home).pathname.split('/').at(-1);
		const answer = await phone.context.request.get(`${server.origin}/api/v1/applications/${id}`);
		await expectReceipt(page, (await answer.json()).receipt);
		await expect(amina.standing('received')).toBeVisible();
		await expectGoodLooks(page);
	});

	await test.step('without network again she reads what she sent, with nothing to change in it', async () => {
		await phone.context.setOffline(true);
		await page.getByRole('link', { name: say('sent_read') }).click();
		await expect(page.getByRole('heading', { level: 1, name: say('sent_title') })).toBeVisible();
		const answers = page.locator('.answers');
		await expect(answers.getByText('Pazar yerinde hikâye kahvesi')).toBeVisible();
		await expect(answers.getByText(say('review_not_answered'))).toHaveCount(0);
		await expect(answers.getByRole('link')).toHaveCount(0);
		await expect(page.getByRole('textbox')).toHaveCount(0);
		await expectGoodLooks(page);
	});
});
