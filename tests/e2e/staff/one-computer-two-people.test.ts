import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { newestCode } from '../../support/mailbox.ts';
import { Colleague, colleagueNames, colleagues, deskScreen } from '../../support/office.ts';

test('Frau Demir leaves a form behind, Frau Becker signs in on the same computer: nothing is done in the wrong name', async ({
	newWindow,
	ownServer: server
}) => {
	const account = await Account.of(server.origin, `shared.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply({ project_title: 'Tanz im Hof' });
	const names = { owner: colleagueNames.clerk, me: colleagueNames.decider };

	await test.step('without scripts: the form is shown as hers, and goes back to her', async () => {
		const clerk = new Colleague(await newWindow({ ...deskScreen, javaScriptEnabled: false }), server.origin);
		const { page, say } = clerk;
		const signInHere = async (email: string) => {
			await page.locator('#email').fill(email);
			await page.getByRole('button', { name: say('sign_in_send') }).click();
			await page.locator('#code').fill(await newestCode(server.origin, email));
			await page.getByRole('button', { name: say('sign_in_verify'), exact: true }).click();
		};
		await clerk.signIn(colleagues.clerk);
		await clerk.openCase(id);
		await page.locator('details:has(form[action*="conflict"]) > summary').last().click();
		await page.locator('form[action*="conflict"] textarea').fill('Mein Bruder.');
		await endSession(page);
		await page.locator('form[action*="conflict"] button[type=submit]').click();
		await expect(page.locator('#email')).toHaveValue(colleagues.clerk);

		await signInHere(colleagues.decider);
		await expect(page.getByText(say('kept_other', names))).toBeVisible();
		await expect(page.getByText(say('conflict_title'))).toBeVisible();
		await expect(page.locator('form[action*="?/conflict"]')).toHaveCount(0);
		await page.getByRole('button', { name: say('kept_hand_back', { owner: names.owner }) }).click();
		await expect(page.locator('#email')).toHaveValue(colleagues.clerk);
		await signInHere(colleagues.clerk);
		await expect(page.getByText(say('kept_sent_as', { me: names.owner }))).toBeVisible();
		await expect(page.getByText('Mein Bruder.')).toBeVisible();
		await page.getByRole('link', { name: say('sign_in_kept_drop') }).click();
	});

	await test.step('with scripts: the page stays hers, whoever signs in beside it, and keeps her words', async () => {
		const clerk = new Colleague(await newWindow(deskScreen), server.origin);
		const { page, say } = clerk;
		const note = 'Am Telefon mit der Gruppe gesprochen.';
		await clerk.signIn(colleagues.clerk);
		await clerk.openCase(id);
		await page.locator('#note-text').fill(note);
		await endSession(page);
		const other = await page.context().newPage();
		await new Colleague(other, server.origin).signIn(colleagues.decider);
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('form_of_other', names))).toBeVisible();
		await expect(page.locator('#note-text')).toHaveValue(note);
		await other.goto(`${server.origin}/staff/applications/${id}`);
		await expect(other.getByText(note)).toHaveCount(0);
		await other.locator('#note-text').fill('Selbst geschrieben.');
		await other.getByRole('button', { name: say('notes_add') }).click();
		await expect(other.getByText(say('done_noted'))).toBeVisible();
	});
	await account.dispose();
});

/** As if it had lain still too long: the session is gone, what else the browser remembers is not. */
async function endSession(page: Page): Promise<void> {
	await page.context().clearCookies({ name: /^sb-/ });
}
