import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

test('the office asks Nadia something: her screen does not say "received" alone, and one tap calls or writes', async ({
	newWindow,
	server
}) => {
	test.setTimeout(120_000);
	const account = await Account.of(server.origin, 'nadia@example.test');
	const { id } = await account.apply({ project_title: 'Nähcafé' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	await clerk.signIn(colleagues.clerk);
	await clerk.openCase(id);
	await clerk.takeStep('step_submitted_formal_check', 'formal_check');
	await clerk.askButForNoPaper();
	await clerk.page.locator('#ask-question-0').fill('Wo ist das Café?');
	await clerk.page.locator('#ask-message').fill('Bitte sagt uns, wo das Café stattfindet.');
	await clerk.page.getByRole('button', { name: clerk.say('ask_send') }).click();
	const done = clerk.say('done_asked', { state: clerk.say('state_clarification') });
	await expect(clerk.page.getByText(done)).toBeVisible();

	const page = await newWindow({ ...phoneScreen, locale: 'ar' });
	const nadia = new Applicant(page, server.origin, 'ar');
	await nadia.signIn(account.email, `/apply/${id}/status`);
	await expect(page.getByText(nadia.say('asked_title'))).toBeVisible();
	await expect(nadia.standing('answer_not_sent')).toBeVisible();
	await expect(page.locator('main a[href^="tel:"]')).toBeVisible();
	await expect(page.locator('main a[href^="mailto:"]')).toBeVisible();
	const asked = page.getByRole('region', { name: nadia.say('asked_title') });
	const reason = asked.getByText('Bitte sagt uns, wo das Café stattfindet.');
	await expect(reason).toHaveAttribute('lang', 'de');
	await expect(reason).toHaveAttribute('dir', 'auto');
	await expectGoodLooks(page);
	await account.dispose();
});
