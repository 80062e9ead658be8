import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

/** What the whole form asks for besides the answers of the other journeys. */
const wholeForm = {
	org_volunteers: 12,
	contact_authorised: 'yes',
	'responsible_persons.aaaaaaaa.position': 1,
	'responsible_persons.aaaaaaaa.first_name': 'Amina',
	'responsible_persons.aaaaaaaa.last_name': 'Yılmaz',
	'responsible_persons.bbbbbbbb.position': 2,
	'responsible_persons.bbbbbbbb.first_name': 'Omar',
	'responsible_persons.bbbbbbbb.last_name': 'Haddad',
	project_is_new: 'new',
	has_minors: 'no',
	signed_name: 'Amina Yılmaz'
};

test('Frau Kaya looks at a document, asks for a translation, and gets it as a second version', async ({
	newWindow,
	server
}) => {
	const amina = await Account.of(server.origin, `amina.${randomUUID().slice(0, 8)}@example.test`);
	const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#3b8593' } })
		.jpeg()
		.toBuffer();
	const id = await amina.write({
		...wholeForm,
		contact_language: 'ar',
		aims: '٦٠ شخصًا يتعارفون.',
		'text_language.aims': 'ar'
	});
	const file = await amina.handIn(id, 'other', { name: 'Saal.jpg', bytes: photo });
	expect((await amina.pdf(id)).status()).toBe(404);
	expect((await amina.submit(id)).ok()).toBe(true);
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const { page, say } = clerk;
	const bytesOf = `${server.origin}/staff/applications/${id}/files/${file}`;

	await test.step('the paper is there for its people, and for nobody else', async () => {
		const paper = await amina.pdf(id);
		expect(paper.headers()['content-type']).toBe('application/pdf');
		expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
		const other = await Account.of(server.origin, `other.${randomUUID().slice(0, 8)}@example.test`);
		expect((await other.pdf(id)).status()).toBe(404);
		await other.dispose();
	});

	await test.step('the clerk sees the photo in place and what the program noticed', async () => {
		expect((await page.request.get(bytesOf, { maxRedirects: 0 })).status()).toBe(303);
		await clerk.signIn(colleagues.clerk);
		await clerk.openCase(id);
		await page.getByText(say('files_show', { name: 'Saal.jpg' })).click();
		const image = page.getByRole('img', { name: say('files_image_alt', { name: 'Saal.jpg' }) });
		await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(640);
		const headers = (await page.request.get(bytesOf)).headers();
		expect(headers['content-security-policy']).toContain('sandbox');
		expect(headers['x-frame-options']).toBe('SAMEORIGIN');
		const elsewhere = bytesOf.replace(id, randomUUID());
		expect((await page.request.get(elsewhere)).status()).toBe(404);
		await expect(page.getByText(say('advice_not_german', { count: '1' }))).toBeVisible();
		await expectGoodLooks(page);
	});

	await test.step('she asks for a translation and an answer; the group reads it in Arabic first', async () => {
		await clerk.takeStep('step_submitted_formal_check', 'formal_check');
		// What the check found missing is chosen already.
		for (const document of ['self_presentation', 'responsibility'])
			await expect(page.locator(`input[name="chosen"][value="document:${document}"]`)).toBeChecked();
		await clerk.askButForNoPaper();
		await page.getByRole('button', { name: say('ask_send') }).click();
		await expect(page.getByText(say('problem_message_required')).first()).toBeVisible();
		await page.locator('#ask-message').fill('Bitte übersetzt eure Ziele.');
		await page.locator('#ask-own-message').fill('يرجى ترجمة أهدافكم.');
		await page.locator('#ask-question-0').fill('Ab wann ist offen?');
		await expectGoodLooks(page);
		await page.getByRole('button', { name: say('ask_send') }).click();
		await expect(page.getByText(say('done_asked', { state: say('state_clarification') }))).toBeVisible();
		const { clarification, state } = await amina.read(id);
		expect(state).toBe('clarification');
		expect(clarification).toMatchObject({
			message: 'يرجى ترجمة أهدافكم.',
			message_language: 'ar',
			message_de: 'Bitte übersetzt eure Ziele.',
			items: [
				{ kind: 'translation', path: 'aims' },
				{ kind: 'question', note: 'Ab wann ist offen?' }
			]
		});
		await amina.change(id, 1, {
			'german.aims': '60 Menschen lernen sich kennen.',
			'german_by.aims': 'interpreter',
			[`answers.${clarification.items[1].id}`]: 'Ab April.'
		});
		expect((await amina.submit(id, 2)).ok()).toBe(true);
	});

	await test.step('the answer is the version she reads now, with what changed', async () => {
		await clerk.openCase(id);
		const changes = page.getByRole('table', { name: say('version_changes', { version: '1' }) });
		await expect(changes.getByRole('row', { name: /60 Menschen lernen sich kennen/ })).toBeVisible();
		await expect(changes.getByRole('row', { name: /Ab wann ist offen\?.*Ab April\./ })).toBeVisible();
		await expect(page.locator('#answer-aims [lang="de"]')).toHaveText('60 Menschen lernen sich kennen.');
		await expect(page.getByText(/Beantwortet am/)).toBeVisible();
		await expectGoodLooks(page);
	});
	await amina.dispose();
});
