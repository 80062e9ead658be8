import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { phoneScreen } from '../../support/phone.ts';
import { beginning } from '../../support/words.ts';

const DAY_MS = 86_400_000;

for (const [days, name, email] of [
	[400, 'a year ahead', 'rosa.ahead@example.test'],
	[-1, 'a day behind', 'rosa.behind@example.test']
] as const)
	test(`Rosa’s phone is ${name}: it tells her nothing untrue about the deadline, and her application arrives`, async ({
		newWindow,
		server
	}) => {
		test.setTimeout(120_000);
		const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
		await page.clock.install({ time: Date.now() + days * DAY_MS });
		const account = await Account.of(server.origin, email);
		const id = await account.write({ need: 'x' });
		const rosa = new Applicant(page, server.origin);
		await rosa.signIn(email, `/apply/${id}/goals`);
		await page.locator('#need').fill('Mit falscher Uhr');
		await expect.poll(async () => (await account.read(id)).fields.need).toBe('Mit falscher Uhr');
		await page.goto(rosa.address(`/apply/${id}/review`));
		await expect(rosa.sendButton).toBeVisible();
		await expect(page.getByText(beginning(rosa.say('review_closed')))).toHaveCount(0);
		await rosa.sendButton.click();
		await page.waitForURL(/\/status$/);
		expect((await account.read(id)).receipt).toMatchObject({ is_late: false });
		await account.dispose();
	});

test('the clocks go back where Sam is, in the middle of a sentence: every word is kept, and the deadline is that of Duisburg', async ({
	newWindow,
	server
}) => {
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE', timezoneId: 'America/New_York' });
	// Half a minute before two o'clock in summer time, which is one o'clock again.
	await page.clock.install({ time: new Date('2026-11-01T05:59:30Z') });
	const sam = new Applicant(page, server.origin);
	const home = await sam.start();
	await sam.openSection('goals');
	await page.locator('#need').fill('Vor der Umstellung');
	await page.clock.runFor(1000);
	await expect(sam.standing('on_device')).toBeVisible();
	expect(await page.evaluate(() => new Date().getHours())).toBe(1);
	await page.clock.runFor(45_000);
	expect(await page.evaluate(() => [new Date().getHours(), new Date().getTimezoneOffset()])).toEqual([
		1, 300
	]);
	await page.locator('#need').pressSequentially(', und danach');
	await page.clock.runFor(1000);
	await expect(sam.standing('on_device')).toBeVisible();
	await page.goto(`${home}/goals`);
	await expect(page.locator('#need')).toHaveValue('Vor der Umstellung, und danach');
	// A quarter to six in the afternoon there is a quarter to midnight in Duisburg.
	await page.clock.setFixedTime(new Date('2027-02-15T23:45:00+01:00'));
	await page.goto(`${home}/review`);
	await expect(page.getByText(beginning(sam.say('review_deadline_near')))).toContainText('23:59');
	await page.clock.setFixedTime(new Date('2027-02-16T00:00:01+01:00'));
	await page.goto(`${home}/review`);
	await expect(page.getByText(beginning(sam.say('review_closed')))).toBeVisible();
});
