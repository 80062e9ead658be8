import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Applicant } from '../../support/applicant.ts';
import { dayIn } from '../../support/calendar.ts';
import { openLetters, printed } from './sent.ts';
import { at, photo, type Scene, type Stage } from './stage.ts';

const IBAN = 'DE02120300000000202051';

/** Approved, and not accepted yet. */
export async function approved(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const manager = await stage.desk('manager');
	const { page, say } = manager;
	await page.goto(`${stage.origin}/staff/payments`);
	await page.getByRole('link', { name: say('round_edit_grants') }).click();
	await page.locator('#round-payer_name').fill('Stadt Duisburg');
	await page.locator('#round-payer_iban').fill('DE75512108001245126199');
	await page.getByRole('button', { name: say('round_save') }).click();
	await page.getByText(say('round_done_saved')).waitFor();
	const clerk = await stage.desk('clerk');
	await clerk.page.goto(`${stage.origin}/staff/payments`);
	await clerk.page.getByRole('button', { name: say('payer_confirm') }).click();
	await clerk.page.getByText(say('payments_done_payer')).waitFor();
	const { id } = await account.apply({ project_title: 'Erzählcafé', contact_language: 'fa' });
	await stage.decide(id, 'approved');
	await printed(stage, id, 'approved');
	stage.kept['grant'] = id;
	const path = `/apply/${id}`;
	return [
		at('member', 'approved-status', `${path}/status`),
		at('member', 'approved-letters', `${path}/correspondence`),
		at('member', 'approved-letter', `${path}/correspondence`, openLetters),
		at('member', 'approved-grant', `${path}/grant`),
		at('member', 'approved-accept', `${path}/grant/accept`, ({ page: own, say: tell }) =>
			own.getByRole('button', { name: tell('accept_letter_open') }).click()
		),
		at('member', 'approved-accept-missing', `${path}/grant/accept`, async ({ page: own, say: tell }) => {
			await own.locator('#iban').fill('DE00370400440532013000');
			await own.getByRole('button', { name: tell('accept_send') }).click();
			await own.getByText(tell('error_iban')).first().waitFor();
		})
	];
}

/** Accepted; nothing is paid. */
export async function accepted(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const id = stage.kept['grant'] ?? '';
	const holder = { account: randomUUID(), iban: IBAN, holder: 'Hochfeld’de Komşular' };
	await account.act(id, { deed: 'accept', ...holder, is_private: false, waives: false });
	const path = `/apply/${id}/grant`;
	return [
		at('member', 'accepted-status', `/apply/${id}/status`),
		at('member', 'accepted-grant', `${path}?done=accepted`),
		at('member', 'accepted-payout', `${path}/payout`),
		at('member', 'accepted-payout-wrong', `${path}/payout`, async ({ page, say }) => {
			await page.locator('#amount').fill('9.999');
			await page.getByRole('button', { name: say('payout_send') }).click();
			await page.getByText(say('error_title')).first().waitFor();
		}),
		at('member', 'accepted-account', `${path}/account`),
		at('member', 'accepted-change', `${path}/change`),
		at('member', 'accepted-change-plan', `${path}/change`, async ({ page, say }) => {
			await page.locator('input[value="plan"]').check();
			await page.locator('[id^="line-"]').first().fill('1');
			await page.getByText(say('change_above')).waitFor();
		}),
		at('member', 'accepted-change-missing', `${path}/change`, async ({ page, say }) => {
			await page.locator('input[value="purpose"]').check();
			await page.getByRole('button', { name: say('change_send') }).click();
			await page.getByText(say('error_title')).first().waitFor();
		})
	];
}

/** A part is paid, another asked for, a change waits. */
export async function paid(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const id = stage.kept['grant'] ?? '';
	const grant = `${stage.origin}/staff/applications/${id}/grant`;
	const [clerk, decider] = [await stage.desk('clerk'), await stage.desk('decider')];
	const office = clerk.say;
	await account.act(id, { deed: 'waive' });
	await account.act(id, { deed: 'payout', id: randomUUID(), cents: 60_000, needed_by: dayIn(30), words: '' });
	await clerk.page.goto(grant);
	await clerk.confirmAccount('Rückruf unter der Nummer aus dem Antrag.');
	await clerk.page.getByRole('button', { name: office('payout_release_first'), exact: true }).click();
	await clerk.page.getByText(office('payout_checked')).waitFor();
	await decider.page.goto(grant);
	await decider.page.getByRole('button', { name: office('payout_release_second') }).click();
	await decider.page.getByText(office('payout_released')).waitFor();
	await clerk.page.goto(`${stage.origin}/staff/payments`);
	await clerk.page.locator('#order-on').fill(dayIn(0));
	await clerk.page.getByRole('button', { name: office('payments_order_do') }).click();
	await clerk.page.getByText(office('run_settle'), { exact: true }).click();
	await clerk.page.getByRole('button', { name: office('run_settle_do') }).click();
	await clerk.page.getByText(office('payments_done_settled')).waitFor();
	const [second, change] = [randomUUID(), randomUUID()];
	stage.kept['second payout'] = second;
	stage.kept['change'] = change;
	await account.act(id, { deed: 'payout', id: second, cents: 40_000, needed_by: dayIn(60), words: '' });
	await account.act(id, {
		deed: 'change',
		id: change,
		kind: 'purpose',
		words: 'Nachmittags.',
		wish: {}
	});
	return [
		at('member', 'paid-status', `/apply/${id}/status`),
		at('member', 'paid-grant', `/apply/${id}/grant`)
	];
}

