import { randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagueNames, colleagues, deskScreen } from '../../support/office.ts';

const schemes = ['light', 'dark'] as const;
const tablet = { ...deskScreen, viewport: { width: 768, height: 1024 } };

test('Frau Kaya and Herr Adler share the desk: find, assign, check, assess apart, rank, cut, and undo a decision', async ({
	newWindow,
	ownServer: server
}) => {
	const account = await Account.of(server.origin, `team.${randomUUID().slice(0, 8)}@example.test`);
	const first = await account.apply({ project_title: 'Nachbarschaftsfest am Rheinpark' });
	const second = await account.apply({ project_title: 'Fahrradkurs für Frauen' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const decider = new Colleague(await newWindow(tablet), server.origin);
	const { say, page } = clerk;
	const titleOf = (title: string) => page.getByRole('link', { name: new RegExp(title) });

	await test.step('she finds a word inside a word and a word with a slip, with the keyboard alone', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.openQueue('all');
		// The keys are heard once the page has its scripts.
		await expect(async () => {
			await page.keyboard.press('/');
			await expect(page.locator('#filter-text')).toBeFocused({ timeout: 500 });
		}).toPass();
		await page.keyboard.type('fest');
		await page.keyboard.press('Enter');
		await expect(page.locator('tbody tr')).toHaveCount(1);
		await expect(titleOf('Nachbarschaftsfest')).toBeVisible();
		await page.locator('#filter-text').fill('Farradkurs');
		await page.keyboard.press('Enter');
		await expect(page.getByText(say('queue_fuzzy'))).toBeVisible();
		await expect(titleOf('Fahrradkurs')).toBeVisible();
		await page.getByText(say('filter_more')).click();
		await expectGoodLooks(page, schemes);
	});

	await test.step('keeps that list under a name, and takes both cases', async () => {
		await page.getByText(say('saved_title')).click();
		await page.locator('#save-name').fill('Fahrrad');
		await page.getByRole('button', { name: say('saved_save') }).click();
		await expect(page.locator('.rail').getByRole('link', { name: 'Fahrrad', exact: true })).toBeVisible();
		await clerk.openQueue('unassigned');
		const rows = page.locator('tbody th a');
		await expect(async () => {
			await rows.first().blur();
			await page.keyboard.press('j');
			await expect(rows.first()).toBeFocused({ timeout: 500 });
		}).toPass();
		await page.keyboard.press('x');
		await page.keyboard.press('j');
		await page.keyboard.press('x');
		const me = await page.locator('#assign-to option').filter({ hasText: colleagueNames.clerk }).innerText();
		await page.locator('#assign-to').selectOption({ label: me });
		await page.getByRole('button', { name: say('assign_do'), exact: true }).click();
		await expect(page.getByText('2 Anträge sind zugeteilt.')).toBeVisible();
		await clerk.openQueue('mine');
		await expect(page.locator('tbody tr')).toHaveCount(2);
		await expectGoodLooks(page, schemes);
	});

	await test.step('a colleague opens the same case: each knows, and nothing old is acted on', async () => {
		await clerk.openCase(first.id);
		await decider.signIn(colleagues.decider);
		await decider.openCase(first.id);
		await expect(decider.page.getByText(say('presence_title'))).toBeVisible();
		await page.locator('#note-text').fill('Mit Frau Yılmaz telefoniert.');
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('done_noted'))).toBeVisible();
		await decider.page.getByRole('button', { name: say('step_submitted_formal_check') }).click();
		await expect(decider.page.getByText(say('refusal_case_moved_on')).first()).toBeVisible();
		await expectGoodLooks(decider.page, schemes);
	});

	await test.step('her session ends while she writes: the note, the message and its document are still there', async () => {
		const paper = await PDFDocument.create();
		paper.addPage();
		const buffer = Buffer.from(await paper.save());
		const note = 'Ein langer Vermerk, der nicht verloren gehen darf.';
		await page.locator('#note-text').fill(note);
		await page.locator('#message-text').fill('Anbei unser Merkblatt.');
		await page
			.locator('#message-files')
			.setInputFiles({ name: 'Merkblatt.pdf', mimeType: 'application/pdf', buffer });
		await page.context().clearCookies();
		await page.getByRole('button', { name: say('message_send') }).click();
		await expect(page.getByText(say('session_ended_title'))).toBeVisible();
		await expectGoodLooks(page, schemes);
		const opened = page.context().waitForEvent('page');
		await page.getByRole('link', { name: say('session_ended_sign_in') }).click();
		const other = await opened;
		await new Colleague(other, server.origin).signIn(colleagues.clerk);
		await other.close();
		await expect(page.locator('#note-text')).toHaveValue(note);
		await page.getByRole('button', { name: say('message_send') }).click();
		await expect(page.getByText(say('done_message'))).toBeVisible();
		await expect(page.getByRole('link', { name: 'Merkblatt.pdf' })).toBeVisible();
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('done_noted'))).toBeVisible();
		await expect(page.getByText(note)).toBeVisible();
		await expect(page.locator('#note-text')).toHaveValue('');
	});

	await test.step('the formal check comes first, is kept half done, and is signed', async () => {
		await clerk.takeStep('step_submitted_formal_check', 'formal_check');
		await page.getByRole('button', { name: say('step_formal_check_assessment') }).click();
		await expect(page.getByText(say('refusal_check_required')).first()).toBeVisible();
		await page.locator('#check-deadline').selectOption('met');
		await page.locator('form#check button[value="save"]').click();
		await expect(page.getByText(say('check_saved'))).toBeVisible();
		await expect(page.locator('#check-deadline')).toHaveValue('met');
		await page.locator('form#check button[value="sign"]').click();
		await expect(page.getByText(say('refusal_check_incomplete')).first()).toBeVisible();
		await expectGoodLooks(page, schemes);
		await clerk.signCheck();
		await clerk.takeStep('step_formal_check_assessment', 'assessment');
	});

	await test.step('two people assess, and neither sees the other before both are done', async () => {
		await clerk.askForReview();
		await clerk.askForReview(colleagueNames.decider);
		await clerk.review('3');
		await expect(page.getByText(say('review_compare'))).toHaveCount(0);
		await expectGoodLooks(page, schemes);
		await decider.openCase(first.id);
		await expect(decider.page.getByText('Überzeugend beschrieben.')).toHaveCount(0);
		await decider.review('1');
		await expect(decider.page.getByText(say('review_compare'))).toBeVisible();
		await expectGoodLooks(decider.page, schemes);
		await clerk.openCase(first.id);
		await expect(page.getByText(say('review_compare'))).toBeVisible();
	});

	await test.step('the ranking says how far the money goes', async () => {
		await clerk.prepareForDecision(second.id);
		await page.goto(`${server.origin}/staff/ranking`);
		await expect(page.locator('tbody tr').first()).toBeVisible();
		await page.locator('#pot').fill('2.000,00');
		await expect(page.getByText(say('ranking_short'))).toBeVisible();
		await expectGoodLooks(page, schemes);
		await decider.page.goto(`${server.origin}/staff/ranking`);
		await expectGoodLooks(decider.page, schemes);
	});

	await test.step('a cost line is cut with a reason, and the accepted plan goes with the decision', async () => {
		await clerk.openCase(second.id);
		await page.locator('input[name="outcome"][value="approved"]').check();
		await page.getByText(say('cuts_title')).click();
		await page.locator('#cut-0').fill('1.000,00');
		await page.locator('#decision-amount').fill('1.000,00');
		await clerk.readProposedLetter();
		await expect(page.getByText(say('problem_cut_reason')).first()).toBeVisible();
		await page.locator('textarea[name="cut_reason"]').first().fill('Ein kleinerer Saal reicht.');
		await expectGoodLooks(page, schemes);
		// More is taken off than the cut says: that wants grounds of its own.
		await page.locator('#decision-amount').fill('900,00');
		await clerk.readProposedLetter();
		await expect(page.getByText(say('problem_reason_required')).first()).toBeVisible();
		await page.locator('#decision-amount').fill('1.000,00');
		await clerk.readProposedLetter();
		await expect(page.locator('section[aria-labelledby="proposal-letter"]')).toContainText(
			'Ein kleinerer Saal reicht.'
		);
		await expectGoodLooks(page, schemes);
		await page.getByRole('button', { name: say('decision_sign_first') }).click();
		await expect(page.getByText(say('done_proposed'))).toBeVisible();
		// The letter that would be written says it too.
		await expect(page.getByText('Ein kleinerer Saal reicht.', { exact: true })).toBeVisible();
		await decider.openCase(second.id);
		await decider.countersign();
		await expect(
			decider.page.getByText(say('done_countersigned', { state: say('state_approved') }))
		).toBeVisible();
		expect((await account.read(second.id)).state).toBe('approved');
	});

	await test.step('and is undone only by a new decision with two signatures', async () => {
		const again = decider.page;
		await again.getByText(say('step_approved_decision')).first().click();
		await again.locator('#reason-decision').fill('Doppelt gefördert.');
		await again.locator('form#step-decision button[type="submit"]').click();
		await expect(again.getByText(say('done_transition', { state: say('state_decision') }))).toBeVisible();
		await expect(again.getByText(say('reopened_title'))).toBeVisible();
		await expectGoodLooks(again, schemes);
		// For the group it is what was decided, until two have signed anew.
		expect((await account.read(second.id)).state).toBe('approved');
		await clerk.openCase(second.id);
		await page.locator('input[name="outcome"][value="rejected"]').check();
		await page.locator('#decision-reason').fill('Das Projekt wird schon aus anderen Mitteln bezahlt.');
		await clerk.signFirst();
		await expect(page.getByText(say('decision_replaces')).first()).toBeVisible();
		await decider.openCase(second.id);
		await decider.countersign();
		await again.goto(`${server.origin}/staff/budget`);
		await expect(
			again.getByRole('row', { name: new RegExp(`^${say('budget_part_returned')}`) })
		).toContainText(/1\.000,00\s€/);
		await expectGoodLooks(again, schemes);
	});

	await test.step('whoever is partial is out, for good', async () => {
		await clerk.openCase(first.id);
		await page.getByText(say('conflict_title')).click();
		await page.locator('#conflict-reason').fill('Meine Nichte macht mit.');
		await page.getByRole('button', { name: say('conflict_do') }).click();
		await expect(page.getByText(say('conflict_mine'))).toBeVisible();
		await expect(page.getByRole('button', { name: say('step_assessment_decision') })).toHaveCount(0);
		await expectGoodLooks(page, schemes);
	});
	await account.dispose();
});
