import { readFile } from 'node:fs/promises';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

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
