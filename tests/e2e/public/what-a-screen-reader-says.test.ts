import { Applicant } from '../../support/applicant.ts';
import { openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';

/**
 * What five key screens are to somebody who hears them: roles, names, states and their order, as the browser gives them to a
 * screen reader. A difference is read, and then either mended or taken over with `--update-snapshots`.
 */
test('five key screens are heard as they were meant', async ({ page, server }) => {
	const hears = (name: string) =>
		expect(page.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
	await page.goto('/de');
	await hears('open-rounds');
	await page.goto(`/de/check/${openRound}`);
	await hears('question-of-the-check');
	await page.goto('/de/accessibility/report');
	await page.getByRole('button').last().click();
	await hears('a-form-with-a-mistake');
	await page.goto('/de/sign-in');
	await expect(page.locator('#email')).toBeVisible();
	await hears('sign-in');
	const goals = new Applicant(page, server.origin);
	await page.goto(`${await goals.start()}/goals`);
	await expect(page.locator('#need')).toBeVisible();
	await hears('a-section-of-the-form');
});
