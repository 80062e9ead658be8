import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

const need = 'كثيرون في هوخفيلد لا يعرفون جيرانهم.';
const clearer = 'في هوخفيلد يعيش أناس من بلدان كثيرة جنبًا إلى جنب، ولا مكان يجمعهم.';
const german = '60 Menschen lernen sich kennen.';
const opener = 'عمر يفتح القاعة.';

async function photo() {
	const picture = sharp({ create: { width: 900, height: 1200, channels: 3, background: '#3b8593' } });
	return { name: 'IMG_0007.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() };
}

test('Leyla is asked for four things, answers them on a bus without network, and her phone dies before they are sent', async ({
	newPhone,
	newWindow,
	server
}) => {
	test.setTimeout(300_000);
	const account = await Account.of(server.origin, `leyla.${randomUUID().slice(0, 8)}@example.test`);
	const { id, number } = await account.apply({
		need,
		'text_language.need': 'ar',
		aims: '٦٠ شخصًا يتعارفون.',
		'text_language.aims': 'ar',
		contact_language: 'ar'
	});
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const phone = await newPhone({ locale: 'ar' });
	let leyla = new Applicant(await phone.open(), server.origin, 'ar');
	const home = leyla.address(`/apply/${id}`);
	const answerTo = (question: string) => leyla.page.getByRole('textbox', { name: question });

	await test.step('the office asks for a section, a translation, a document and an answer', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.openCase(id);
		await clerk.takeStep('step_submitted_formal_check', 'formal_check');
		await clerk.askButForNoPaper();
		for (const kind of ['section', 'document', 'translation'] as const)
			await clerk.page
				.locator('#ask-chosen')
				.getByText(clerk.say(`ask_kind_${kind}`), { exact: true })
				.click();
		for (const key of ['section:goals', 'document:statutes', 'translation:aims'])
			await clerk.page.locator(`input[name="chosen"][value="${key}"]`).check();
		// Proposed for each answer without German; she may write this one anew.
		await clerk.page.locator('input[name="chosen"][value="translation:need"]').uncheck();
		await clerk.page.locator('#ask-question-0').fill('Wer schließt den Saal auf?');
		await clerk.page.locator('#ask-message').fill('Uns fehlt noch etwas.');
		await clerk.page.locator('#ask-own-message').fill('ما زال ينقصنا شيء.');
		await clerk.page.getByRole('button', { name: clerk.say('ask_send') }).click();
		await expect(
			clerk.page.getByText(clerk.say('done_asked', { state: clerk.say('state_clarification') }))
		).toBeVisible();
	});

	await test.step('her list says that the office waits for her, and nothing there looks like a draft', async () => {
		await leyla.signIn(account.email);
		const card = leyla.page.getByRole('link').filter({ hasText: number });
		await expect(card).toContainText(leyla.say('status_question'));
		await expect(leyla.page.getByText(leyla.say('applications_drafts'))).toHaveCount(0);
		await expectGoodLooks(leyla.page, ['light', 'dark']);
		await card.click();
		await leyla.page.waitForURL(/\/status$/);
		await expect(leyla.page.getByText('ما زال ينقصنا شيء.').first()).toBeVisible();
		await expect(leyla.page.locator('[lang="de"]', { hasText: 'Uns fehlt noch etwas.' })).toBeVisible();
		await expect(leyla.standing('answer_not_sent')).toBeVisible();
		// Her letters are new as well; what comes first is to answer.
		await expect(leyla.page.locator('main .chip')).toBeVisible();
		await expect(leyla.page.locator('main .button.primary')).toHaveText([leyla.say('asked_open')]);
		await expectGoodLooks(leyla.page, ['light', 'dark']);
		await leyla.page.goto(home);
		await expect(leyla.page.getByRole('link', { name: leyla.say('asked_open') })).toBeVisible();
	});

	await test.step('what was not asked for stays shut', async () => {
		await leyla.page.goto(`${home}/project`);
		await expect(leyla.page.getByText(leyla.say('failure_already_submitted'))).toBeVisible();
		await expect(leyla.page.locator('#project_title')).toHaveCount(0);
	});

	await test.step('without network she answers everything, in Arabic and in German', async () => {
		await leyla.page.goto(`${home}/answer`);
		await expect(leyla.page.getByRole('button', { name: leyla.say('answer_send') })).toBeVisible();
		await leyla.page.evaluate(() => navigator.serviceWorker.ready);
		await phone.context.setOffline(true);
		await leyla.page.getByRole('link', { name: leyla.say('answer_open_section') }).click();
		await leyla.page.locator('#need').fill(clearer);
		await expect(leyla.standing('on_device')).toBeVisible();
		await leyla.page.goto(`${home}/answer`);
		await answerTo('Wer schließt den Saal auf?').fill(opener);
		await leyla.page.locator('[id="german.aims"]').fill(german);
		await expectGoodLooks(leyla.page, ['light', 'dark']);
		await leyla.page.reload();
		await expect(answerTo('Wer schließt den Saal auf?')).toHaveValue(opener);
		await expect(leyla.page.locator('[id="german.aims"]')).toHaveValue(german);
	});

	await test.step('the statutes are still missing: she is told before it is sent, and photographs them', async () => {
		await leyla.page.getByRole('button', { name: leyla.say('answer_send') }).click();
		const dialog = leyla.page.getByRole('dialog');
		await expect(dialog.getByRole('listitem')).toHaveCount(1);
		await expectGoodLooks(leyla.page);
		await dialog.getByRole('button', { name: leyla.say('answer_keep_writing') }).click();
		const card = leyla.page.locator('section', { has: leyla.page.locator('#document-statutes') });
		await card.locator('input[type="file"]:not([capture])').setInputFiles(await photo());
		await expect(card.getByText(leyla.say('file_on_device'))).toBeVisible();
		await leyla.page.getByRole('button', { name: leyla.say('answer_send') }).click();
		await expect(leyla.page.getByText(leyla.say('answer_queued_title'))).toBeVisible();
		await expect(leyla.page.locator('[id="german.aims"]')).toHaveCount(0);
		await expectGoodLooks(leyla.page);
	});

	await test.step('the phone dies; switched on again it knows what is not sent, and sends it once she is signed in', async () => {
		await phone.kill();
		leyla = new Applicant(await phone.open({ isOffline: true }), server.origin, 'ar');
		await leyla.page.goto(leyla.address('/apply'));
		await expect(leyla.page.getByText(leyla.say('standing_queued_not_sent'))).toBeVisible();
		expect((await account.read(id)).state).toBe('clarification');
		await phone.context.setOffline(false);
		await leyla.signIn(account.email, `/apply/${id}/answer`);
		await leyla.page.waitForURL(/\/status$/);
		await expect(leyla.page.getByText(leyla.say('answer_arrived_title'))).toBeVisible();
		await expect(leyla.standing('received')).toBeVisible();
		await expectGoodLooks(leyla.page, ['light', 'dark']);
		await leyla.page.goto(`${home}/correspondence`);
		const earlier = leyla.page.getByRole('region', { name: leyla.say('earlier_title') });
		await expect(earlier.getByText('Wer schließt den Saal auf?')).toBeVisible();
		await expect(earlier.getByText(opener)).toBeVisible();
		await expectGoodLooks(leyla.page);
	});

	await test.step('it is the second version: with every word, and nothing but what was asked for', async () => {
		await expect
			.poll(async () => (await account.read(id)).files, { timeout: 30_000 })
			.toMatchObject([{ document: 'statutes', is_complete: true }]);
		const { state, answered, fields, clarification } = await account.read(id);
		expect({ state, clarification }).toEqual({ state: 'formal_check', clarification: null });
		expect(answered).toMatchObject({ version: 2, is_late: false });
		expect(fields).toMatchObject({ need: clearer, 'german.aims': german });
		await clerk.openCase(id);
		const changes = clerk.page.getByRole('table', { name: clerk.say('version_changes', { version: '1' }) });
		await expect(changes.getByRole('row', { name: new RegExp(german) })).toBeVisible();
		await expect(changes.getByRole('row', { name: /Wer schließt den Saal auf\?/ })).toBeVisible();
	});
	await account.dispose();
});
