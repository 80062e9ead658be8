import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';

test('as long as nobody knows who is here, a screen of the server’s says that it is loading', async ({
	page,
	server
}) => {
	const mona = new Applicant(page, server.origin);
	const email = 'mona.waits@example.test';
	const { id } = await (await Account.of(server.origin, email)).apply();
	await mona.signIn(email);
	await expect(page.locator(`a[href$="/apply/${id}/status"]`)).toBeVisible();
	await page.route('**/api/v1/session', () => undefined);
	for (const [path, text] of [
		[`/apply/${id}/grant`, 'grant_loading'],
		[`/apply/${id}/grant/change`, 'grant_loading'],
		[`/apply/${id}/proof`, 'proof_loading'],
		['/account/data', 'data_loading']
	] as const) {
		await page.goto(mona.address(path));
		await expect(page.getByRole('status').filter({ hasText: mona.say(text) }), path).toBeAttached();
	}
});
