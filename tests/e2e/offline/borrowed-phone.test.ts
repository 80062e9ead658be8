import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { keptOnDevice } from '../../support/device.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';

test('Samira writes on a neighbour’s phone: every screen says that nothing stays, and when the window is closed nothing has', async ({
	context,
	page,
	server
}) => {
	test.setTimeout(150_000);
	const owner = new Applicant(page, server.origin);
	const ownersHome = await owner.start();
	await owner.openSection('goals');
	await page.locator('#need').fill('Vom Besitzer des Telefons');
	await expect(owner.standing('on_device')).toBeVisible();

	const borrowed = await context.newPage();
	const samira = new Applicant(borrowed, server.origin);
	await samira.keepNothingHere();
	await expectGoodLooks(borrowed, ['light', 'dark']);
	await borrowed.goto(samira.address('/apply'));
	await expect(borrowed.getByText(samira.say('applications_empty'))).toBeVisible();
	const home = await samira.start();
	await samira.openSection('goals');
	await borrowed.locator('#need').fill('Samiras Worte');
	await expect(samira.standing('in_window')).toBeVisible();
	await expect(borrowed.getByText(samira.say('borrowed_on_title'))).toBeVisible();
	await expect(borrowed.getByText(samira.say('borrowed_on_text'))).toBeVisible();
	await expectGoodLooks(borrowed);
	borrowed.on('dialog', (dialog) => void dialog.accept());
	await borrowed.reload();
	await expect(borrowed.locator('#need')).toHaveValue('Samiras Worte');
	await samira.signIn('samira.borrowed@example.test', new URL(home).pathname.replace('/de', ''));
	const session = (await context.cookies()).filter(({ name }) => /auth-token|signed-in/.test(name));
	expect(session.length).toBeGreaterThan(1);
	expect(
		session.filter(({ expires }) => expires !== -1),
		'ends with the browser'
	).toEqual([]);
	await expect(samira.standing('saved_on_server')).toBeVisible();
	// From now on her words are not in this window alone.
	await expect(borrowed.getByText(samira.say('borrowed_on_signed_in'))).toBeVisible();
	await expect(borrowed.getByText(samira.say('borrowed_on_text'))).toHaveCount(0);

	// The owner's window asks nobody about a session that is not theirs.
	await page.reload();
	await expect(page.locator('#need')).toHaveValue('Vom Besitzer des Telefons');
	await page.goto(owner.address('/account'));
	await expect(page.getByText('samira.borrowed@example.test')).toHaveCount(0);
	await borrowed.close();
	expect(await keptOnDevice(page)).not.toMatch(/samira/i);

	const next = await context.newPage();
	await next.goto(owner.address('/apply'));
	await expect(next.locator('a.card[href*="/apply/"]')).toHaveCount(1);
	await expect(next.getByText(owner.say('borrowed_on_title'))).toHaveCount(0);
	const answer = await next.evaluate(async () => (await fetch('/api/v1/session')).json());
	expect(answer).toEqual({ email: null });
	expect(await keptOnDevice(next)).not.toMatch(/samira|signed-in|borrowed-phone/i);
	await next.goto(`${ownersHome}/goals`);
	await expect(next.locator('#need')).toHaveValue('Vom Besitzer des Telefons');

	const account = await Account.of(server.origin, 'samira.borrowed@example.test');
	expect((await account.read(home.split('/').at(-1) ?? '')).fields).toEqual({
		need: 'Samiras Worte',
		'text_language.need': 'de'
	});
	await account.dispose();
});

test('Samira remembers in the middle that it is not her phone: her draft comes along, leaves the phone, and is forgotten when she is done', async ({
	page,
	server
}) => {
	const samira = new Applicant(page, server.origin);
	await samira.start();
	await samira.openSection('project');
	await page.locator('#project_title').fill('Samiras Lesekreis');
	await expect(samira.standing('on_device')).toBeVisible();
	await samira.keepNothingHere(['Samiras Lesekreis']);
	expect(await keptOnDevice(page)).not.toContain('Samira');
	await page.goto(samira.address('/apply'));
	await expect(page.getByText('Samiras Lesekreis')).toBeVisible();
	await expect(samira.standing('in_window')).toBeVisible();

	const asked: string[] = [];
	page.on('dialog', (dialog) => {
		asked.push(dialog.type());
		void dialog.accept();
	});
	// Browsers ask only somebody who has touched the page.
	await page.getByRole('heading', { level: 1 }).click();
	await page.goto(samira.address('/account'));
	expect(asked, 'before words are gone with the page').toEqual(['beforeunload']);
	await page
		.locator('main')
		.getByRole('button', { name: samira.say('borrowed_finish') })
		.click();
	await expect(page.getByText(samira.say('account_sign_out_unsent', { count: 1 }))).toBeVisible();
	await expectGoodLooks(page);
	await page
		.getByRole('dialog')
		.getByRole('button', { name: samira.say('borrowed_finish') })
		.click();
	await expect(page.getByText(samira.say('borrowed_on_title'))).toHaveCount(0);
	await page.goto(samira.address('/apply'));
	await expect(page.getByText(samira.say('applications_empty'))).toBeVisible();
	expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Samira');
});

