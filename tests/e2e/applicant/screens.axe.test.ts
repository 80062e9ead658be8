import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { answers } from '../../support/applications.ts';

for (const language of ['de', 'ar'] as const) {
	// Colours do not depend on the language.
	const schemes = language === 'de' ? (['light', 'dark'] as const) : (['light'] as const);

	test(`every applicants’ screen can be used by everybody, empty, filled and complained about, in ${language}`, async ({
		page,
		server
	}) => {
		test.setTimeout(300_000);
		const visitor = new Applicant(page, server.origin, language);
		const looks = async (path: string) => {
			await page.goto(visitor.address(path));
			await expect(page.locator('h1')).toBeVisible();
			await expect(page.locator('.skeleton')).toHaveCount(0);
			await expectGoodLooks(page, schemes);
		};
		await looks('/apply');
		await looks('/account');
		await looks('/sign-in');
		const empty = new URL(await visitor.start()).pathname.replace(`/${language}`, '');
		await looks(empty);
		for (const section of [...Object.keys(answers), 'quality', 'costs', 'declarations']) {
			await page.goto(visitor.address(`${empty}/${section}`));
			await expect(page.locator('form#section')).toBeVisible();
			const steps = page.locator('nav a[href^="#"]');
			for (let step = 0, total = await steps.count(); step < total; step++) {
				await expect(steps.nth(step)).toHaveAttribute('aria-current', 'step');
				// In its other colours a screen is looked at once, below, with everything that can be said on it.
				await expectGoodLooks(page);
				// The last one is left below, where everything is complained about.
				if (step < total - 1) await page.getByRole('button', { name: visitor.say('continue_next') }).click();
			}
			await page.getByRole('button', { name: visitor.say('continue_next') }).click();
			// A section without duties lets go; all others say what is missing.
			await expect(
				page.locator('[role="alert"]').or(page.locator('ul a[href$="/review"]')).first()
			).toBeVisible();
			await expectGoodLooks(page, schemes);
		}
		await looks(`${empty}/review`);
		await looks(`${empty}/status`);
		await looks('/apply');

		const account = await Account.of(server.origin, `looks.${language}@example.test`);
		const draft = await account.write();
		const sent = await account.apply();
		await visitor.signIn(account.email, `/apply/${draft}/review`);
		await expect(visitor.sendButton).toBeVisible();
		await looks(`/apply/${draft}/review`);
		await looks(`/apply/${draft}/costs`);
		await looks(`/apply/${sent.id}/status`);
		await looks(`/apply/${sent.id}/sent`);
		await looks('/apply');
		await looks('/account');
		await page.getByRole('button', { name: visitor.say('account_sign_out') }).click();
		await expect(page.getByRole('dialog')).toBeVisible();
		await expectGoodLooks(page, schemes);
		await account.dispose();
	});
}
