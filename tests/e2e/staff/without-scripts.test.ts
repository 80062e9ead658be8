import { randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { PlainForm } from '../../support/plain-form.ts';
import { newestCode } from '../../support/mailbox.ts';

test('Frau Demir works without scripts: a note outlives her session, a list is put in order, a document goes with a message', async ({
	newWindow,
	ownServer: server
}) => {
	const account = await Account.of(server.origin, `noscript.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply({ project_title: 'Chor ohne Grenzen' });
	const clerk = new Colleague(await newWindow({ ...deskScreen, javaScriptEnabled: false }), server.origin);
	const { page, say } = clerk;
	const note = 'Ein langer Vermerk über die Räume, die Nachbarn und die Kosten.\nMit zweiter Zeile.';

	await test.step('her session ends in the middle of a note, and the note is there after signing in', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.openCase(id);
		await page.locator('#note-text').fill(note);
		await page.context().clearCookies();
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('sign_in_will_keep'))).toBeVisible();
		await page.locator('#email').fill(colleagues.clerk);
		await page.getByRole('button', { name: say('sign_in_send') }).click();
		await page.locator('#code').fill(await newestCode(server.origin, colleagues.clerk));
		await page.getByRole('button', { name: say('sign_in_verify'), exact: true }).click();
		await expect(page.locator('dd')).toContainText('Mit zweiter Zeile.');
		await page.getByRole('button', { name: say('sign_in_kept_send') }).click();
		await expect(page.getByText(say('done_noted'))).toBeVisible();
		await expect(page.getByText('Mit zweiter Zeile.')).toBeVisible();
	});

	await test.step('she sends a document with a message; what is no document is refused in words', async () => {
		await page.locator('#message-text').fill('Anbei unser Merkblatt.');
		const choose = (name: string, buffer: Buffer) =>
			page.locator('#message-files').setInputFiles({ name, mimeType: 'application/pdf', buffer });
		await choose('Merkblatt.pdf', Buffer.from('MZ kein PDF'));
		await page.getByRole('button', { name: say('message_send') }).click();
		await expect(page.getByText(/Merkblatt\.pdf.*kann nicht angehängt werden/)).toBeVisible();
		await expect(page.locator('#message-text')).toHaveValue('Anbei unser Merkblatt.');
		const document = await PDFDocument.create();
		document.addPage();
		await choose('Merkblatt.pdf', Buffer.from(await document.save()));
		await page.getByRole('button', { name: say('message_send') }).click();
		await expect(page.getByText(say('done_message'))).toBeVisible();
		const link = page.getByRole('link', { name: 'Merkblatt.pdf' });
		const file = await page.request.get(new URL(String(await link.getAttribute('href')), page.url()).href);
		expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
	});

	await test.step('she says her name, and is called by it', async () => {
		await page.locator('.rail .email a').click();
		await page.locator('#person-name').fill('Özge Demir');
		await page.getByRole('button', { name: say('people_save_name') }).click();
		await expect(page.getByText(say('people_done_named'))).toBeVisible();
		await clerk.openCase(id);
		await expect(page.getByText(/^Sie \(Özge Demir\), \d/)).toBeVisible();
	});

	await test.step('the administration moves a part of a list, and takes back a round made by mistake', async () => {
		const manager = new Colleague(
			await newWindow({ ...deskScreen, javaScriptEnabled: false }),
			server.origin
		);
		const desk = manager.page;
		await manager.signIn(colleagues.manager);
		await desk.goto(`${server.origin}/staff/rounds`);
		await desk.getByRole('button', { name: say('round_copy'), exact: true }).click();
		const round = desk.url().split('?')[0] ?? '';
		await desk.goto(`${round}/lists/areas`);
		const first = await desk.locator('#label-0-0').inputValue();
		await desk.locator('#areas-0-down').click();
		await expect(desk.locator('#label-1-0')).toHaveValue(first);
		await desk.locator('#label-1-0').press('Enter');
		await expect(desk.getByText(say('round_done_saved'))).toBeVisible();
		await desk.goto(`${round}/lists/areas`);
		await expect(desk.locator('#label-1-0')).toHaveValue(first);
		// A kind of letter that is none was once drawn all the same, and ended in an error of ours.
		const letters = `${round}/letters`;
		const asked = await desk.request.get(letters);
		const form = PlainForm.in(await asked.text(), letters, 'name="kind"');
		const answer = await form?.fill('kind', "'; drop table applications; --").ask(desk.request);
		expect(answer?.status()).toBe(422);
		await desk.goto(round);
		await desk.locator('input[name="confirmed"]').check();
		await desk.getByRole('button', { name: say('round_delete') }).click();
		await expect(desk.getByText(say('round_done_deleted'))).toBeVisible();
		await desk.goto(round);
		await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
		expect((await desk.request.get(round)).status()).toBe(404);
	});
	await account.dispose();
});