test('Ayşe signs out with unsent words and keeps them; Cem signs in on the same phone: hers wait for her, and travel in nobody else’s name', async ({
	page,
	context,
	server
}) => {
	const ayse = new Applicant(page, server.origin);
	await ayse.signIn('ayse.phone@example.test');
	await page.evaluate(() => navigator.serviceWorker.ready);
	const home = await ayse.start();
	const id = home.split('/').at(-1) ?? '';
	await expect(ayse.standing('saved_on_server').or(ayse.standing('on_device'))).toBeVisible();
	// Her words do not get out before she signs out.
	await context.route(`**/api/v1/applications/${id}`, (route) => route.abort());
	await ayse.openSection('goals');
	await page.locator('#need').fill('Ayşes Worte');
	await expect(ayse.standing('on_device')).toBeVisible();
	await page.goto(ayse.address('/account'));
	await page.getByRole('button', { name: ayse.say('account_sign_out') }).click();
	await expect(page.getByText(ayse.say('account_sign_out_unsent', { count: 1 }))).toBeVisible();
	await page.getByRole('button', { name: ayse.say('account_sign_out_keep') }).click();
	await expect(page.getByText(ayse.say('account_signed_out'))).toBeVisible();
	await context.unroute(`**/api/v1/applications/${id}`);

	const foreign: string[] = [];
	context.on('request', (request) => {
		if (request.method() !== 'GET' && request.url().includes(id)) foreign.push(request.url());
	});
	await new Applicant(page, server.origin).signIn('cem.phone@example.test');
	await page.goto(`${home}/goals`);
	await expect(page.locator('#need')).toHaveValue('Ayşes Worte');
	await expect(ayse.standing('other_account')).toBeVisible();
	await expect(page.getByText(ayse.say('other_account_text'))).toBeVisible();
	await expectGoodLooks(page);
	const cem = await Account.of(server.origin, 'cem.phone@example.test');
	expect(await cem.list()).toEqual([]);
	expect(foreign).toEqual([]);
	await cem.dispose();

	// Nothing here is his: there is nothing to ask him, and nothing goes with him.
	await page.goto(ayse.address('/account'));
	await page.getByRole('button', { name: ayse.say('account_sign_out') }).click();
	await expect(page.getByText(ayse.say('account_signed_out'))).toBeVisible();
	await ayse.signIn('ayse.phone@example.test', `/apply/${id}`);
	await expect(ayse.standing('saved_on_server')).toBeVisible();
	const hers = await Account.of(server.origin, 'ayse.phone@example.test');
	expect((await hers.read(id)).fields).toEqual({ need: 'Ayşes Worte', 'text_language.need': 'de' });
	await hers.dispose();
});

test('Amina wrote on the family’s phone without an account; Yusuf signs in there and is asked: her words stay hers', async ({
	page,
	server
}) => {
	const yusuf = new Applicant(page, server.origin);
	await page.goto(yusuf.address('/apply'));
	const home = await yusuf.start();
	const id = home.split('/').at(-1) ?? '';
	await yusuf.openSection('project');
	await page.locator('#project_title').fill('Aminas Kreis');
	await expect(yusuf.standing('on_device')).toBeVisible();

	await page.goto(yusuf.address('/sign-in'));
	await page.locator('#code').or(page.locator('#email')).first().waitFor();
	await page.locator('#code').fill(await yusuf.askForCode('yusuf.family@example.test'));
	await expect(page.getByRole('heading', { level: 1, name: yusuf.say('whose_title') })).toBeVisible();
	await expect(page.getByRole('checkbox', { name: 'Aminas Kreis' })).toBeFocused();
	await expect(page.getByRole('checkbox', { name: 'Aminas Kreis' })).not.toBeChecked();
	await expectGoodLooks(page, ['light', 'dark']);
	await page.getByRole('button', { name: yusuf.say('whose_continue') }).click();
	await page.waitForURL(/\/apply$/);
	const his = await Account.of(server.origin, 'yusuf.family@example.test');
	expect(await his.list()).toEqual([]);
	await his.dispose();

	await page.goto(yusuf.address('/account'));
	await page.getByRole('button', { name: yusuf.say('account_sign_out') }).click();
	await expect(page.getByText(yusuf.say('account_signed_out'))).toBeVisible();
	const amina = new Applicant(page, server.origin);
	await amina.signIn('amina.family@example.test');
	await page.goto(home);
	await expect(amina.standing('saved_on_server')).toBeVisible();
	const hers = await Account.of(server.origin, 'amina.family@example.test');
	expect((await hers.read(id)).fields).toMatchObject({ project_title: 'Aminas Kreis' });
	await hers.dispose();
});
