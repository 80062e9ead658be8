import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { pdf, placedHeic } from '../../../src/lib/server/files/corpus.sample.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';

type Shared = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** A photo of a page, as large as phones take them, with the place it was taken at. */
async function photo(): Promise<Shared> {
	const buffer = await sharp({
		create: {
			width: 3000,
			height: 4000,
			channels: 3,
			background: '#eee',
			noise: { type: 'gaussian', mean: 200, sigma: 20 }
		}
	})
		.withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 26/1 3/1' } })
		.jpeg({ quality: 60 })
		.toBuffer();
	return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
}

const camera = (page: Page) => page.locator('input[capture]').first();

/** As another app does it: a form with a file, sent to the address in the manifest. */
async function share(page: Page, language: string, file?: Shared): Promise<void> {
	await page.evaluate((action) => {
		const form = Object.assign(document.createElement('form'), {
			method: 'post',
			enctype: 'multipart/form-data',
			action,
			hidden: true
		});
		form.append(
			Object.assign(document.createElement('input'), { type: 'file', name: 'files', id: 'shared' })
		);
		document.body.append(form);
	}, `/${language}/share`);
	await page.locator('#shared').setInputFiles(file ?? (await photo()));
	await page.evaluate(() => document.querySelector<HTMLFormElement>('form:has(#shared)')?.submit());
}

test('Leyla photographs her statutes without network, the phone dies, and they arrive when it is online again', async ({
	server,
	newPhone
}) => {
	test.setTimeout(120_000);
	const account = await Account.of(server.origin, 'leyla@example.test');
	const id = await account.write({ legal_form: 'registered_association' });
	const phone = await newPhone({ locale: 'de-DE' });
	const leyla = new Applicant(await phone.open(), server.origin);
	await leyla.signIn(account.email, `/apply/${id}/documents`);
	await expect(camera(leyla.page)).toBeAttached();
	await leyla.page.evaluate(() => navigator.serviceWorker.ready);
	await phone.context.setOffline(true);
	for (const count of [1, 2]) {
		await camera(leyla.page).setInputFiles(await photo());
		await expect(leyla.page.getByText(`Fotografierte Seiten: ${count}`)).toBeVisible();
	}
	await expectGoodLooks(leyla.page);
	await phone.kill();

	const later = await phone.open({ isOffline: true });
	// Pages that wait for "done" never travel: nothing says that they are handed in.
	await later.goto(`${server.origin}/de/apply/${id}/review`);
	await later.getByRole('button', { name: 'Den ganzen Antrag lesen oder drucken' }).click();
	await expect(later.getByText('Satzung oder Gesellschaftsvertrag: wird nachgereicht')).toBeVisible();
	await later.goto(`${server.origin}/de/apply/${id}/documents`);
	await expect(later.getByText('Fotografierte Seiten: 2')).toBeVisible();
	await later.getByRole('button', { name: /^Fertig/ }).click();
	await expect(later.getByText('Auf diesem Gerät, noch nicht gesendet')).toBeVisible();
	await phone.context.setOffline(false);
	// Browsers bring cookies to the disk every half minute: the session died with the phone.
	await new Applicant(later, server.origin).signIn(account.email, `/apply/${id}/documents`);
	await expect(later.getByText('Angekommen', { exact: true })).toBeVisible({ timeout: 30_000 });
	const { files } = await account.read(id);
	expect(files).toMatchObject([{ media_type: 'application/pdf', is_complete: true }]);
	await account.dispose();
});

test('Leyla shares a photo from another app without network: it finds its application', async ({
	page,
	context,
	server
}) => {
	const leyla = new Applicant(page, server.origin);
	const home = await leyla.start();
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await context.setOffline(true);
	await share(page, 'de');
	await page.waitForURL(/\/de\/apply\/share$/);
	await expect(page.getByText('IMG_0001.jpg')).toBeVisible();
	await expectGoodLooks(page);
	await page.getByRole('button', { name: 'Zum Antrag hinzufügen' }).click();
	await page.waitForURL(`${home}/documents`);
	await expect(page.getByText('IMG_0001.jpg')).toBeVisible();
	await expect(page.getByText('Auf diesem Gerät', { exact: false }).first()).toBeVisible();
	await expectGoodLooks(page);
	await page.goto(leyla.address('/apply/share'));
	await expect(page.getByText('Hier ist nichts angekommen')).toBeVisible();
});

test('Leyla shares a PDF from her mails while she is online and signed in: it arrives with her application, word for word', async ({
	page,
	server
}) => {
	const account = await Account.of(server.origin, 'leyla.shares@example.test');
	const id = await account.write({ project_title: 'Geteiltes Fest', legal_form: 'registered_association' });
	const leyla = new Applicant(page, server.origin);
	await leyla.signIn(account.email);
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	const buffer = await pdf();
	await share(page, 'de', { name: 'Satzung.pdf', mimeType: 'application/pdf', buffer });
	await page.waitForURL(/\/de\/apply\/share$/);
	await expect(page.getByText('Satzung.pdf')).toBeVisible();
	await page.getByRole('button', { name: leyla.say('share_add') }).click();
	await page.waitForURL(new RegExp(`${id}/documents$`));
	await expect(page.getByText(leyla.say('file_arrived'), { exact: true })).toBeVisible();
	expect((await account.read(id)).files).toMatchObject([
		{ name: 'Satzung.pdf', media_type: 'application/pdf', size: buffer.length, is_complete: true }
	]);
	await account.dispose();
});

