import sharp from 'sharp';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

test('Leyla deletes a draft everywhere: her other phone, which has words of its own, is told and keeps them', async ({
	newWindow,
	server
}) => {
	test.setTimeout(120_000);
	const open = async () => new Applicant(await newWindow({ ...phoneScreen, locale: 'de-DE' }), server.origin);
	const account = await Account.of(server.origin, 'leyla.deletes@example.test');
	const id = await account.write({ project_title: 'Doppelt angelegt' });
	const [phone, tablet] = [await open(), await open()];
	const there = tablet.page;

	await test.step('the tablet has the draft, and writes on without network', async () => {
		await tablet.signIn(account.email, `/apply/${id}/project`);
		await expect(there.locator('#project_title')).toHaveValue('Doppelt angelegt');
		await there.evaluate(() => navigator.serviceWorker.ready);
		await there.context().setOffline(true);
		await there.locator('#project_summary').fill('Nur auf dem Tablet.');
		await expect(tablet.standing('on_device')).toBeVisible();
		await there.goto(tablet.address(`/apply/${id}`));
		await there.getByRole('button', { name: tablet.say('application_delete') }).click();
		await expect(there.getByRole('dialog').getByText(tablet.say('delete_needs_internet'))).toBeVisible();
		await expectGoodLooks(there);
		await there
			.getByRole('dialog')
			.getByRole('button', { name: tablet.say('application_keep') })
			.click();
	});

	await test.step('on the phone she is told what goes, and deletes it everywhere', async () => {
		const { page } = phone;
		await phone.signIn(account.email, `/apply/${id}`);
		await page.getByRole('button', { name: phone.say('application_delete') }).click();
		const dialog = page.getByRole('dialog');
		await expect(dialog.getByText(phone.say('delete_text_choice'))).toBeVisible();
		await expectGoodLooks(page, ['light', 'dark']);
		await dialog.getByRole('button', { name: phone.say('delete_everywhere') }).click();
		await page.waitForURL(/\/apply$/);
		await expect(page.getByText('Doppelt angelegt')).toHaveCount(0);
		expect(await account.list()).toEqual([]);
		await page.reload();
		await expect(page.getByText('Doppelt angelegt')).toHaveCount(0);
	});

	await test.step('the tablet learns it, and goes on with its words as a new draft', async () => {
		await there.context().setOffline(false);
		await expect(there.getByRole('heading', { name: tablet.say('deleted_title') })).toBeVisible({
			timeout: 30_000
		});
		await expectGoodLooks(there, ['light', 'dark']);
		expect(await account.list()).toEqual([]);
		await there.getByRole('button', { name: tablet.say('deleted_keep') }).click();
		await there.waitForURL(
			(url) => /\/apply\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.includes(id)
		);
		await expect(tablet.standing('saved_on_server')).toBeVisible();
		const [anew] = await account.list();
		expect((await account.read(anew?.id ?? '')).fields).toMatchObject({
			project_title: 'Doppelt angelegt',
			project_summary: 'Nur auf dem Tablet.'
		});
	});
	await account.dispose();
});

test('Leyla deletes a draft everywhere: whoever had all of it is told so, and a document that waits is not refused', async ({
	newWindow,
	server
}) => {
	test.setTimeout(180_000);
	const account = await Account.of(server.origin, 'leyla.elsewhere@example.test');
	const id = await account.write({ project_title: 'Sommerfest' });
	const listed = await account.write({ project_title: 'Winterfest' });
	const tablet = new Applicant(await newWindow({ ...phoneScreen, locale: 'de-DE' }), server.origin);
	const there = tablet.page;
	const gone = there.getByRole('heading', { name: tablet.say('deleted_title') });
	const deleted = there.getByText(tablet.say('deleted_for_good'));

	await test.step('the list says which draft went from it', async () => {
		await tablet.signIn(account.email);
		await expect(there.getByText('Winterfest')).toBeVisible();
		await account.delete(listed);
		await there.reload();
		await expect(there.getByRole('status').filter({ hasText: 'Winterfest' })).toBeVisible();
		await expect(there.getByRole('link', { name: 'Winterfest' })).toHaveCount(0);
		await expectGoodLooks(there);
	});

	await test.step('its address says that it was deleted, and asks nobody to sign in', async () => {
		await there.goto(tablet.address(`/apply/${listed}`));
		await expect(deleted).toBeVisible();
		await expect(there.getByRole('link', { name: tablet.say('nav_sign_in') })).toHaveCount(0);
		await expectGoodLooks(there, ['light', 'dark']);
	});

	await test.step('a document that waits learns it: the draft is told as deleted at once', async () => {
		await there.goto(tablet.address(`/apply/${id}/documents`));
		await expect(tablet.standing('saved_on_server')).toBeVisible();
		await account.delete(id);
		const picture = sharp({ create: { width: 600, height: 800, channels: 3, background: '#eee' } });
		const buffer = await picture.jpeg().toBuffer();
		await there
			.locator('input[type="file"]:not([capture])')
			.first()
			.setInputFiles({ name: 'Satzung.jpg', mimeType: 'image/jpeg', buffer });
		await expect(gone).toBeVisible();
		await expect(tablet.standing('needs_you')).toBeVisible();
		await expect(there.getByText(tablet.say('refusal_draft_deleted'))).toBeVisible();
		await expect(there.getByText(tablet.say('file_refused'))).toHaveCount(0);
		await expectGoodLooks(there, ['light', 'dark']);
	});

	await test.step('nothing of it can be sent', async () => {
		for (const screen of ['', '/review']) {
			await there.goto(tablet.address(`/apply/${id}${screen}`));
			await expect(gone).toBeVisible();
			await expect(tablet.sendButton).toHaveCount(0);
			await expect(there.getByText(tablet.say('review_nothing_missing'))).toHaveCount(0);
			await expect(there.getByRole('link', { name: tablet.say('overview_review') })).toHaveCount(0);
			await expectGoodLooks(there);
		}
	});

	await test.step('and it goes on as a new draft, with the document', async () => {
		await there.getByRole('button', { name: tablet.say('deleted_keep') }).click();
		await there.waitForURL(
			(url) => /\/apply\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.includes(id)
		);
		await expect(tablet.standing('saved_on_server')).toBeVisible();
		const [anew] = await account.list();
		await expect
			.poll(async () => (await account.read(anew?.id ?? '')).files?.map(({ name }: { name: string }) => name))
			.toEqual(['Satzung.jpg']);
	});
	await account.dispose();
});
