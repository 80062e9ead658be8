import { readFile } from 'node:fs/promises';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';
import { beginning } from '../../support/words.ts';

test('Nadia takes her draft to another phone as a file: it opens beside what is there, and every other file is refused kindly', async ({
	page,
	newWindow,
	server
}) => {
	const nadia = new Applicant(page, server.origin);
	const home = await nadia.start();
	await nadia.openSection('project');
	await page.locator('#project_title').fill('Nadias Chor');
	await expect(nadia.standing('on_device')).toBeVisible();
	await page.goto(home);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: nadia.say('application_export') }).click()
	]);
	const text = await readFile(await download.path(), 'utf8');
	expect(text).not.toContain(home.split('/').at(-1));

	const other = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const there = new Applicant(other, server.origin);
	await there.start();
	await there.openSection('project');
	await other.locator('#project_title').fill('Schon hier');
	await expect(there.standing('on_device')).toBeVisible();
	await other.goto(there.address('/apply'));
	const pick = async (contents: string) => {
		const [chooser] = await Promise.all([
			other.waitForEvent('filechooser'),
			other.getByRole('button', { name: there.say('saved_open') }).click()
		]);
		const buffer = Buffer.from(contents);
		await chooser.setFiles({ name: 'kofei.json', mimeType: 'application/json', buffer });
	};
	const hostile = ['', '<script>alert(1)</script>', '{"__proto__":{"x":1}}', JSON.stringify([text])];
	for (const contents of [...hostile, text.replace(/"schemaVersion": \d+/, '"schemaVersion": 99')]) {
		await pick(contents);
		await expect(other.getByText(there.say('saved_refused'))).toBeVisible();
		await expectGoodLooks(other);
	}
	await pick(text.replace('kofei-2027', 'kofei-1999'));
	await expect(other.getByText(there.say('saved_other_round'))).toBeVisible();
	await pick(text);
	await other.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
	await expect(there.standing('on_device')).toBeVisible();
	await there.openSection('project');
	await expect(other.locator('#project_title')).toHaveValue('Nadias Chor');
	await other.goto(there.address('/apply'));
	for (const title of ['Schon hier', 'Nadias Chor']) await expect(other.getByText(title)).toBeVisible();
	await expectGoodLooks(other);

	// The same file again leads to the draft it became; once they differ, a person says which.
	await pick(text);
	await other.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
	const [, opened = ''] = /\/apply\/([0-9a-f-]{36})$/.exec(other.url()) ?? [];
	await there.openSection('project');
	await other.locator('#project_title').fill('Nadias großer Chor');
	await expect(there.standing('on_device')).toBeVisible();
	await other.goto(there.address('/apply'));
	await expect(other.getByText('Nadias Chor', { exact: true })).toHaveCount(0);
	await pick(text);
	await expect(other.getByText(there.say('saved_again'))).toBeVisible();
	await expectGoodLooks(other);
	await other.getByRole('button', { name: there.say('start_continue') }).click();
	await other.waitForURL((url) => url.pathname.endsWith(opened));
	await other.goto(there.address('/apply'));
	await pick(text);
	await other.getByRole('button', { name: there.say('start_another') }).click();
	await other.waitForURL(
		(url) => /\/apply\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(opened)
	);
	const another = other.url();

	// Its round is over: the words can go into the one that is open.
	await other.goto(there.address('/apply'));
	const older = text.replace('kofei-2027', 'kofei-2026').replace(/"origin": "[0-9a-z]+"/, '"origin": null');
	await pick(older);
	await expect(other.getByText(there.say('saved_round_over'))).toBeVisible();
	await expectGoodLooks(other);
	await other.getByRole('alert').getByRole('button').click();
	await other.waitForURL((url) => /\/apply\/[0-9a-f-]{36}$/.test(url.pathname) && url.href !== another);
	await there.openSection('project');
	await expect(other.locator('#project_title')).toHaveValue('Nadias Chor');
});

test('Nadia opens her file before she signs in where its draft is: both say that there are two, and lead to each other', async ({
	server,
	newWindow
}) => {
	const account = await Account.of(server.origin, 'nadia.zweimal@example.test');
	const id = await account.write({ project_title: 'Nadias Chor' });
	const phone = { ...phoneScreen, locale: 'de-DE' };
	const here = new Applicant(await newWindow(phone), server.origin);
	await here.signIn(account.email, `/apply/${id}`);
	const saving = here.page.waitForEvent('download');
	await here.page.getByRole('button', { name: here.say('application_export') }).click();
	const file = await (await saving).path();

	const there = new Applicant(await newWindow(phone), server.origin);
	await there.page.goto(there.address('/apply'));
	await there.page.locator('input[type="file"][accept*="json"]').setInputFiles({
		...{ name: 'kofei.json', mimeType: 'application/json' },
		buffer: await readFile(file)
	});
	await there.page.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
	const opened = there.page.url();
	const twice = there.page.getByText(beginning(there.say('twin_text')));
	await expect(there.page.getByText(there.say('overview_complete'))).toBeVisible();
	await expect(twice).toHaveCount(0);
	await there.signIn(account.email, `/apply/${id}`);
	await expect(twice).toBeVisible();
	await expectGoodLooks(there.page);
	await there.page.goto(there.address(`/apply/${id}/review`));
	await expect(twice).toBeVisible();
	await there.page.getByRole('link', { name: there.say('twin_open') }).click();
	await there.page.waitForURL(opened);
	await expect(twice).toBeVisible();
	await account.dispose();
});
