import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import {
	bookReturn,
	fileOf,
	order,
	readLetter,
	releaseFirst,
	releaseSecond
} from '../../support/cash-desk.ts';
import { dayIn } from '../../support/calendar.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { mailsTo } from '../../support/mailbox.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

const schemes = ['light', 'dark'] as const;
const tablet = { ...deskScreen, viewport: { width: 768, height: 1024 } };

test('Rana accepts her grant in Arabic, asks for a part, changes her plan and her account, and two people pay', async ({
	newWindow,
	ownServer: server
}) => {
	const rana = await Account.of(server.origin, 'rana.grant@example.test');
	const { id, number } = await rana.apply({ contact_language: 'ar' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const decider = new Colleague(await newWindow(tablet), server.origin);
	const applicant = new Applicant(await newWindow({ ...phoneScreen, locale: 'ar' }), server.origin, 'ar');
	const { page: phone, say } = applicant;
	const office = clerk.say;
	const home = `${server.origin}/ar/apply/${id}/grant`;
	const grant = `${server.origin}/staff/applications/${id}/grant`;
	const payments = `${server.origin}/staff/payments`;

	await test.step('the admin says how the round pays, and it is approved under that', async () => {
		const manager = new Colleague(await newWindow(deskScreen), server.origin);
		await manager.signIn(colleagues.manager);
		await manager.page.goto(payments);
		await manager.page.getByRole('link', { name: office('round_edit_grants') }).click();
		await manager.page.locator('#round-most_payouts').fill('0');
		await manager.page.locator('#round-payer_iban').fill('DE00');
		await manager.page.getByRole('button', { name: office('round_save') }).click();
		await expect(manager.page.getByText(office('round_number_invalid')).first()).toBeVisible();
		await expectGoodLooks(manager.page, schemes);
		await manager.page.locator('#round-most_payouts').fill('2');
		await manager.page.locator('#round-payer_name').fill('Stadt Duisburg');
		await manager.page.locator('#round-payer_iban').fill('DE75512108001245126199');
		await manager.page.getByRole('button', { name: office('round_save') }).click();
		await expect(manager.page.getByText(office('round_done_saved'))).toBeVisible();
		await manager.page.goto(payments);
		await expect(manager.page.getByText(office('payer_confirm_other'))).toBeVisible();
		await clerk.signIn(colleagues.clerk);
		await clerk.page.goto(payments);
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: office('payer_confirm') }).click();
		await expect(clerk.page.getByText(office('payments_done_payer'))).toBeVisible();
		await clerk.prepareForDecision(id);
		await clerk.proposeApproval('1.000,00');
		await decider.signIn(colleagues.decider);
		await decider.openCase(id);
		await decider.countersign();
		await mailsTo(server.origin, rana.email, say('news_letter', { number }));
	});

	await test.step('she is led from the status to the letter, and accepts it with her account', async () => {
		await applicant.signIn(rana.email, `/apply/${id}/status`);
		await phone.getByRole('link', { name: say('status_grant_accept') }).click();
		await expect(phone.getByText(say('next_accept_text'))).toBeVisible();
		await expectGoodLooks(phone, schemes);
		await phone.getByRole('link', { name: say('next_accept') }).click();
		await phone.getByRole('button', { name: say('accept_letter_open') }).click();
		await expect(phone.locator('[lang="ar"]').getByText('هذه هي الموافقة')).toBeVisible();
		await phone.locator('#iban').fill('DE00370400440532013000');
		await phone.getByRole('button', { name: say('accept_send') }).click();
		await expect(phone.getByText(say('error_iban')).first()).toBeVisible();
		await expect(phone.getByText(say('error_received')).first()).toBeVisible();
		await expectGoodLooks(phone, schemes);
		await phone.locator('#received').check();
		await phone.locator('#waives').check();
		await phone.locator('#iban').fill('DE02120300000000202051');
		await phone.locator('#holder').fill('Hochfeld’de Komşular');
		await phone.getByRole('button', { name: say('accept_send') }).click();
		await expect(phone.getByText(say('accept_done'))).toBeVisible();
		await expect(phone.getByText(say('money_waived'))).toBeVisible();
	});

	await test.step('she asks for a part; what she typed outlives a closed window', async () => {
		await phone.getByRole('link', { name: say('payout_request') }).click();
		await phone.locator('#amount').fill('9.999');
		await phone.locator('#words').fill('إيجار القاعة');
		await phone.reload();
		await expect(phone.locator('#words')).toHaveValue('إيجار القاعة');
		await phone.getByRole('button', { name: say('payout_send') }).click();
		await expect(phone.getByText(say('error_title'))).toBeVisible();
		await expectGoodLooks(phone, schemes);
		await phone.locator('#amount').fill('600');
		await phone.locator('#needed').fill(dayIn(30));
		await phone.getByRole('button', { name: say('payout_send') }).dblclick();
		await expect(phone.getByText(say('payout_requested'))).toHaveCount(1);
		await expectGoodLooks(phone, schemes);
	});

	await test.step('the clerk checks, and only somebody else releases', async () => {
		await clerk.page.goto(payments);
		await expect(clerk.page.getByText(office('payout_requested'))).toBeVisible();
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page
			.getByRole('link', { name: new RegExp(number) })
			.first()
			.click();
		await expect(clerk.page.getByText(office('block_account_unconfirmed'))).toBeVisible();
		await clerk.confirmAccount('Rückruf unter der Nummer aus dem Antrag.');
		await releaseFirst(clerk);
		await expect(clerk.page.getByRole('button', { name: office('payout_release_second') })).toHaveCount(0);
		await expectGoodLooks(clerk.page, schemes);
		await decider.page.goto(grant);
		await releaseSecond(decider);
		await expectGoodLooks(decider.page, schemes);
	});

	await test.step('one run, one file, the same bytes each time; then it is paid', async () => {
		await clerk.page.goto(payments);
		await order(clerk);
		const first = await fileOf(clerk, 'run_file_sepa');
		expect((await fileOf(clerk, 'run_file_sepa')).equals(first)).toBe(true);
		expect((await fileOf(clerk, 'run_file_csv')).toString()).toContain('600,00');
		expect((await fileOf(clerk, 'run_file_xlsx')).subarray(0, 2).toString()).toBe('PK');
		await clerk.page.getByText(office('run_settle'), { exact: true }).click();
		await expect(clerk.page.getByText(office('run_settle_mails', { count: 1 }))).toBeVisible();
		await expectMailShown(clerk.page, say('news_paid', { number }));
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: office('run_settle_do') }).click();
		await expect(clerk.page.getByText(office('payments_done_settled'))).toBeVisible();
		expect(await mailsTo(server.origin, rana.email, say('news_paid', { number }))).toHaveLength(1);
		await clerk.page.goto(`${server.origin}/staff/budget`);
		await expect(clerk.page.getByRole('row', { name: office('budget_part_paid') })).toContainText('600,00');
	});

	await test.step('what the bank is said to have sent back waits for a second person, and stays paid where that was a mistake', async () => {
		await clerk.page.goto(grant);
		await clerk.page.getByText(office('payout_bounce'), { exact: true }).click();
		await clerk.page.locator('[id^="bounce-"][id$="-on"]').fill(dayIn(0));
		await clerk.page.locator('[id^="bounce-"][id$="-reason"]').fill('Konto erloschen.');
		await clerk.page.getByRole('button', { name: office('payout_bounce_first') }).click();
		await expect(clerk.page.getByRole('button', { name: office('payout_bounce_confirm') })).toHaveCount(0);
		await decider.page.goto(grant);
		await expect(decider.page.getByRole('button', { name: office('payout_bounce_confirm') })).toBeVisible();
		await expectGoodLooks(decider.page, schemes);
		await decider.page.getByText(office('payout_bounce_discard'), { exact: true }).first().click();
		await decider.page.getByRole('button', { name: office('payout_bounce_discard') }).click();
		await expect(decider.page.getByText(office('payout_bounce'), { exact: true })).toBeVisible();
	});

	await test.step('she shifts her plan a lot: two people agree, and she gets a letter', async () => {
		await phone.goto(`${home}/change`);
		await phone.locator('input[value="plan"]').check();
		const lines = phone.locator('[id^="line-"]');
		await lines.first().fill('1');
		await expect(phone.getByText(say('change_above'))).toBeVisible();
		await phone.locator('#words').fill('القاعة أرخص الآن.');
		await expectGoodLooks(phone, schemes);
		await phone.getByRole('button', { name: say('change_send') }).click();
		await expect(phone.getByText(say('payout_change_open'))).toBeVisible();
		// What is asked for, and beside it the plan that is in force.
		await expect(phone.locator('section', { has: phone.locator('#changes') })).toContainText(/1[.,]00/);
		await phone.getByText(say('grant_plan')).click();
		await expectGoodLooks(phone, schemes);
		await clerk.page.goto(grant);
		await clerk.page.getByLabel(office('change_decision')).selectOption('agreed');
		await readLetter(clerk, 'propose_change');
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: office('change_sign'), exact: true }).click();
		await expect(clerk.page.getByText(office('change_second_hint'))).toBeVisible();
		await expectGoodLooks(clerk.page, schemes);
		await decider.page.goto(grant);
		await decider.page.getByRole('button', { name: office('change_countersign') }).click();
		await expect(decider.page.getByText(office('change_open'))).toHaveCount(0);
		await expect
			.poll(async () => (await mailsTo(server.origin, rana.email, say('news_letter', { number }))).length)
			.toBe(2);
	});

	await test.step('another account waits until the office has asked', async () => {
		await phone.goto(`${home}/account`);
		await phone.locator('#iban').fill('DE89370400440532013000');
		await phone.getByRole('button', { name: say('account_save') }).click();
		await expect(phone.getByText(say('account_waiting'))).toBeVisible();
		await expectGoodLooks(phone, schemes);
		expect(await mailsTo(server.origin, rana.email, say('news_bank_changed', { number }))).toHaveLength(1);
		await clerk.page.goto(grant);
		await expect(clerk.page.getByText(office('click_mails_if_no'))).toBeVisible();
		await expectMailShown(clerk.page, say('news_bank_refused', { number }));
		await clerk.page.getByLabel(office('account_judge')).selectOption('right');
		await clerk.page.getByRole('button', { name: office('account_judge_do') }).click();
		await expect(clerk.page.getByText(office('problem_reason_required')).first()).toBeVisible();
		await clerk.confirmAccount('Noch einmal angerufen.');
	});

	await test.step('money comes back on a claim that two people signed, and is free again', async () => {
		await clerk.page.getByText(office('recovery_claim'), { exact: true }).click();
		await clerk.page.getByLabel(office('recovery_cause')).selectOption('unspent');
		await clerk.page.locator('[id="claim--amount"]').fill('50');
		await clerk.page.locator('[id="claim--reason"]').fill('Die Miete war günstiger.');
		await clerk.page.locator('[id="claim--on"]').fill(dayIn(30));
		await readLetter(clerk, 'claim');
		// With other words it would be another letter.
		const signClaim = clerk.page.getByRole('button', { name: office('recovery_claim_do') });
		await clerk.page.locator('[id="claim--amount"]').fill('51');
		await expect(signClaim).toHaveCount(0);
		await clerk.page.locator('[id="claim--amount"]').fill('50');
		await expectGoodLooks(clerk.page, schemes);
		await signClaim.click();
		await expect(clerk.page.getByText(office('recovery_unsigned'))).toBeVisible();
		await decider.page.goto(grant);
		await decider.page.getByRole('button', { name: office('recovery_countersign') }).click();
		await expect(decider.page.getByText(office('recovery_open', { amount: '50,00 €' }))).toBeVisible();
		await phone.goto(home);
		await expect(phone.getByText(say('claims_title'))).toBeVisible();
		await bookReturn([clerk, decider], grant, '50');
		await expectGoodLooks(decider.page, schemes);
	});

	await test.step('the rest is revoked by two people, with a letter', async () => {
		await clerk.page.goto(grant);
		await clerk.page.getByText(office('ruling_revoke'), { exact: true }).click();
		await clerk.page.locator('[id="revoke--amount"]').fill('600');
		await clerk.page.locator('[id="revoke--reason"]').fill('Das Projekt endet früher.');
		await readLetter(clerk, 'revoke');
		await clerk.page
			.getByRole('button', { name: office('ruling_sign') })
			.last()
			.click();
		await expect(clerk.page.getByText(office('recovery_unsigned'))).toBeVisible();
		await expectGoodLooks(clerk.page, schemes);
		await decider.page.goto(grant);
		await decider.page.getByRole('button', { name: office('ruling_countersign') }).click();
		await expect(decider.page.getByText(office('ruling_signed'), { exact: true })).toBeVisible();
		await phone.goto(home);
		await expect(phone.getByText('600')).not.toHaveCount(0);
	});
	await rana.dispose();
});

/** Folded beside the button, in the group's language. */
async function expectMailShown(page: Page, words: string): Promise<void> {
	const mail = page.locator('details').filter({ hasText: words }).last();
	await expect(mail.getByText(words)).not.toBeVisible();
	await mail.locator('summary').click();
	await expect(mail.getByText(words)).toBeVisible();
}
