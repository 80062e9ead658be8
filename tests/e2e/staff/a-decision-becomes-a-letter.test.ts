import { createHash } from 'node:crypto';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { mailsTo } from '../../support/mailbox.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

const schemes = ['light', 'dark'] as const;

test('two people sign, Amina is mailed and reads her letter in Arabic, and the two sides write each other', async ({
	newWindow,
	ownServer: server
}) => {
	const amina = await Account.of(server.origin, 'amina.letters@example.test');
	const stranger = await Account.of(server.origin, 'stranger.letters@example.test');
	const { id, number } = await amina.apply({ contact_language: 'ar' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const decider = new Colleague(await newWindow(deskScreen), server.origin);
	const applicant = new Applicant(await newWindow({ ...phoneScreen, locale: 'ar' }), server.origin, 'ar');
	const { page: phone, say } = applicant;

	await test.step('the receipt was mailed in Arabic, with the number and without a word of the project', async () => {
		const [mail] = await mailsTo(server.origin, amina.email, number);
		expect(mail).toContain(say('news_received', { number }));
		expect(mail).not.toContain('hikâye');
	});

	await test.step('before the second signature the decider sees the letter and the mail', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.prepareForDecision(id);
		await clerk.proposeApproval('1.800,00');
		await decider.signIn(colleagues.decider);
		await decider.openCase(id);
		await expect(decider.page.getByText('Rechtsbehelfsbelehrung')).toBeVisible();
		await expect(decider.page.locator('[lang="ar"]').first()).toBeVisible();
		await expectGoodLooks(decider.page, schemes);
		const draft = await decider.page.request.get(
			await decider.page
				.getByRole('link', { name: decider.say('letter_preview_pdf') })
				.evaluate((link) => (link as HTMLAnchorElement).href)
		);
		expect((await draft.body()).subarray(0, 5).toString()).toBe('%PDF-');
		await decider.countersign();
		await expect(
			decider.page.getByText(decider.say('done_countersigned', { state: decider.say('state_approved') }))
		).toBeVisible();
	});

	await test.step('the letter is printed, and only then Amina is mailed', async () => {
		const mails = await mailsTo(server.origin, amina.email, say('news_letter', { number }));
		expect(mails).toHaveLength(1);
		await decider.page.reload();
		await expect(decider.page.getByText(decider.say('letter_unopened')).first()).toBeVisible();
	});

	await test.step('she reads in Arabic what it means, and the German letter beneath', async () => {
		await applicant.signIn(amina.email, `/apply/${id}/status`);
		await expect(phone.getByText(say('correspondence_new', { count: 1 }))).toBeVisible();
		await phone.getByRole('link', { name: say('correspondence_title') }).click();
		const letter = phone.getByRole('region', { name: say('letter_approved') });
		await expect(letter.getByText(say('letters_new'))).toBeVisible();
		await letter.getByRole('button', { name: say('letter_open') }).click();
		await expect(letter.getByText(say('letter_binding'))).toBeVisible();
		await expect(letter.locator('[lang="ar"]')).toContainText('هذه هي الموافقة');
		await letter.getByText(say('letter_german')).click();
		await expect(letter.locator('[lang="de"]')).toContainText('1.800,00');
		await expectGoodLooks(phone, schemes);
	});

	await test.step('the PDF is the one whose fingerprint the office sees, and nobody else’s', async () => {
		const letters = (await amina.correspondence(id)).letters;
		const approved = letters.find(({ kind }) => kind === 'approved');
		const address = `/api/v1/applications/${id}/letters/${approved?.id}`;
		const pdf = await phone.request.get(`${server.origin}${address}`);
		expect(pdf.headers()['content-type']).toBe('application/pdf');
		const sha256 = createHash('sha256')
			.update(await pdf.body())
			.digest('hex');
		await decider.page.reload();
		await expect(decider.page.getByText(sha256)).toBeAttached();
		await expect(decider.page.getByText(/^Geöffnet /).first()).toBeVisible();
		expect((await stranger.get(address)).status()).toBe(404);
		expect((await stranger.get(`/api/v1/applications/${id}/correspondence`)).status()).toBe(404);
	});

	await test.step('she writes to the office; without network the words stay and she is told', async () => {
		const words = 'متى يصل المال؟';
		await phone.locator('#message-text').fill(words);
		await phone.context().setOffline(true);
		await expect(phone.getByText(say('letters_offline'))).toBeVisible();
		await phone.getByRole('button', { name: say('messages_send') }).click();
		await expect(phone.getByText(say('messages_kept'))).toBeVisible();
		await expect(phone.locator('#message-text')).toHaveValue(words);
		await expectGoodLooks(phone);
		await phone.context().setOffline(false);
		await phone.reload();
		await expect(phone.locator('#message-text')).toHaveValue(words);
		await phone
			.locator('input[type="file"]')
			.setInputFiles({ name: 'Konto.pdf', mimeType: 'application/pdf', buffer: Buffer.from(tinyPdf) });
		await expect(
			phone.getByRole('button', { name: say('messages_detach', { name: 'Konto.pdf' }) })
		).toBeVisible();
		await phone.getByRole('button', { name: say('messages_send') }).click();
		await expect(phone.getByText(say('messages_sent'))).toBeVisible();
		await expect(phone.locator('#message-text')).toHaveValue('');
	});

	await test.step('the office finds it among the new messages, sees what it sends, and answers', async () => {
		await clerk.page.goto(`${server.origin}/staff/messages`);
		await expect(clerk.page.getByText('متى يصل المال؟')).toBeVisible();
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('link', { name: number }).click();
		await expect(clerk.page.getByText(clerk.say('mail_sends_message'))).toBeVisible();
		await expect(clerk.page.getByRole('link', { name: 'Konto.pdf' })).toBeVisible();
		await clerk.page.locator('#message-text').fill('Nach einem Monat, oder früher.');
		await expectGoodLooks(clerk.page, schemes);
		await clerk.page.getByRole('button', { name: clerk.say('message_send') }).click();
		await expect(clerk.page.getByText(clerk.say('done_message'))).toBeVisible();
		await expect(clerk.page.locator('#message-text')).toHaveValue('');
		await clerk.page.goto(`${server.origin}/staff/messages`);
		await expect(clerk.page.getByText(clerk.say('inbox_none'))).toBeVisible();
	});

	await test.step('Amina is mailed about it and reads it', async () => {
		expect(await mailsTo(server.origin, amina.email, say('news_message', { number }))).toHaveLength(1);
		await phone.reload();
		await expect(phone.getByText('Nach einem Monat, oder früher.')).toBeVisible();
		await expect(phone.getByText(say('messages_seen'))).toBeVisible();
		await expectGoodLooks(phone);
	});

	await test.step('an admin cannot save a letter that lacks something', async () => {
		const manager = new Colleague(await newWindow(deskScreen), server.origin);
		await manager.signIn(colleagues.manager);
		await manager.openLetterTemplates();
		const editor = manager.page.locator('form').filter({ has: manager.page.locator('#approved-subject') });
		await manager.page.getByText(manager.say('template_edit')).nth(2).click();
		await editor.locator('#approved-subject').fill('Bescheid {{nummer}}');
		await editor.getByRole('button', { name: manager.say('template_save') }).click();
		await expect(
			manager.page
				.locator('#approved-subject-error')
				.getByText(manager.say('template_problem_placeholder_unknown', { name: '{{nummer}}' }))
		).toBeVisible();
		await expectGoodLooks(manager.page, schemes);
		await editor.locator('#approved-subject').fill('Bescheid {{reference_number}}');
		await editor.getByRole('button', { name: manager.say('template_save') }).click();
		await expect(manager.page.getByText(manager.say('done_template'))).toBeVisible();
	});
	await amina.dispose();
	await stranger.dispose();
});

const tinyPdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
0000000101 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF`;