test('Cem shares a photo on the phone on which Ayşe kept her draft: it can go into his, never into hers', async ({
	page,
	server
}) => {
	const [cems, hers] = [
		await Account.of(server.origin, 'cem.shares@example.test'),
		await Account.of(server.origin, 'ayse.shares@example.test')
	];
	const id = await cems.write({ project_title: 'Cems Fest' });
	await hers.write({ project_title: 'Ayşes Fest' });
	const ayse = new Applicant(page, server.origin);
	await ayse.signIn(hers.email);
	await expect(page.getByText('Ayşes Fest')).toBeVisible();
	await page.goto(ayse.address('/account'));
	await page.getByRole('button', { name: ayse.say('account_sign_out') }).click();
	const keep = page.getByRole('button', { name: ayse.say('account_sign_out_keep') });
	await expect(keep.or(page.getByText(ayse.say('account_signed_out')))).toBeVisible();
	if (await keep.isVisible()) await keep.click();
	await expect(page.getByText(ayse.say('account_signed_out'))).toBeVisible();

	await ayse.signIn(cems.email);
	await expect(page.getByText('Cems Fest')).toBeVisible();
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await share(page, 'de');
	await page.waitForURL(/\/de\/apply\/share$/);
	const choice = page.getByLabel(ayse.say('share_application'));
	await expect(choice).toHaveValue(id);
	await expect(choice.locator('option', { hasText: 'Cems Fest' })).toHaveCount(1);
	await expect(choice.locator('option', { hasText: 'Ayşes Fest' })).toHaveCount(0);
	await cems.dispose();
	await hers.dispose();
});

test('Leyla’s photo is one of an iPhone, which her browser cannot read: the office gets a picture everybody can, without its place', async ({
	page,
	server
}) => {
	const account = await Account.of(server.origin, 'leyla.heic@example.test');
	const id = await account.write({ legal_form: 'registered_association' });
	const leyla = new Applicant(page, server.origin);
	await leyla.signIn(account.email, `/apply/${id}/documents`);
	const picker = page.locator('input[type="file"][multiple]').first();
	await expect(picker).toBeAttached();
	await picker.setInputFiles({ name: 'IMG_4711.HEIC', mimeType: 'image/heic', buffer: await placedHeic() });
	await expect(page.getByText(leyla.say('file_arrived'), { exact: true })).toBeVisible({ timeout: 60_000 });
	const { files } = await account.read(id);
	expect(files).toMatchObject([{ media_type: 'image/jpeg', is_complete: true }]);
	const stored = await account.get(`/api/v1/applications/${id}/files/${files[0].id}`);
	const bytes = await stored.body();
	const { format, exif, xmp } = await sharp(bytes).metadata();
	expect({ format, exif, xmp }).toEqual({ format: 'jpeg' });
	expect(bytes.toString('latin1')).not.toContain('Phonemaker');
	await account.dispose();
});

test('Leyla sends while a document is stuck on her phone and pages of another wait for "done": both are named until they are there', async ({
	page,
	context,
	server
}) => {
	test.setTimeout(120_000);
	const account = await Account.of(server.origin, 'leyla.stuck@example.test');
	const id = await account.write();
	const leyla = new Applicant(page, server.origin);
	await context.route('**/files/**', (route) => route.abort());
	await leyla.signIn(account.email, `/apply/${id}/documents`);
	await camera(page).setInputFiles(await photo());
	await page.getByRole('button', { name: leyla.say('pages_done') }).click();
	await expect(page.getByRole('button', { name: leyla.say('pages_done') })).toHaveCount(0);
	await page
		.locator('input[capture]')
		.nth(1)
		.setInputFiles(await photo());
	await expect(page.getByRole('button', { name: leyla.say('pages_done') })).toBeVisible();

	const stuck = page.getByRole('heading', { name: leyla.say('unsent_files_title') });
	await page.goto(leyla.address(`/apply/${id}/review`));
	await expect(stuck).toBeVisible();
	await expectGoodLooks(page);
	await page.locator('#signed_name').fill('Leyla Demir');
	await leyla.sendButton.click();
	await page.waitForURL(/\/status$/);
	await expect(stuck).toBeVisible();
	await expect(page.getByText(/tippt auf „Fertig“/)).toBeVisible();
	await expect(page.getByText(/^Nur noch bis/), 'what was sent has no deadline').toHaveCount(0);
	await expectGoodLooks(page);
	await page.goto(leyla.address('/apply'));
	await expect(page.getByText(leyla.say('applications_not_all'))).toBeVisible();
	await page.goto(leyla.address('/account'));
	await page.getByRole('button', { name: leyla.say('account_sign_out') }).click();
	await expect(page.getByText(leyla.say('account_sign_out_unsent', { count: 1 }))).toBeVisible();
	await account.dispose();
});

test('Leyla’s session ends while a document waits: the screen asks her to sign in, and it arrives', async ({
	page,
	context,
	server
}) => {
	const account = await Account.of(server.origin, 'leyla.waits@example.test');
	const id = await account.write({ legal_form: 'registered_association' });
	const leyla = new Applicant(page, server.origin);
	await leyla.signIn(account.email, `/apply/${id}/documents`);
	await expect(camera(page)).toBeAttached();
	await context.clearCookies({ name: /auth-token/ });
	await page
		.locator('main input[type="file"]:not([capture])')
		.first()
		.setInputFiles(await photo());
	await expect(page.getByText('IMG_0001.jpg')).toBeVisible();
	await page.goto(leyla.address(`/apply/${id}`));
	await expect(leyla.standing('saved_on_server')).toHaveCount(0);
	await page.getByRole('link', { name: leyla.say('standing_needs_sign_in') }).click();
	await page.locator('#code').fill(await leyla.askForCode(account.email));
	await page.waitForURL(/\/review$/);
	await expect(leyla.standing('saved_on_server')).toBeVisible();
	await expect.poll(async () => (await account.read(id)).files).toMatchObject([{ is_complete: true }]);
	await account.dispose();
});
