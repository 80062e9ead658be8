import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { signature } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { Keyboard } from '../../support/keyboard.ts';
import { newestCode } from '../../support/mailbox.ts';

test('Jonas uses no mouse: from the landing page into a section, through sign-in to the receipt', async ({
	page,
	server
}) => {
	const account = await Account.of(server.origin, 'jonas.keys@example.test');
	await account.write({ project_title: 'Nachbarn am Tisch' });
	const jonas = new Applicant(page, server.origin);
	const { say } = jonas;
	const keys = new Keyboard(page);
	const heading = (name: string) => page.getByRole('heading', { level: 1, name: say(name) });

	await test.step('he begins, and writes', async () => {
		await page.goto('/de');
		await keys.press(page.locator('a[href="#main"]'));
		await keys.press(page.locator('main a[href*="/apply/start/"]').first());
		await expect(heading('overview_title')).toBeVisible();
		await keys.press(page.locator('main a[href$="/goals"]').first());
		await keys.write(page.locator('#need'), 'Es fehlt ein Ort.');
		await keys.press(page.getByRole('button', { name: say('continue_next') }));
		await keys.write(page.locator('#aims'), 'Alle kennen sich.');
		await keys.press(page.locator('header a').first());
		await expect(heading('overview_title')).toBeVisible();
	});

	await test.step('he signs in', async () => {
		await page.goto('/de/sign-in');
		await keys.write(page.locator('#email'), account.email);
		await page.keyboard.press('Enter');
		await page.locator('#code').waitFor();
		await keys.write(page.locator('#code'), await newestCode(server.origin, account.email));
		// Somebody wrote on this phone before: the first of their drafts has the focus.
		await expect(page.getByRole('checkbox').first()).toBeFocused();
		await page.keyboard.press('Space');
		await keys.press(page.getByRole('button', { name: jonas.say('whose_continue') }));
		await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
	});

	await test.step('he signs and sends what is ready', async () => {
		await keys.press(page.locator('main a', { hasText: 'Nachbarn am Tisch' }).first());
		await expect(heading('overview_title')).toBeVisible();
		await keys.press(page.locator('main a[href$="/review"]').last());
		await expect(heading('review_title')).toBeVisible();
		await keys.write(page.locator('#signed_name'), signature);
		await keys.press(jonas.sendButton);
		await page.waitForURL(/\/status$/);
		await expect(page.getByText(/KOFEI-2027-\d{4}/).first()).toBeVisible();
	});
	await account.dispose();
});
