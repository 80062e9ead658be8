import { randomUUID } from 'node:crypto';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

/** 1280 px at 400 % (WCAG 1.4.10), and a phone. */
const WIDTHS = [320, 360];

test('at 400 % nothing of the desk scrolls sideways but tables in their own frame', async ({
	newWindow,
	ownServer: server
}) => {
	const account = await Account.of(server.origin, `narrow.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply({ project_title: 'Nachbarschaftsgartenwerkstatt' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const { page } = clerk;
	await clerk.signIn(colleagues.clerk);
	await clerk.prepareForDecision(id);
	for (const path of [`/staff/applications/${id}`, '/staff/ranking', '/staff/budget', '/staff?view=all']) {
		for (const width of WIDTHS) {
			await page.setViewportSize({ width, height: 256 });
			await page.goto(`${server.origin}${path}`);
			await page.locator('main').waitFor();
			await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
			const surplus = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect.soft(surplus, `${path} at ${width}`).toBeLessThanOrEqual(0);
		}
	}
	await account.dispose();
});
