import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';

test('Nadia hands in what was missing, takes her application back, and begins again without typing it twice', async ({
	page,
	newWindow,
	server
}) => {
	test.setTimeout(180_000);
	const email = `nadia.${randomUUID().slice(0, 8)}@example.test`;
	const account = await Account.of(server.origin, email);
	const { id, number } = await account.apply({
		legal_form: 'registered_association',
		register_court: 'Duisburg',
		register_number: 'VR 1234',
		project_title: 'Hoffest'
	});
	const nadia = new Applicant(page, server.origin);
	const home = nadia.address(`/apply/${id}`);

	await test.step('the status says what is missing, and takes it', async () => {
		await nadia.signIn(email, `/apply/${id}/status`);
		await expect(page.getByText(nadia.say('path_received'))).toBeVisible();
		await page.getByRole('link', { name: nadia.say('later_title') }).click();
		await expect(page.getByText(nadia.say('documents_lead_sent'))).toBeVisible();
		const statutes = page.locator('section', { has: page.locator('#document-statutes') });
		const picture = sharp({ create: { width: 600, height: 800, channels: 3, background: '#eee' } });
		const buffer = await picture.jpeg().toBuffer();
		await statutes
			.locator('input[type="file"]:not([capture])')
			.setInputFiles({ name: 'Satzung.jpg', mimeType: 'image/jpeg', buffer });
		await expect(statutes.getByText(nadia.say('file_arrived'), { exact: true })).toBeVisible();
		expect((await account.read(id)).files).toMatchObject([{ document: 'statutes', is_complete: true }]);
		await expectGoodLooks(page, ['light', 'dark']);
	});

	await test.step('taking it back says what follows, and does nothing before she says so', async () => {
		await page.goto(`${home}/status`);
		await page.getByRole('button', { name: nadia.say('status_withdraw') }).click();
		const dialog = page.getByRole('dialog');
		await expect(dialog.getByText(nadia.say('withdraw_final'))).toBeVisible();
		await expectGoodLooks(page, ['light', 'dark']);
		await dialog.getByRole('button', { name: nadia.say('application_keep') }).click();
		expect((await account.read(id)).state).toBe('submitted');
		await page.getByRole('button', { name: nadia.say('status_withdraw') }).click();
		await dialog.getByRole('button', { name: nadia.say('status_withdraw_confirm') }).click();
		await expect(page.getByRole('heading', { name: nadia.say('status_withdrawn_title') })).toBeVisible();
		expect((await account.read(id)).state).toBe('withdrawn');
	});

	let copy = '';
	await test.step('the next one begins with her words; days, papers and declarations are hers to say again', async () => {
		await page.getByRole('link', { name: nadia.say('copy_open') }).click();
		await expect(page.getByText(nadia.say('copy_shared'))).toBeVisible();
		await expectGoodLooks(page, ['light', 'dark']);
		await page.getByRole('button', { name: new RegExp(nadia.say('copy_start').split(':')[0] ?? '') }).click();
		await page.waitForURL(
			(url) => /\/apply\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(id)
		);
		copy = page.url().slice(-36);
		await expect(page.getByText(nadia.say('copied_title'))).toBeVisible();
		await expect(nadia.standing('saved_on_server')).toBeVisible();
		await expectGoodLooks(page, ['light', 'dark']);
		const { fields, state, files } = await account.read(copy);
		expect(state).toBe('draft');
		expect(files).toEqual([]);
		expect(fields).toMatchObject({ project_title: 'Hoffest', register_number: 'VR 1234' });
		for (const path of ['period_start', 'signed_name', 'declared.not_begun', 'input_tax'])
			expect(fields, path).not.toHaveProperty([path]);
	});

	await test.step('her list keeps the two apart: one is a draft, one was sent and taken back', async () => {
		await page.goto(nadia.address('/apply'));
		const drafts = page.locator('section', { has: page.locator('#drafts') }).getByRole('link');
		const sent = page.locator('section', { has: page.locator('#sent') }).getByRole('link');
		await expect(drafts).toHaveCount(1);
		await expect(sent).toHaveCount(1);
		await expect(drafts).toHaveAttribute('href', new RegExp(`${copy}$`));
		await expect(drafts).not.toContainText(number);
		await expect(sent).toContainText(number);
		await expect(sent).toContainText(nadia.say('status_withdrawn_title'));
	});

	await test.step('on another phone "apply" finds the draft of her account before it begins a second one', async () => {
		const other = new Applicant(await newWindow({ locale: 'de-DE' }), server.origin);
		await other.signIn(email, `/apply/start/${openRound}`);
		await expect(other.page.getByRole('heading', { name: other.say('start_title') })).toBeVisible();
		await expect(other.page.getByRole('link', { name: /Hoffest/ })).toHaveAttribute('href', new RegExp(copy));
		expect((await account.list()).length).toBe(2);

		await other.page.getByRole('button', { name: other.say('start_another') }).click();
		await expect(other.page.getByText(other.say('reuse_title'))).toBeVisible();
		await expectGoodLooks(other.page, ['light', 'dark']);
		await other.page.getByRole('button', { name: /Hochfeld/ }).click();
		await other.page.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
		await expect(other.standing('saved_on_server')).toBeVisible();
		const third = await account.read(other.page.url().slice(-36));
		expect(third.fields).toMatchObject({ register_number: 'VR 1234', contact_first_name: 'Amina' });
		expect(third.fields).not.toHaveProperty('project_title');
		expect((await account.list()).length).toBe(3);
	});
	await account.dispose();
});