/** The proof of use with nothing in it. */
export async function nothingProven(stage: Stage): Promise<readonly Scene[]> {
	const id = stage.kept['grant'] ?? '';
	const path = `/apply/${id}/proof`;
	const member = await stage.guide('member');
	await member.page.goto(member.address(path));
	await member.page.getByRole('button', { name: member.say('proof_receipt_add') }).click();
	await member.page.waitForURL(/\/proof\/receipts\//);
	const receipt = new URL(member.page.url()).pathname.replace('/de', '');
	stage.kept['receipt'] = receipt;
	const done = ({ page, say }: Applicant) =>
		page.getByRole('button', { name: say('proof_receipt_done') }).click();
	return [
		at('member', 'proof-begun', path),
		at('member', 'proof-receipt-empty', receipt),
		at('member', 'proof-receipt-missing', receipt, done),
		at('member', 'proof-report-empty', `${path}/report`),
		at('member', 'proof-report-missing', `${path}/report`, done),
		at('member', 'proof-send-missing', `${path}/send`, ({ page, say }) =>
			page.getByRole('button', { name: say('proof_send'), exact: true }).click()
		)
	];
}

/** Two receipts, one of them the same picture, and the report. */
export async function proven(stage: Stage): Promise<readonly Scene[]> {
	const { page, say, address } = await withAddress(stage);
	const path = `/apply/${stage.kept['grant']}/proof`;
	for (let number = 1; number <= 2; number += 1) {
		if (number === 1) await page.goto(address(stage.kept['receipt'] ?? ''));
		else {
			await page.goto(address(path));
			await page.getByRole('button', { name: say('proof_receipt_add') }).click();
		}
		await page
			.locator('input[type="file"][multiple]')
			.first()
			.setInputFiles(await photo(7));
		await page.locator('[id$=".amount_cents"]').fill(number === 1 ? '120,50' : '30');
		await page.locator('select[id$=".line"]').selectOption({ index: 1 });
		await page.locator('[id$=".payee"]').fill(`Bäckerei ${number}`);
		await page.locator('[id$=".purpose"]').fill('Brot für den Abend');
		for (const day of ['invoice_on', 'paid_on']) await page.locator(`[id$=".${day}"]`).fill(dayIn(0));
		await page.locator('input[value="cash"]').check();
		await page.getByRole('button', { name: say('proof_receipt_done') }).click();
		await expect(page.locator('a[href*="/proof/receipts/"]')).toHaveCount(number);
	}
	await page.goto(address(`${path}/report`));
	await page.locator('[id="report.done"]').fill('Acht Abende, und immer war der Saal voll.');
	await page.locator('[id="report.participants"]').fill('30');
	await page.locator('[id="report.income_cents"]').fill('0');
	await page.getByRole('button', { name: say('proof_receipt_done') }).click();
	await page.getByRole('link', { name: say('proof_send_open') }).waitFor();
	return [
		at('member', 'proof-written', path),
		at('member', 'proof-receipt', stage.kept['receipt'] ?? ''),
		at('member', 'proof-report', `${path}/report`),
		at('member', 'proof-send', `${path}/send`)
	];
}

export async function proofSent(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	// Afterwards what was asked for is the office's to pay or to refuse.
	await account.act(stage.kept['grant'] ?? '', {
		deed: 'withdraw_payout',
		id: stage.kept['second payout']
	});
	const { page, say, address } = await withAddress(stage);
	const path = `/apply/${stage.kept['grant']}`;
	await page.goto(address(`${path}/proof/send`));
	await page.locator('[id="report.declared"]').check();
	await page.locator('[id="report.signed_name"]').fill('Amina Yılmaz');
	await page.getByRole('button', { name: say('proof_send'), exact: true }).click();
	await page.getByText(say('proof_received'), { exact: true }).waitFor({ timeout: 60_000 });
	return [
		at('member', 'proof-sent', `${path}/proof`),
		at('member', 'proof-sent-status', `${path}/status`),
		at('member', 'proof-sent-grant', `${path}/grant`)
	];
}

export async function proofAsked(stage: Stage): Promise<readonly Scene[]> {
	const id = stage.kept['grant'] ?? '';
	const { page, say } = await stage.desk('clerk');
	await page.goto(`${stage.origin}/staff/applications/${id}/proof`);
	await page.getByText(say('proof_check_ask'), { exact: true }).click();
	await page.getByRole('checkbox', { name: say('proof_check_ask_report') }).check();
	await page.locator('#ask input[name="chosen"]').last().check();
	await page.locator('#ask textarea[name="note"]:visible').last().fill('Ist dieser Beleg doppelt?');
	await page.locator('#ask-question-0').fill('Wie viele Abende waren es?');
	await page.locator('#ask-message').fill('Bitte seht noch einmal nach.');
	await page.locator('#ask-own-message').fill('لطفاً دوباره نگاه کنید.');
	await page.getByRole('button', { name: say('proof_check_ask_do') }).click();
	await page.getByText(say('proof_check_query_open')).waitFor();
	return [
		at('member', 'proof-asked', `/apply/${id}/proof`),
		at('member', 'proof-asked-status', `/apply/${id}/status`),
		at('member', 'proof-asked-send', `/apply/${id}/proof/send`)
	];
}

/** They answered; one receipt is cut, and two people claim what was not needed. */
export async function proofChecked(stage: Stage): Promise<readonly Scene[]> {
	const id = stage.kept['grant'] ?? '';
	const account = await stage.account();
	await account.act(id, { deed: 'withdraw_change', id: stage.kept['change'] });
	const { page, say, address } = await withAddress(stage);
	const path = `/apply/${id}`;
	await page.goto(address(`${path}/proof`));
	await page.getByLabel('Wie viele Abende waren es?').fill('Acht.');
	await page.getByRole('link', { name: say('proof_send_answer') }).click();
	await page.getByRole('button', { name: say('proof_send_answer') }).click();
	await page.getByText(say('proof_answered')).waitFor();
	const proof = `${stage.origin}/staff${path.replace('/apply', '/applications')}/proof`;
	const [clerk, decider] = [await stage.desk('clerk'), await stage.desk('decider')];
	const { page: desk, say: office } = clerk;
	await desk.goto(proof);
	const double = desk.getByRole('region', { name: `${office('proof_check_no', { number: 2 })} ` });
	await double.getByText(office('proof_check_cut_summary'), { exact: true }).click();
	await double.locator('[id$="-reason"]').fill('Doppelt eingereicht.');
	await double.getByRole('button', { name: office('proof_check_cut_do'), exact: true }).click();
	await desk.getByText(office('proof_check_cut', { amount: '0,00 €' })).waitFor();
	await desk
		.getByRole('button', { name: office('proof_check_accept'), exact: true })
		.first()
		.click();
	await desk.locator('[id="sign--reason"]').fill('Ein Beleg war doppelt.');
	await desk.locator('[id="sign--on"]').fill(dayIn(30));
	await desk.getByRole('button', { name: office('proposal_read') }).click();
	await desk.getByRole('button', { name: office('proof_check_sign'), exact: true }).click();
	await desk.getByText(office('proof_check_waits')).waitFor();
	await decider.page.goto(proof);
	await decider.page.getByRole('button', { name: office('proof_check_countersign'), exact: true }).click();
	await decider.page.getByText(office('state_recovery')).first().waitFor();
	await printed(stage, id, 'recovery', 4);
	return [
		at('member', 'recovery-status', `${path}/status`),
		at('member', 'recovery-proof', `${path}/proof`),
		at('member', 'recovery-grant', `${path}/grant`),
		at('member', 'recovery-letters', `${path}/correspondence`, openLetters)
	];
}

/** The money is back, and nothing more happens. */
export async function closed(stage: Stage): Promise<readonly Scene[]> {
	const id = stage.kept['grant'] ?? '';
	const grant = `${stage.origin}/staff/applications/${id}/grant`;
	const [clerk, decider] = [await stage.desk('clerk'), await stage.desk('decider')];
	const { page, say } = clerk;
	await page.goto(grant);
	await page.getByText(say('return_record'), { exact: true }).click();
	await page.locator('[id^="return-"][id$="-amount"]').first().fill('479,50');
	await page.locator('[id^="return-"][id$="-excess"]').first().fill('0,50');
	await page.locator('[id^="return-"][id$="-reason"]').first().fill('Die Stadtkasse überweist es zurück.');
	await page
		.getByRole('button', { name: say('return_do') })
		.first()
		.click();
	await page.getByText(say('return_booked')).waitFor();
	await decider.page.goto(grant);
	await decider.page.getByRole('button', { name: say('return_confirm') }).click();
	await decider.page.getByText(say('recovery_settled'), { exact: true }).waitFor();
	await clerk.openCase(id);
	await clerk.takeStep('step_recovery_closed', 'closed');
	return [
		at('member', 'closed-status', `/apply/${id}/status`),
		at('member', 'closed-proof', `/apply/${id}/proof`),
		at('member', 'closed-grant', `/apply/${id}/grant`)
	];
}

async function withAddress(stage: Stage) {
	const guide = await stage.guide('member');
	return { page: guide.page, say: guide.say, address: (path: string) => guide.address(path) };
}
