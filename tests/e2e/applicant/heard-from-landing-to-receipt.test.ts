import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { signature } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { Keyboard } from '../../support/keyboard.ts';
import { Listener } from '../../support/listener.ts';
import { newestCode, wrongCode } from '../../support/mailbox.ts';

test('Jonas sees nothing: what he hears leads him from the landing page to the receipt', async ({
	page,
	server
}) => {
	const account = await Account.of(server.origin, 'jonas.hears@example.test');
	await account.write({ project_title: 'Nachbarn am Tisch' });
	const jonas = new Applicant(page, server.origin);
	const { say } = jonas;
	const keys = new Keyboard(page);
	const listener = await Listener.of(page);
	const hears = (name: string) =>
		expect(page.locator('main')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });

	await test.step('he begins; each screen says its title', async () => {
		await page.goto('/de');
		await listener.hears(`screen: ${say('app_name')}`);
		await keys.press(page.locator('main a[href*="/apply/start/"]').first());
		await listener.hears(`screen: ${say('overview_title')}`);
		await hears('an-empty-overview');
		await keys.press(page.locator('main a[href$="/goals"]').first());
		await listener.hears('screen: ');
	});

	await test.step('he writes: it is said that it is kept, what is missing, and which step he is on', async () => {
		await keys.write(page.locator('#need'), 'Es fehlt ein Ort.');
		await listener.hears(`says: ${say('standing_on_device')}`);
		await keys.press(page.getByRole('button', { name: say('continue_next') }));
		await listener.hears(`focus: p ${say('step_of', { number: 2, total: 2 })}`);
		await keys.press(page.getByRole('button', { name: say('continue_next') }));
		await listener.hears(`focus: alert ${say('problem_title')}`);
		await hears('a-section-with-what-is-missing');
	});

	await test.step('he signs in: where the code went, and that a wrong one is wrong', async () => {
		await page.goto('/de/sign-in');
		await listener.hears(`screen: ${say('sign_in_title')}`);
		await keys.write(page.locator('#email'), account.email);
		await page.keyboard.press('Enter');
		await page.locator('#code').waitFor();
		await listener.hears(`focus: input ${say('sign_in_code')}`);
		await hears('where-the-code-is-typed');
		const code = await newestCode(server.origin, account.email);
		await page.keyboard.type(wrongCode(code));
		await listener.hears(`says: ${say('sign_in_code_wrong')}`);
		await keys.write(page.locator('#code'), code);
		await listener.hears(`screen: ${say('whose_title')}`);
		await expect(page.getByRole('checkbox').first()).toBeFocused();
		await page.keyboard.press('Space');
		await keys.press(page.getByRole('button', { name: say('whose_continue') }));
		await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
		await listener.hears(`screen: ${say('applications_title')}`);
	});

	await test.step('he signs and sends, and hears on which screen he is; the receipt is there', async () => {
		await keys.press(page.locator('main a', { hasText: 'Nachbarn am Tisch' }).first());
		await keys.press(page.locator('main a[href$="/review"]').last());
		await listener.hears(`screen: ${say('review_title')}`, `says: ${say('review_title')}`);
		await keys.write(page.locator('#signed_name'), signature);
		await keys.press(jonas.sendButton);
		await page.waitForURL(/\/status$/);
		await listener.hears(`screen: ${say('status_title')}`, `says: ${say('status_title')}`);
		await hears('a-receipt');
	});
	await account.dispose();
});
