import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';

test('the server comes back from a backup older than Hanna’s phone: her later words, and what she sent, arrive again by themselves', async ({
	page,
	ownServer: server
}) => {
	test.setTimeout(400_000);
	const account = await Account.of(server.origin, 'hanna@example.test');
	const written = await account.write({ project_title: 'Nähcafé' });
	const sent = await account.write({ project_title: 'Chor' });
	const hanna = new Applicant(page, server.origin);
	await hanna.signIn(account.email, `/apply/${written}/goals`);
	await page.locator('#need').fill('Vor der Sicherung');
	await expect(hanna.standing('saved_on_server')).toBeVisible();

	const backup = await server.backUp();
	await page.goto(hanna.address(`/apply/${written}/goals`));
	await page.locator('#need').fill('Nach der Sicherung');
	await expect(hanna.standing('saved_on_server')).toBeVisible();
	await page.goto(hanna.address(`/apply/${sent}/review`));
	await page.locator('#signed_name').fill('Hanna Kaya');
	await hanna.sendButton.click();
	await expect(page.locator('section[aria-labelledby="receipt"]')).toBeVisible();
	const receipt = (await account.read(sent)).receipt;
	expect(receipt).not.toBeNull();

	await server.destroyAndRestore(backup);
	expect((await account.read(written)).fields.need).toBe('Vor der Sicherung');
	expect((await account.read(sent)).receipt).toBeNull();
	// She only opens the app.
	await page.goto(hanna.address('/apply'));
	await expect.poll(async () => (await account.read(written)).fields.need).toBe('Nach der Sicherung');
	await expect
		.poll(async () => (await account.read(sent)).receipt?.reference_number)
		.toBe(receipt.reference_number);
	await account.dispose();
});
