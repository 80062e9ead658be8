import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { beginning } from '../../support/words.ts';

const A_MONTH_LATER = new Date('2027-03-18T10:00:00+01:00');
/** A month by both clocks: the phone's is set ahead, and for the server's the round is moved back. */
const ROUND_OVER = `update public.funding_rounds
	set opens_at = now() - interval '90 days', closes_at = now() - interval '31 days' where slug = 'kofei-2027'`;
/** Longer than the pause after which words travel. */
const AFTER_A_SAVE_MS = 4000;

test('Leyla opens her phone a month after the deadline: her words are there and can be taken along, it says that it is over, and nothing is sent', async ({
	newPhone,
	ownServer: server
}) => {
	test.setTimeout(240_000);
	const account = await Account.of(server.origin, 'leyla.month@example.test');
	const id = await account.write();
	const phone = await newPhone({ locale: 'de-DE' });
	const before = new Applicant(await phone.open(), server.origin);
	await before.signIn(account.email, `/apply/${id}/goals`);
	await before.page.locator('#need').fill('Vor der Reise.');
	await expect(before.standing('saved_on_server')).toBeVisible();
	await before.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await phone.context.setOffline(true);
	await before.page.locator('#need').pressSequentially(' Unterwegs.');
	await expect(before.standing('on_device')).toBeVisible();
	await phone.close();
	await server.changeDatabase(ROUND_OVER);

	for (const isOffline of [true, false]) {
		const page = await phone.open({ isOffline });
		await page.clock.install({ time: A_MONTH_LATER });
		const leyla = new Applicant(page, server.origin);
		const over = page.getByText(beginning(leyla.say('review_closed')));
		await page.goto(leyla.address(`/apply/${id}/goals`));
		await expect(page.locator('#need')).toHaveValue('Vor der Reise. Unterwegs.');
		await expect(over).toBeVisible();
		await expect(leyla.standing('too_late')).toBeVisible();
		await expectGoodLooks(page);
		await page.goto(leyla.address(`/apply/${id}/review`));
		await expect(over).toBeVisible();
		await expect(leyla.sendButton).toHaveCount(0);
		await page.goto(leyla.address(`/apply/${id}`));
		await expect(page.getByText(beginning(leyla.say('overview_deadline_passed')))).toBeVisible();
		expect(await taken(leyla)).toMatchObject({ fields: { need: 'Vor der Reise. Unterwegs.' } });
		if (!isOffline) await page.waitForTimeout(AFTER_A_SAVE_MS);
		await phone.close();
	}

	const found = await account.read(id);
	expect(found).toMatchObject({ state: 'draft', receipt: null });
	expect(['Vor der Reise.', 'Vor der Reise. Unterwegs.']).toContain(found.fields.need);
	await account.dispose();
});

/** What is in the file the overview gives. */
async function taken({ page, say }: { page: Page; say: Applicant['say'] }): Promise<unknown> {
	const saving = page.waitForEvent('download');
	await page.getByRole('button', { name: say('application_export') }).click();
	return JSON.parse(await readFile(await (await saving).path(), 'utf8'));
}
