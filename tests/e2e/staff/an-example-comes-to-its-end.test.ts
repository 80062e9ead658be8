import { readFile } from 'node:fs/promises';
import { Account } from '../../support/account.ts';
import { bookReturn, fileOf, order, releaseFirst, releaseSecond, settle } from '../../support/cash-desk.ts';
import { dayIn } from '../../support/calendar.ts';
import { Grantee, type Receipt } from '../../support/grantee.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { mailsTo } from '../../support/mailbox.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { isSchemaThere, schemaComplaints } from '../../support/payment-schema.ts';
import { phoneScreen } from '../../support/phone.ts';
import { beginning, words } from '../../support/words.ts';

const schemes = ['light', 'dark'] as const;
const tablet = { ...deskScreen, viewport: { width: 768, height: 1024 } };

/** Of the fifty examples the first whose letter nobody has answered yet: approved for 1.130 EUR beside 100 EUR of its own. */
const EXAMPLES = 13;
const EMAIL = 'gruppe13@demo.test';
const THE_REST_PRINTED_MS = 90_000;
const translation = 'Dolmetschen';

/** What is odd about some of the twelve receipts. */
const odd: Readonly<Record<number, Receipt>> = {
	1: { amount: '١٢٠٫٥٠' },
	2: { invoiceOn: '2026-11-02', paidOn: '2026-11-03' },
	3: { foreign: '1200' },
	4: { paidOn: dayIn(40) },
	5: { paidBy: 'transfer' },
	7: { line: 4, amount: '310' },
	12: { sameAs: 11 }
};
const purpose = 'Kochabende im Nachbarschaftscafé statt auf dem Markt.';

