import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

test('the template is changed between two signatures: nothing is signed, both read the new letter and sign that', async ({
	newWindow,
	ownServer: server
}) => {
	const amina = await Account.of(server.origin, 'amina.words@example.test');
	const { id } = await amina.apply({ project_title: 'Sommerfest' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const decider = new Colleague(await newWindow(deskScreen), server.origin);
	const { say, page } = decider;

	await test.step('the decider has the letter before her when somebody changes its template', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.prepareForDecision(id);
		await clerk.proposeApproval('500,00');
		await expect(clerk.page.getByText(say('done_proposed'))).toBeVisible();
		await decider.signIn(colleagues.decider);
		await decider.openCase(id);
		await server.changeDatabase(
			`update public.letter_templates set subject = 'Anders: {{reference_number}}' where kind = 'approved'`
		);
		await decider.countersign();
		await expect(page.getByText(say('refusal_letter_moved_on')).first()).toBeVisible();
		expect((await amina.read(id)).state).toBe('decision');
	});

	await test.step('opened again, the case says so and offers no signature', async () => {
		await decider.openCase(id);
		await expect(page.getByText(say('countersign_letter_changed'))).toBeVisible();
		await expect(page.locator('summary', { hasText: 'Anders: KOFEI-' })).toBeVisible();
		await expect(page.locator('form#countersign')).toHaveCount(0);
		await expectGoodLooks(page);
	});

	await test.step('the first signature is discarded, and both sign the new letter', async () => {
		await page.getByText(say('discard_title'), { exact: true }).click();
		await page.locator('#discard-reason').fill('Die Vorlage ist neu.');
		await page.getByRole('button', { name: say('discard_do'), exact: true }).click();
		await expect(page.getByText(say('done_discarded'))).toBeVisible();
		await clerk.openCase(id);
		await clerk.proposeApproval('500,00');
		await expect(clerk.page.getByText(say('done_proposed'))).toBeVisible();
		await decider.openCase(id);
		await decider.countersign();
		await expect(page.getByText(say('done_countersigned', { state: say('state_approved') }))).toBeVisible();
	});
});
