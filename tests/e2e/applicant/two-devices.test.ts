import type { BrowserContext } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

test('Leyla and Jonas write on two phones: different fields are both kept, the same field is chosen by a person', async ({
	newWindow,
	server
}) => {
	test.setTimeout(120_000);
	const open = async (): Promise<[BrowserContext, Applicant]> => {
		const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
		return [page.context(), new Applicant(page, server.origin)];
	};
	const account = await Account.of(server.origin, 'hochfeld@example.test');
	const id = await account.write({ project_title: 'Gartenfest' });
	const [leylasPhone, leyla] = await open();
	const [jonasPhone, jonas] = await open();
	const home = leyla.address(`/apply/${id}`);
	const fields = async () => (await account.read(id)).fields;

	await test.step('what was written elsewhere is there after signing in', async () => {
		await leyla.signIn(account.email, `/apply/${id}/goals`);
		await expect(leyla.page.locator('#need')).toHaveValue(/Hochfeld/);
		await jonas.signIn(account.email, `/apply/${id}/project`);
		await expect(jonas.page.locator('#project_title')).toHaveValue('Gartenfest');
		for (const { page } of [leyla, jonas]) await page.evaluate(() => navigator.serviceWorker.ready);
	});

	await test.step('different fields, written without network at the same time, are both kept', async () => {
		await leylasPhone.setOffline(true);
		await jonasPhone.setOffline(true);
		await leyla.page.locator('#need').fill('Leyla: Es fehlt ein Garten.');
		await jonas.page.locator('#project_summary').fill('Jonas: Wir feiern im Garten.');
		await expect(leyla.standing('on_device')).toBeVisible();
		await expect(jonas.standing('on_device')).toBeVisible();
		await leylasPhone.setOffline(false);
		await expect(leyla.standing('saved_on_server')).toBeVisible();
		await jonasPhone.setOffline(false);
		await expect(jonas.standing('saved_on_server')).toBeVisible();
		expect(await fields()).toMatchObject({
			need: 'Leyla: Es fehlt ein Garten.',
			project_summary: 'Jonas: Wir feiern im Garten.'
		});
		await jonas.page.goto(`${home}/goals`);
		await expect(jonas.page.locator('#need')).toHaveValue('Leyla: Es fehlt ein Garten.');
	});

	await test.step('words that come in while a section is open are shown in it, so that nobody writes over them', async () => {
		await leyla.page.goto(`${home}/project`);
		await expect(leyla.page.locator('#project_summary')).toHaveValue('Jonas: Wir feiern im Garten.');
		await expect(leyla.standing('saved_on_server')).toBeVisible();
		await jonas.page.goto(`${home}/project`);
		await jonas.page.locator('#project_summary').fill('Jonas: Wir feiern im Juli.');
		await expect(jonas.standing('saved_on_server')).toBeVisible();
		await leyla.page.locator('#project_title').fill('Gartenfest im Juli');
		await expect.poll(async () => (await fields()).project_title).toBe('Gartenfest im Juli');
		await expect(leyla.page.locator('#project_summary')).toHaveValue('Jonas: Wir feiern im Juli.');
		await expect(leyla.page.locator('#project_title')).toHaveValue('Gartenfest im Juli');
	});

	await test.step('the same field: both versions are shown, nothing is overwritten before somebody chooses', async () => {
		await leyla.page.goto(`${home}/project`);
		await jonas.page.goto(`${home}/project`);
		await expect(leyla.page.locator('#project_summary')).toHaveValue(/^Jonas/);
		await leylasPhone.setOffline(true);
		await jonasPhone.setOffline(true);
		await leyla.page.locator('#project_title').fill('Leylas Gartenfest');
		await jonas.page.locator('#project_title').fill('Jonas’ Gartenfest');
		await expect(jonas.standing('on_device')).toBeVisible();
		await leylasPhone.setOffline(false);
		await expect(leyla.standing('saved_on_server')).toBeVisible();
		await jonasPhone.setOffline(false);
		await expect(jonas.page.getByRole('heading', { name: jonas.say('conflict_title') })).toBeVisible();
		await expect(jonas.standing('needs_you')).toBeVisible();
		await expect(jonas.page.getByText(jonas.say('conflict_text'))).toHaveCount(1);
		await expect(jonas.page.locator('blockquote')).toHaveText(['Jonas’ Gartenfest', 'Leylas Gartenfest']);
		await expectGoodLooks(jonas.page);
		expect((await fields()).project_title).toBe('Leylas Gartenfest');
	});

	await test.step('the choice is what counts, on both phones', async () => {
		await jonas.page.getByRole('button', { name: jonas.say('conflict_use_mine') }).click();
		await expect(jonas.standing('saved_on_server')).toBeVisible();
		await expect(jonas.page.locator('#project_title')).toHaveValue('Jonas’ Gartenfest');
		expect((await fields()).project_title).toBe('Jonas’ Gartenfest');
		await leyla.page.reload();
		await expect(leyla.page.locator('#project_title')).toHaveValue('Jonas’ Gartenfest');
	});
	await account.dispose();
});

