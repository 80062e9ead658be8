import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

/** Enough for one of the two applications. */
const BUDGET_CENTS = 300_000;
const schemes = ['light', 'dark'] as const;

test('Frau Kaya checks, two people sign, the budget shrinks and is kept, and Amina reads the outcome in Arabic', async ({
	newWindow,
	ownServer: server
}) => {
	await server.changeDatabase(
		`update public.funding_rounds set total_budget_cents = ${BUDGET_CENTS} where slug = 'kofei-2027';
		update public.staff_invitations set name = null where email = '${colleagues.decider}'`
	);
	const amina = await Account.of(server.origin, 'amina.office@example.test');
	const first = await amina.apply({ project_title: 'Hikâye kahvesi' });
	const second = await amina.apply({ project_title: 'Sommerfest' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const decider = new Colleague(await newWindow(deskScreen), server.origin);
	const { say } = clerk;

	await test.step('the clerk signs in and sees both applications', async () => {
		await clerk.page.goto(`${server.origin}/staff`);
		await expectGoodLooks(clerk.page, schemes);
		await clerk.signIn(colleagues.clerk);
		await expect(clerk.page.locator('tbody tr')).toHaveCount(2);
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('link', { name: /Hikâye kahvesi/ }).click();
		await expect(clerk.page.getByRole('heading', { level: 1, name: 'Hikâye kahvesi' })).toBeVisible();
	});

	await test.step('codes are German words there, whatever language was used', async () => {
		const organisation = clerk.page.locator('details', { has: clerk.page.locator('#sent-organisation') });
		if ((await organisation.getAttribute('open')) === null) await organisation.locator('summary').click();
		await expect(clerk.page.getByText(say('legal_form_initiative'), { exact: true })).toBeVisible();
		await expect(clerk.page.getByText('room_rent')).toHaveCount(0);
	});

	await test.step('formal check, assessment, decision; she proposes an amount', async () => {
		await clerk.prepareForDecision(first.id);
		await expectGoodLooks(clerk.page, schemes);
		await clerk.fillApproval('9.999');
		await clerk.readProposedLetter();
		await expect(clerk.page.getByRole('alert')).toBeVisible();
		await clerk.proposeApproval('1.800,00');
		await expect(clerk.page.getByText(say('done_proposed'))).toBeVisible();
		await expect(clerk.page.getByText(say('countersign_same_person'))).toBeVisible();
		await expect(clerk.page.locator('form#countersign')).toHaveCount(0);
	});

	await test.step('another person signs; only then the money is gone', async () => {
		await decider.signIn(colleagues.decider);
		await decider.openCase(first.id);
		await expect(decider.page.getByText('[Name der zweitzeichnenden Person]')).toBeVisible();
		await expect(decider.page.locator('form#countersign')).toHaveCount(0);
		await decider.page.getByRole('button', { name: say('people_save_name') }).click();
		await expect(decider.page.getByText(say('signer_name_missing')).first()).toBeVisible();
		await expectGoodLooks(decider.page, schemes);
		await decider.page.getByLabel(say('signer_name'), { exact: true }).fill('Ruth Becker');
		await decider.page.getByRole('button', { name: say('people_save_name') }).click();
		await expect(decider.page.getByText(say('done_named'))).toBeVisible();
		await expect(decider.page.getByText(/Im Auftrag\s*Ruth Becker/)).toBeVisible();
		await expect(decider.page.getByText(/3\.000,00\s€/).first()).toBeVisible();
		await decider.countersign();
		await expect(
			decider.page.getByText(say('done_countersigned', { state: say('state_approved') }))
		).toBeVisible();
		await decider.page.goto(`${server.origin}/staff/budget`);
		const free = decider.page.getByRole('row', { name: new RegExp(`^${say('budget_part_free')}`) });
		await expect(free).toContainText(/1\.200,00\s€/);
	});

	await test.step('a decider who proposed cannot sign the second time either, not even past the screen', async () => {
		await clerk.prepareForDecision(second.id);
		await decider.openCase(second.id);
		await decider.proposeApproval('1.300,00');
		await expect(decider.page.getByText(say('countersign_same_person'))).toBeVisible();
		const decisionId = await decider.page.locator('input[name="decision_id"]').first().inputValue();
		const refused = await decider.page.request.post(
			`${server.origin}/staff/applications/${second.id}?/countersign`,
			{
				form: { decision_id: decisionId, __superform_id: 'countersign' },
				headers: { origin: server.origin, accept: 'text/html' }
			}
		);
		expect(refused.status()).toBe(409);
		expect(await refused.text()).toContain(say('refusal_same_person'));
	});

	await test.step('more than what is free is refused with a sentence', async () => {
		const manager = new Colleague(await newWindow(deskScreen), server.origin);
		await manager.signIn(colleagues.manager);
		await manager.openCase(second.id);
		await expect(manager.page.getByText(say('decision_budget_short'))).toBeVisible();
		await manager.countersign();
		await expect(
			manager.page.getByText(/Das Budget reicht nicht: Frei sind noch 1\.200,00\s€/).first()
		).toBeVisible();
		await expectGoodLooks(manager.page);
		expect((await amina.read(second.id)).state).toBe('decision');
	});

	await test.step('Amina reads it in Arabic, with the amount', async () => {
		const phone = await newWindow({ ...phoneScreen, locale: 'ar' });
		const applicant = new Applicant(phone, server.origin, 'ar');
		await applicant.signIn(amina.email, `/apply/${first.id}/status`);
		const { page } = applicant;
		await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
		await expect(page.getByRole('heading', { name: applicant.say('status_approved_title') })).toBeVisible();
		const amount = new Intl.NumberFormat('ar', { style: 'currency', currency: 'EUR' }).format(1800);
		await expect
			.poll(async () => plain(await page.getByRole('main').innerText()))
			.toContain(plain(applicant.say('status_approved_text', { amount })));
		await expectGoodLooks(page, schemes);
	});

	await test.step('every step is in the audit trail, and its chain verifies', async () => {
		const auditor = new Colleague(await newWindow(deskScreen), server.origin);
		await auditor.signIn(colleagues.auditor);
		await auditor.openCase(first.id);
		const entries = auditor.page.locator('section.audit tbody');
		for (const [action, count] of [
			['audit_draft_created', 1],
			['audit_submitted', 1],
			['audit_decision_proposed', 1],
			['audit_decision_countersigned', 1]
		] as const)
			await expect(entries.getByText(say(action), { exact: true })).toHaveCount(count);
		await expect(entries.getByText(say('audit_state_changed'), { exact: true }).first()).toBeVisible();
		await auditor.page.goto(`${server.origin}/staff/audit`);
		await auditor.page.getByRole('button', { name: say('audit_verify') }).click();
		await expect(auditor.page.getByText(say('audit_intact_title'))).toBeVisible();
		await expectGoodLooks(auditor.page, schemes);
	});
	await amina.dispose();
});

/** Sums without the blanks and marks of direction that writing systems put between digits and sign. */
function plain(text: string): string {
	return text.replace(/[\s\u00a0\u202f\u200e\u200f\u061c]/g, '');
}