test('an approved example accepts and waives, is paid in two parts, changes its purpose, photographs twelve receipts offline, reports and answers; the office cuts one, claims, books and closes; and another year begins', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(900_000);
	await server.fillWithExamples(EXAMPLES);
	const rana = await Account.of(server.origin, EMAIL);
	const id = String((await rana.list())[0]?.id);
	const number = String((await rana.read(id)).receipt.reference_number);
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const decider = new Colleague(await newWindow(tablet), server.origin);
	const applicant = new Grantee(await newWindow({ ...phoneScreen, locale: 'ar' }), server.origin, 'ar');
	const { page: phone, say } = applicant;
	const office = clerk.say;
	const home = `${server.origin}/ar/apply/${id}/grant`;
	const grant = `${server.origin}/staff/applications/${id}/grant`;
	const payments = `${server.origin}/staff/payments`;

	const photograph = async (from: number, until: number, look: (receipt: number) => Promise<void>) => {
		await phone.context().setOffline(true);
		for (let receipt = from; receipt <= until; receipt++) {
			await applicant.photograph(receipt, odd[receipt]);
			await look(receipt);
			await applicant.keepReceipt(receipt);
		}
	};
	/** Asked for on the phone, released by two people, ordered, and carried out. */
	const pay = async (amount: string, xml: string) => {
		await applicant.askForMoney(amount);
		await clerk.page.goto(grant);
		await releaseFirst(clerk);
		await decider.page.goto(grant);
		await releaseSecond(decider);
		await clerk.page.goto(payments);
		await order(clerk);
		const file = (await fileOf(clerk, 'run_file_sepa')).toString();
		expect(file).toContain(`<InstdAmt Ccy="EUR">${xml}</InstdAmt>`);
		expect(file).toContain('<IBAN>DE02120300000000202051</IBAN>');
		if (isSchemaThere) expect(schemaComplaints([file])).toBe('');
		await settle(clerk);
	};

	await test.step('its group accepts on the phone, and waives remedies', async () => {
		await expect
			.poll(async () => (await (await rana.get(`/api/v1/applications/${id}/grant`)).json()).letter, {
				timeout: THE_REST_PRINTED_MS
			})
			.not.toBeNull();
		await applicant.signIn(EMAIL, `/apply/${id}/grant/accept`);
		await applicant.accept();
		await expect(phone.getByText(say('money_waived'))).toBeVisible();
		await clerk.signIn(colleagues.clerk);
		await decider.signIn(colleagues.decider);
		await clerk.page.goto(grant);
		await clerk.confirmAccount('Rückruf unter der Nummer aus dem Antrag.');
	});

	await test.step('the first part is asked for, and paid by a file that is valid', () =>
		pay('600', '600.00'));

	await test.step('of what it was spent on she photographs five receipts without network', async () => {
		await phone.goto(home);
		await phone.getByRole('link', { name: say('grant_proof_open') }).click();
		await expect(phone.getByText(say('proof_receipts_none'))).toBeVisible();
		await phone.evaluate(() => navigator.serviceWorker.ready);
		await expectGoodLooks(phone, schemes);
		await photograph(1, 5, async (receipt) => {
			if (receipt === 1) await expectGoodLooks(phone, schemes);
			if (receipt === 4) await expect(phone.getByText(say('proof_note_future'))).toBeVisible();
		});
		await phone.context().setOffline(false);
	});

	await test.step('then the second part is asked for, and paid', async () => {
		await phone.goto(home);
		await pay('530', '530.00');
		await expect.poll(() => mailsTo(server.origin, EMAIL, say('news_paid', { number }))).toHaveLength(2);
		await phone.reload();
		await expect(phone.getByRole('link', { name: say('payout_request') })).toHaveCount(0);
	});

	await test.step('she reports another purpose in Arabic, and the letter says in German which one is agreed', async () => {
		await phone.goto(`${home}/change`);
		await phone.locator('input[value="purpose"]').check();
		await phone.locator('#words').fill('نريد مكانًا آخر: مقهى الحي.');
		await phone.getByRole('button', { name: say('change_send') }).click();
		await phone.waitForURL(/done=change/);
		await clerk.page.goto(grant);
		await clerk.page.getByLabel(office('change_decision')).selectOption('agreed');
		const form = clerk.page.locator('form[action="?/propose_change"]');
		await form.getByRole('button', { name: office('proposal_read') }).click();
		await expect(clerk.page.getByText(office('refusal_purpose_required')).first()).toBeVisible();
		await form.getByLabel(office('change_purpose_worded')).fill(purpose);
		await form.getByRole('button', { name: office('proposal_read') }).click();
		await expect(form.getByRole('region', { name: office('proposal_letter_title') })).toContainText(purpose);
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: office('change_sign'), exact: true }).click();
		await expect(clerk.page.getByText(office('change_open'))).toHaveCount(0);
		await phone.goto(home);
		await expect(phone.getByText(purpose)).toBeVisible();
		await expectGoodLooks(phone, schemes);
	});

	await test.step('she begins her report in the middle of a change of language: place and words stay', async () => {
		await phone.goto(applicant.address(`/apply/${id}/proof`));
		await phone.locator('a[href$="/proof/report"]').click();
		await phone.locator('[id="report.done"]').pressSequentially('طبخنا معًا');
		for (const [from, to] of [
			['ar', 'de'],
			['de', 'ar']
		] as const) {
			await phone.getByRole('button', { name: words(from)('language') }).click();
			await phone.locator(`dialog a[hreflang="${to}"]`).click();
			await phone.waitForURL((url) => url.pathname === `/${to}/apply/${id}/proof/report`);
			await expect(phone.locator('[id="report.done"]')).toHaveValue('طبخنا معًا');
		}
	});

	await test.step('she photographs seven more without network; one of them twice', async () => {
		await phone.goto(applicant.address(`/apply/${id}/proof`));
		await expect(phone.locator('a[href*="/proof/receipts/"]')).toHaveCount(5);
		await photograph(6, 12, async (receipt) => {
			if (receipt === 7) {
				await expect(phone.getByRole('status').filter({ hasText: '20' }).first()).toBeVisible();
				await expectGoodLooks(phone, schemes);
			}
			if (receipt === 12)
				await expect(
					phone.getByText(say('proof_note_same', { name: '11. Bäckerei 11' })).first()
				).toBeVisible();
		});
		await expectGoodLooks(phone, schemes);
	});

	await test.step('she writes her report, sends without network, and it arrives when there is some', async () => {
		await phone.locator('a[href$="/proof/report"]').click();
		await phone.getByRole('button', { name: say('proof_receipt_done') }).click();
		await expect(phone.getByText(say('proof_error_title'))).toBeVisible();
		await expectGoodLooks(phone);
		await phone.locator('[id="report.done"]').fill('طبخنا معًا ثماني أمسيات.');
		await phone.locator('[id="report.participants"]').fill('٣٠');
		await phone.locator('[id="report.income_cents"]').fill('100');
		await phone.getByRole('button', { name: say('proof_receipt_done') }).click();
		await phone.getByRole('link', { name: say('proof_send_open') }).click();
		const send = phone.getByRole('button', { name: say('proof_send'), exact: true });
		await send.click();
		await expect(phone.locator('[id="report.declared"]')).toBeFocused();
		await expectGoodLooks(phone, schemes);
		await phone.locator('[id="report.declared"]').check();
		await phone.locator('[id="report.signed_name"]').fill('رنا');
		await send.click();
		await expect(phone.getByText(say('proof_queued'))).toBeVisible();
		// The screen asks for news at the same time, and hears only afterwards how it was before.
		const read = (url: URL) => /\/api\/v1\/applications\/[^/]+$/.test(url.pathname);
		await phone.route(read, async (route) => {
			const response = await route.fetch();
			if (route.request().method() === 'GET') await phone.waitForTimeout(4_000);
			await route.fulfill({ response });
		});
		await phone.context().setOffline(false);
		await expect(phone.getByText(say('proof_received'), { exact: true })).toBeVisible();
		await phone.unroute(read);
		expect(await mailsTo(server.origin, EMAIL, say('news_proof_received', { number }))).toHaveLength(1);
		await expectGoodLooks(phone, schemes);
	});

	await test.step('the clerk sees what is odd, asks back about several things at once, and she answers', async () => {
		await clerk.openCase(id);
		await clerk.page.getByRole('link', { name: office('proof_check_link') }).click();
		await clerk.page.waitForURL(/\/proof$/);
		const twin = office('proof_find_same_picture', { others: office('proof_check_no', { number: 12 }) });
		// Words do not wait for pictures, which are still on their way.
		await expect(async () => {
			await clerk.page.reload();
			await expect(clerk.page.getByText(twin, { exact: true })).toBeVisible({ timeout: 3_000 });
		}).toPass({ timeout: 90_000 });
		const no = (which: number) => office('proof_check_no', { number: which });
		const at = (which: number) => clerk.page.getByRole('region', { name: new RegExp(`^${no(which)}\\s`) });
		const found: readonly (readonly [receipt: number, findings: readonly string[]])[] = [
			[2, [office('proof_find_invoice_outside_period'), office('proof_find_paid_outside_period')]],
			[3, [office('proof_find_foreign_currency', { others: '1.200,00\u00A0TRY' })]],
			[4, [office('proof_find_paid_in_future')]],
			[5, [office('proof_find_no_proof_of_payment')]],
			[11, [office('proof_find_same_picture', { others: no(12) })]],
			[
				12,
				[
					office('proof_find_same_picture', { others: no(11) }),
					office('proof_find_same_data', { others: no(11) })
				]
			]
		];
		for (const [receipt, findings] of found)
			for (const text of findings)
				await expect(at(receipt).getByText(text, { exact: true }), `${receipt}: ${text}`).toBeVisible();
		for (const text of [
			office('proof_find_foreign_currency', { others: '' }),
			office('proof_find_paid_in_future'),
			office('proof_find_no_proof_of_payment'),
			office('proof_find_same_data', { others: '' })
		])
			await expect(at(1).getByText(text)).toHaveCount(0);
		const over = { line: translation, amount: '60,00\u00A0€', percent: 20 };
		for (const text of [
			office('proof_check_sum_over_tolerance', over),
			office('proof_check_sum_below_grant', { amount: '399,50\u00A0€' })
		])
			await expect(clerk.page.getByText(text, { exact: true })).toBeVisible();
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByText(office('proof_check_ask'), { exact: true }).click();
		await clerk.page.getByRole('button', { name: office('proof_check_ask_do') }).click();
		await expect(clerk.page.getByText(office('problem_items_required')).first()).toBeVisible();
		await clerk.page.getByRole('checkbox', { name: office('proof_check_ask_report') }).check();
		const twelfth = clerk.page.locator('#ask input[name="chosen"]').last();
		await twelfth.check();
		await clerk.page.locator('#ask textarea[name="note"]:visible').last().fill('هل هذا الإيصال مكرر؟');
		await clerk.page.locator('#ask-question-0').fill('Wie viele Abende waren es?');
		await clerk.page.locator('#ask-message').fill('Bitte seht noch einmal nach.');
		await clerk.page.locator('#ask-own-message').fill('يرجى إلقاء نظرة أخرى.');
		await expect(clerk.page.locator('#ask .preview')).toContainText('Wie viele Abende waren es?');
		await expectGoodLooks(clerk.page, schemes);
		// What was typed outlives a page that is opened anew, as after signing in again.
		await clerk.page.reload();
		await expect(clerk.page.locator('#ask-own-message')).toHaveValue('يرجى إلقاء نظرة أخرى.');
		await expect(clerk.page.getByRole('checkbox', { name: office('proof_check_ask_report') })).toBeChecked();
		await expect(twelfth).toBeChecked();
		await clerk.page.getByRole('button', { name: office('proof_check_ask_do') }).click();
		await expect(clerk.page.getByText(office('proof_check_query_open'))).toBeVisible();
		for (const words of ['يرجى إلقاء نظرة أخرى.', 'Bitte seht noch einmal nach.', 'هل هذا الإيصال مكرر؟'])
			await expect(clerk.page.getByText(words, { exact: true })).toBeVisible();
		expect(await mailsTo(server.origin, EMAIL, say('news_proof_question', { number }))).toHaveLength(1);
		await phone.reload();
		await expect(phone.getByText('هل هذا الإيصال مكرر؟')).toBeVisible();
		await expect(phone.getByText('Bitte seht noch einmal nach.')).toBeVisible();
		await phone.getByLabel('Wie viele Abende waren es?').fill('ثماني أمسيات');
		await expectGoodLooks(phone, schemes);
		await phone
			.getByRole('link', { name: say('proof_asked_open') })
			.last()
			.click();
		await phone.locator('[id$=".purpose"]').fill('نعم، مكرر');
		await phone.getByRole('button', { name: say('proof_receipt_done') }).click();
		await phone.getByRole('link', { name: say('proof_send_answer') }).click();
		await phone.getByRole('button', { name: say('proof_send_answer') }).click();
		await expect(phone.getByText(say('proof_answered'))).toBeVisible();
	});

	await test.step('what is whole is accepted, the double is cut, and two people claim what is left over', async () => {
		await clerk.page.reload();
		await expect(clerk.page.getByText(office('proof_check_answer', { text: 'ثماني أمسيات' }))).toBeVisible();
		const desk = clerk.page;
		await desk
			.locator('summary')
			.filter({ hasText: office('proof_check_scope') })
			.click();
		await desk.locator('[id="scope--choice"]').selectOption('sample');
		await desk.getByRole('button', { name: office('proof_check_scope_do') }).click();
		await expect(desk.getByText(office('proof_check_in_sample'), { exact: true })).toHaveCount(3);
		const double = desk.getByRole('region', { name: `${office('proof_check_no', { number: 12 })} ` });
		await double.getByText(office('proof_check_cut_summary'), { exact: true }).click();
		await double.locator('[id$="-reason"]').fill('Doppelt eingereicht.');
		await double.getByRole('button', { name: office('proof_check_cut_do'), exact: true }).click();
		await expect(desk.getByText(office('proof_check_cut', { amount: '0,00 €' }))).toBeVisible();
		const sampled = desk.locator('section.card').filter({ hasText: office('proof_check_in_sample') });
		const open = sampled.getByRole('button', { name: office('proof_check_accept'), exact: true });
		for (let left = await open.count(); left > 0; left--) {
			await open.first().click();
			const next =
				left > 1
					? desk.getByText(office('proof_check_still_open', { count: left - 1 }))
					: desk.locator('[id="sign--reason"]');
			await expect(next).toBeVisible();
		}
		await clerk.page.locator('[id="sign--reason"]').fill('Ein Beleg war doppelt.');
		await clerk.page.locator('[id="sign--on"]').fill(dayIn(30));
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: office('proposal_read') }).click();
		await expect(clerk.page.getByRole('region', { name: office('proposal_letter_title') })).toBeFocused();
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: office('proof_check_sign'), exact: true }).click();
		await expect(clerk.page.getByText(office('proof_check_waits'))).toBeVisible();
		await decider.page.goto(`${server.origin}/staff/applications/${id}/proof`);
		await expectGoodLooks(decider.page, schemes);
		const paper = decider.page.waitForEvent('download');
		await decider.page.getByRole('link', { name: office('proof_check_pdf') }).click();
		expect((await readFile(await (await paper).path())).subarray(0, 5).toString()).toBe('%PDF-');
		await decider.page.getByRole('button', { name: office('proof_check_countersign'), exact: true }).click();
		await expect(decider.page.getByText(office('state_recovery')).first()).toBeVisible();
		await phone.reload();
		await expect(phone.getByText(say('proof_result_title'), { exact: true })).toBeVisible();
		await expectGoodLooks(phone, schemes);
	});

	await test.step('the rest comes back, and the case is closed', async () => {
		await phone.goto(home);
		await expect(phone.getByText(say('claims_title')).first()).toBeVisible();
		await expect(phone.getByText(say('grant_proof_text'))).toHaveCount(0);
		await expect(phone.getByRole('link', { name: say('grant_proof_open') })).toBeVisible();
		await bookReturn([clerk, decider], grant, '529,50');
		await clerk.openCase(id);
		await clerk.takeStep('step_recovery_closed', 'closed');
	});

	await test.step('she takes everything along: the words of her proof, its paper and every picture', async () => {
		const archive = await (await rana.get('/api/v1/account/export.zip')).body();
		for (const name of ['Nachweis/1-', 'Nachweis/12-', `Verwendungsnachweis-${number}.pdf`])
			expect(archive.includes(`${number}/${name}`), name).toBe(true);
		for (const words of ['ثماني أمسيات', 'Bäckerei 11', 'Doppelt eingereicht.'])
			expect(archive.includes(words), words).toBe(true);
	});

	await test.step('another year begins with what was agreed; what changes each year is asked for anew', async () => {
		const manager = new Colleague(await newWindow(deskScreen), server.origin);
		await manager.signIn(colleagues.manager);
		await manager.page.goto(`${server.origin}/staff/rounds`);
		await manager.page.getByRole('button', { name: office('round_copy'), exact: true }).click();
		await expect(manager.page.getByText(office('round_done_copied'))).toBeVisible();
		const round = manager.page.url().split('?')[0] ?? '';
		await manager.page.goto(`${round}/terms`);
		await manager.page.locator('#round-opens_day').fill(dayIn(-1));
		await manager.page.getByRole('button', { name: office('round_save') }).click();
		await expect(manager.page.getByText(office('round_done_saved'))).toBeVisible();
		await manager.page.goto(round);
		await manager.page.getByRole('button', { name: office('round_publish') }).click();
		await expect(manager.page.getByText(office('round_done_published'))).toBeVisible();
		await phone.goto(applicant.address(`/apply/${id}/status`));
		await phone.getByRole('link', { name: say('copy_open') }).click();
		await expect(phone.getByText(say('copy_agreed'))).toBeVisible();
		await phone.getByRole('button', { name: beginning(say('copy_start')) }).click();
		await phone.waitForURL(
			({ pathname }) => /\/apply\/[0-9a-f-]{36}$/.test(pathname) && !pathname.endsWith(id)
		);
		await expect(phone.getByText(say('copied_title'))).toBeVisible();
		await expect(applicant.standing('saved_on_server')).toBeVisible();
		const { fields } = await rana.read(phone.url().slice(-36));
		expect(fields).toMatchObject({ project_summary: purpose, iban: 'DE02120300000000202051' });
		for (const path of ['period_start', 'signed_name', 'input_tax'])
			expect(fields).not.toHaveProperty([path]);
	});

	await rana.dispose();
});