test('Leyla and Jonas answer the office on two phones: while he looks at two versions, he is told that hers has been sent', async ({
	newWindow,
	server
}) => {
	test.setTimeout(180_000);
	const account = await Account.of(server.origin, 'hochfeld.answers@example.test');
	const { id } = await account.apply();
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	await clerk.signIn(colleagues.clerk);
	await clerk.openCase(id);
	await clerk.takeStep('step_submitted_formal_check', 'formal_check');
	await clerk.askButForNoPaper();
	await clerk.page.locator('#ask-question-0').fill('Wer schließt den Saal auf?');
	await clerk.page.locator('#ask-message').fill('Uns fehlt noch etwas.');
	await clerk.page.getByRole('button', { name: clerk.say('ask_send') }).click();
	await expect(
		clerk.page.getByText(clerk.say('done_asked', { state: clerk.say('state_clarification') }))
	).toBeVisible();

	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const jonas = new Applicant(page, server.origin);
	await jonas.signIn(account.email, `/apply/${id}/answer`);
	const answer = page.getByRole('textbox', { name: 'Wer schließt den Saal auf?' });
	await expect(answer).toBeVisible();
	const { clarification, revision } = await account.read(id);
	const path = `answers.${clarification.items[0].id}`;
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.context().setOffline(true);
	await answer.fill('Jonas');
	await expect(jonas.standing('on_device')).toBeVisible();
	await account.change(id, revision, { [path]: 'Leyla' });
	await page.context().setOffline(false);
	await expect(page.getByRole('heading', { name: jonas.say('conflict_title') })).toBeVisible();
	expect((await account.submit(id, revision + 1)).ok()).toBe(true);
	await expect(page.getByRole('heading', { name: jonas.say('answer_nothing_title') })).toBeVisible({
		timeout: 60_000
	});
	await page.goto(jonas.address(`/apply/${id}/status`));
	await expect(
		page.getByRole('heading', { name: jonas.say('unsent_title') }),
		'his words stay'
	).toBeVisible();
	await account.dispose();
});

test('Leyla sends while Jonas still writes without network: what he wrote is never called received, and lies in front of him', async ({
	newWindow,
	server
}) => {
	const account = await Account.of(server.origin, 'hochfeld.late@example.test');
	const id = await account.write({ project_title: 'Gartenfest' });
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const jonas = new Applicant(page, server.origin);
	await jonas.signIn(account.email, `/apply/${id}/project`);
	await expect(page.locator('#project_title')).toHaveValue('Gartenfest');
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.context().setOffline(true);
	await page.locator('#project_title').fill('Gartenfest mit Musik');
	await expect(jonas.standing('on_device')).toBeVisible();
	expect((await account.submit(id)).ok()).toBe(true);
	await page.context().setOffline(false);
	const unsent = page.getByRole('heading', { name: jonas.say('unsent_title') });
	await expect(unsent, 'where he was writing').toBeVisible({ timeout: 60_000 });
	for (const screen of ['', '/status']) {
		await page.goto(jonas.address(`/apply/${id}${screen}`));
		await expect(unsent).toBeVisible();
		await expect(page.getByText('Gartenfest mit Musik')).toHaveCount(0);
	}
	await expectGoodLooks(page);
	await page.goto(jonas.address('/apply'));
	await expect(page.getByText('Gartenfest', { exact: true })).toBeVisible();
	await expect(page.getByText(jonas.say('applications_not_all'))).toBeVisible();
	await account.dispose();
});
