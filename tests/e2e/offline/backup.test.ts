import { pdf } from '../../../src/lib/server/files/corpus.sample.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';

test('the server comes back from a backup older than Hanna’s phone: her later words, documents, and what she began and sent since arrive again by themselves', async ({
	page,
	ownServer: server
}) => {
	test.setTimeout(480_000);
	const account = await Account.of(server.origin, 'hanna@example.test');
	const written = await account.write({ project_title: 'Nähcafé' });
	const sent = await account.write({ project_title: 'Chor' });
	const documented = await account.write({ project_title: 'Garten' });
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

	await handIn(hanna, written);
	// Not a word of it is written after the backup.
	await handIn(hanna, documented);
	// The backup knows nothing of these two.
	const begun = await account.write({ project_title: 'Begonnen' });
	await page.goto(hanna.address(`/apply/${begun}/goals`));
	await page.locator('#need').fill('Danach begonnen');
	await expect(hanna.standing('saved_on_server')).toBeVisible();
	const both = await account.write({ project_title: 'Begonnen und gesendet' });
	await page.goto(hanna.address(`/apply/${both}/review`));
	await page.locator('#signed_name').fill('Hanna Kaya');
	await hanna.sendButton.click();
	await expect(page.locator('section[aria-labelledby="receipt"]')).toBeVisible();

	await server.destroyAndRestore(backup);
	expect((await account.list()).map(({ id }) => id).sort()).toEqual([written, sent, documented].sort());
	expect((await account.read(written)).fields.need).toBe('Vor der Sicherung');
	expect((await account.read(sent)).receipt).toBeNull();
	// She only opens the app.
	await page.goto(hanna.address('/apply'));
	await expect.poll(async () => (await account.read(written)).fields.need).toBe('Nach der Sicherung');
	await expect
		.poll(async () => (await account.read(sent)).receipt?.reference_number)
		.toBe(receipt.reference_number);
	for (const id of [written, documented])
		await expect
			.poll(async () => (await account.read(id)).files, { timeout: 60_000 })
			.toMatchObject([{ name: 'Satzung.pdf', is_complete: true }]);
	await expect.poll(async () => (await account.read(begun)).fields?.need).toBe('Danach begonnen');
	await expect
		.poll(async () => (await account.read(both)).receipt, { timeout: 60_000 })
		.toMatchObject({ is_late: false });
	await page.goto(hanna.address(`/apply/${both}/status`));
	await expect(page.getByText((await account.read(both)).receipt.reference_number).first()).toBeVisible();
	await account.dispose();
});

async function handIn(hanna: Applicant, id: string): Promise<void> {
	const { page } = hanna;
	await page.goto(hanna.address(`/apply/${id}/documents`));
	const picker = page.locator('input[type="file"][multiple]').first();
	await picker.setInputFiles({ name: 'Satzung.pdf', mimeType: 'application/pdf', buffer: await pdf() });
	await expect(page.getByText(hanna.say('file_arrived'), { exact: true })).toBeVisible();
}
