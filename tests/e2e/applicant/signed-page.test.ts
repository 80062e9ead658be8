import sharp from 'sharp';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

test('Hanna’s round wants a signature on paper: no name is asked for, the page she signed is handed in, and the office finds it', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(180_000);
	await server.changeDatabase(
		`update public.funding_rounds set settings = settings || '{"signature": "signed_page"}' where slug = 'kofei-2027'`
	);
	const account = await Account.of(server.origin, 'hanna@example.test');
	const id = await account.write({ signed_name: null });
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const hanna = new Applicant(page, server.origin);
	await hanna.signIn(account.email, `/apply/${id}/review`);
	await expect(page.getByText(hanna.say('review_sign_page'), { exact: true })).toBeVisible();
	await expect(page.locator('#signed_name')).toHaveCount(0);
	await expect(page.getByText(hanna.say('review_nothing_missing'))).toBeVisible();
	await expectGoodLooks(page, ['light', 'dark']);
	await page.getByRole('link', { name: hanna.say('review_sign_page_upload') }).click();
	await page.waitForURL(/\/documents#signed_page$/);
	const card = page.locator('section', { has: page.locator('#document-signed_page') });
	const picture = sharp({ create: { width: 900, height: 1200, channels: 3, background: '#eee' } });
	await card.locator('input[type="file"]:not([capture])').setInputFiles({
		name: 'unterschrieben.jpg',
		mimeType: 'image/jpeg',
		buffer: await picture.jpeg().toBuffer()
	});
	await expect(card.getByText(hanna.say('file_arrived'), { exact: true })).toBeVisible();
	await page.goto(hanna.address(`/apply/${id}/review`));
	await hanna.sendButton.click();
	await page.waitForURL(/\/status$/);

	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	await clerk.signIn(colleagues.clerk);
	await clerk.openCase(id);
	await expect(clerk.page.getByText('unterschrieben.jpg').first()).toBeAttached();
	expect((await account.pdf(id)).ok()).toBe(true);
	await account.dispose();
});
