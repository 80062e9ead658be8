import { readFile } from 'node:fs/promises';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

const DAY_MS = 86_400_000;
const dayInDuisburg = (ms: number) =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(ms);
const [saal, tee, vorher] = ['Saal für sechs Abende', 'Tee und Kekse', 'Amina und Yusuf: so war es vorher.'];

test('Amina and Yusuf write one application on two phones; a counsellor helps until tomorrow, and nobody comes in who is out', async ({
	newWindow,
	server
}) => {
	test.setTimeout(240_000);
	const open = async (locale = 'de-DE') =>
		new Applicant(await newWindow({ ...phoneScreen, locale }), server.origin);
	const [amina, yusuf, counsellor] = [await open(), await open(), await open()];
	const [aminasEmail, yusufsEmail, counsellorsEmail] = [
		'amina@zusammen.test',
		'yusuf@zusammen.test',
		'beratung@zusammen.test'
	];
	const labels = (applicant: Applicant) => applicant.page.locator('[id^="cost_lines."][id$=".label"]');
	const addLine = async (applicant: Applicant, label: string, amount: string) => {
		const { page } = applicant;
		const before = await labels(applicant).count();
		await page.getByRole('button', { name: applicant.say('costs_add_line') }).click();
		await page.locator('select[id$=".category"]').nth(before).selectOption('room_rent');
		await labels(applicant).nth(before).fill(label);
		await page.locator('[id^="cost_lines."][id$=".amount_cents"]').nth(before).fill(amount);
	};
	const invite = async (email: string, role: string, until?: string) => {
		await amina.page.locator('#invite-email').fill(email);
		await amina.page.locator(`input[name="invite-role"][value="${role}"]`).check();
		if (until) await amina.page.locator('#invite-until').fill(until);
		await amina.page.getByRole('button', { name: amina.say('invite_send'), exact: true }).click();
		await expect(amina.page.getByText(amina.say('invite_sent', { email }))).toBeVisible();
	};
	const row = (applicant: Applicant, email: string) =>
		applicant.page
			.getByRole('list', { name: applicant.say('team_list') })
			.getByRole('listitem')
			.filter({ hasText: email });

	await amina.signIn(aminasEmail);
	const home = await amina.start();
	const path = home.slice(home.indexOf('/apply'));
	const id = home.slice(-36);

	await test.step('Amina invites Yusuf, and whoever has no address to give is told before anything is sent', async () => {
		await amina.openSection('project');
		await amina.page.locator('#project_title').fill('Tee im Hof');
		await expect(amina.standing('saved_on_server')).toBeVisible();
		await amina.page.goto(home);
		await amina.page.locator('main a[href$="/team"]').click();
		await expect(row(amina, aminasEmail)).toContainText(amina.say('role_owner'));
		await amina.page.getByRole('button', { name: amina.say('invite_send'), exact: true }).click();
		await expect(amina.page.getByText(amina.say('problem_not_an_email'))).toBeVisible();
		await expect(amina.page.getByText(amina.say('invite_role_missing'))).toBeVisible();
		await invite(yusufsEmail, 'editor');
		await expect(row(amina, yusufsEmail)).toContainText(amina.say('team_invited'));
		await expectGoodLooks(amina.page, ['light', 'dark']);
		const mails = async () => (await fetch(`${server.origin}/dev/mail`)).text();
		await expect.poll(mails).toContain(amina.say('invitation_editor', { inviter: aminasEmail }));
		expect(await mails()).toContain(`${server.origin}/de/apply`);
	});

	await test.step('Yusuf signs in on his phone and finds it', async () => {
		await yusuf.signIn(yusufsEmail);
		await expect(yusuf.page.getByRole('link', { name: 'Tee im Hof' })).toBeVisible();
		await yusuf.page.goto(`${home}/costs`);
		await amina.page.goto(`${home}/costs`);
		for (const { page } of [amina, yusuf]) {
			await expect(page.locator('#requested_cents')).toBeVisible();
			await page.evaluate(() => navigator.serviceWorker.ready);
		}
	});

	await test.step('each writes a cost line without network, and both have both', async () => {
		for (const { page } of [amina, yusuf]) await page.context().setOffline(true);
		await addLine(amina, saal, '600');
		await addLine(yusuf, tee, '45,50');
		await expect(amina.standing('on_device')).toBeVisible();
		await expect(yusuf.standing('on_device')).toBeVisible();
		await amina.page.context().setOffline(false);
		await expect(amina.standing('saved_on_server')).toBeVisible();
		await yusuf.page.context().setOffline(false);
		await expect(yusuf.standing('saved_on_server')).toBeVisible();
		await amina.page.reload();
		for (const applicant of [amina, yusuf]) {
			await applicant.page.reload();
			await expect(labels(applicant)).toHaveCount(2);
			const texts = await labels(applicant).evaluateAll((inputs) =>
				inputs.map((input) => (input as HTMLInputElement).value)
			);
			expect(texts.sort()).toEqual([saal, tee].sort());
		}
	});

	await test.step('a counsellor is let in until tomorrow, and it is said', async () => {
		await amina.page.goto(`${home}/team`);
		await expect(row(amina, yusufsEmail)).toContainText(amina.say('role_editor'));
		await invite(counsellorsEmail, 'helper', dayInDuisburg(Date.now() + DAY_MS));
		await counsellor.signIn(counsellorsEmail, `${path}/goals`);
		await counsellor.page.locator('#need').fill('Gut verständlich, von der Beratung.');
		await expect(counsellor.standing('saved_on_server')).toBeVisible();
		await counsellor.page.goto(`${home}/team`);
		await expect(row(counsellor, aminasEmail)).toContainText(counsellor.say('role_owner'));
		await expect(counsellor.page.locator('#invite-email')).toHaveCount(0);
		await amina.page.reload();
		await expect(row(amina, counsellorsEmail)).toBeVisible();
		await expect(amina.page.getByText(amina.say('changes_by', { email: counsellorsEmail }))).toBeVisible();
		await expectGoodLooks(amina.page, ['light', 'dark']);
		await expectGoodLooks(counsellor.page);
	});

	await test.step('the counsellor cannot send: not on the screen, and not past it', async () => {
		await counsellor.page.goto(`${home}/review`);
		await expect(counsellor.page.getByText(counsellor.say('may_write_notice'))).toBeVisible();
		await expect(counsellor.sendButton).toHaveCount(0);
		await counsellor.page.goto(home);
		await expect(counsellor.page.getByText(counsellor.say('may_write_notice'))).toBeVisible();
		// "… then you can send" is for the others.
		await expect(counsellor.page.getByText('dann könnt ihr senden')).toHaveCount(0);
		await counsellor.page.goto(`${home}/copy`);
		await expect(counsellor.page.getByText(counsellor.say('may_write_notice'))).toBeVisible();
		await counsellor.page.goto(`${home}/correspondence`);
		await expect(counsellor.page.getByText(counsellor.say('letters_of_group'))).toBeVisible();
		const account = await Account.of(server.origin, counsellorsEmail);
		const { may, helps_until } = await account.read(id);
		expect([may, helps_until]).toEqual(['write', dayInDuisburg(Date.now() + DAY_MS)]);
		expect((await account.submit(id)).status()).toBe(404);
		await account.dispose();
	});

	await test.step('whoever is removed is out with the next save, and keeps their own words on their own phone', async () => {
		await counsellor.page.goto(`${home}/goals#aims`);
		await counsellor.page.locator('#aims').fill(vorher);
		await expect(counsellor.standing('saved_on_server')).toBeVisible();
		await amina.page.getByRole('button', { name: `${amina.say('remove')}: ${counsellorsEmail}` }).click();
		await expect(amina.page.getByText(amina.say('remove_helper_text'))).toBeVisible();
		await amina.page
			.getByRole('dialog')
			.getByRole('button', { name: amina.say('remove'), exact: true })
			.click();
		await expect(
			amina.page.getByRole('button', { name: `${amina.say('remove')}: ${counsellorsEmail}` })
		).toHaveCount(0);

		await counsellor.page.locator('#aims').fill('Nach dem Ende.');
		await expect(counsellor.standing('needs_you')).toBeVisible();
		await expect(counsellor.page.getByText(counsellor.say('help_over'))).toBeVisible();
		await expect(counsellor.page.locator('#aims')).toHaveCount(0);
		await expectGoodLooks(counsellor.page);
		const saving = counsellor.page.waitForEvent('download');
		await counsellor.page.getByRole('button', { name: counsellor.say('application_export') }).click();
		expect(await readFile(await (await saving).path(), 'utf8')).toContain('Nach dem Ende.');
		await counsellor.page.goto(`${home}/team`);
		await expect(counsellor.page.getByText(aminasEmail)).toHaveCount(0);
		const account = await Account.of(server.origin, counsellorsEmail);
		expect(await account.list()).toEqual([]);
		await account.dispose();
		const owner = await Account.of(server.origin, aminasEmail);
		expect((await owner.read(id)).fields.aims).toBe(vorher);
		await owner.dispose();
	});

	await test.step('Amina lets Yusuf read only, and his phone says so instead of taking words nobody would get', async () => {
		await amina.page.getByRole('button', { name: `${amina.say('change_role')}: ${yusufsEmail}` }).click();
		await amina.page.locator('input[name="new-role"][value="reader"]').check();
		await amina.page.getByRole('button', { name: amina.say('change_role_save') }).click();
		await expect(row(amina, yusufsEmail)).toContainText(amina.say('role_reader'));
		await yusuf.page.goto(`${home}/goals`);
		await expect(yusuf.page.getByText(yusuf.say('may_read_notice'))).toBeVisible();
		await expect(yusuf.page.locator('#need')).toHaveCount(0);
		// From where nothing can be written one tap leads to everything there is to read, and nothing of it asks for words.
		await yusuf.page.getByRole('link', { name: yusuf.say('review_read_all') }).click();
		await yusuf.page.waitForURL(/\/review$/);
		await expect(yusuf.page.getByText('Tee im Hof').first()).toBeVisible();
		await expect(yusuf.page.locator('#signed_name')).toHaveCount(0);
		await expect(yusuf.page.locator('main a[href*="#"]')).toHaveCount(0);
		await expectGoodLooks(yusuf.page);
	});

	await test.step('without network the screen says so; Amina cannot leave alone, Yusuf can', async () => {
		await amina.page.goto(`${home}/team`);
		await expect(amina.page.getByText(amina.say('failure_last_owner'))).toBeVisible();
		await amina.page.context().setOffline(true);
		await expect(amina.page.getByText(amina.say('team_offline'))).toBeVisible();
		await amina.page.reload();
		await expect(amina.page.getByText(amina.say('team_offline'))).toBeVisible();
		await expectGoodLooks(amina.page);
		await amina.page.context().setOffline(false);

		await yusuf.page.goto(`${home}/team`);
		await yusuf.page.getByRole('button', { name: yusuf.say('leave'), exact: true }).click();
		await yusuf.page
			.getByRole('dialog')
			.getByRole('button', { name: yusuf.say('leave_confirm') })
			.click();
		await yusuf.page.waitForURL(/\/apply$/);
		await expect(yusuf.page.getByText(yusuf.say('applications_empty'))).toBeVisible();
	});
});

test('Amina takes Yusuf out while he writes without network: both of his phones say so, and only his own last words stay', async ({
	newWindow,
	server
}) => {
	test.setTimeout(120_000);
	const owner = await Account.of(server.origin, 'amina@getrennt.test');
	const id = await owner.write({ project_title: 'Tee im Hof' });
	const open = async () => new Applicant(await newWindow({ ...phoneScreen, locale: 'de-DE' }), server.origin);
	const [amina, phone, tablet] = [await open(), await open(), await open()];
	const email = 'yusuf@getrennt.test';
	await amina.signIn(owner.email, `/apply/${id}/team`);
	await amina.page.locator('#invite-email').fill(email);
	await amina.page.locator('input[name="invite-role"][value="editor"]').check();
	await amina.page.getByRole('button', { name: amina.say('invite_send'), exact: true }).click();
	await expect(amina.page.getByText(amina.say('invite_sent', { email }))).toBeVisible();
	await phone.signIn(email, `/apply/${id}/goals`);
	await tablet.signIn(email, `/apply/${id}`);
	await expect(tablet.standing('saved_on_server')).toBeVisible();
	await phone.page.evaluate(() => navigator.serviceWorker.ready);
	await phone.page.context().setOffline(true);
	await phone.page.locator('#need').fill('Von Yusuf, ohne Netz.');
	await expect(phone.standing('on_device')).toBeVisible();

	await amina.page.reload();
	await amina.page.getByRole('button', { name: `${amina.say('remove')}: ${email}` }).click();
	await amina.page
		.getByRole('dialog')
		.getByRole('button', { name: amina.say('remove'), exact: true })
		.click();
	await expect(amina.page.getByRole('button', { name: `${amina.say('remove')}: ${email}` })).toHaveCount(0);

	await phone.page.context().setOffline(false);
	await expect(phone.page.getByText(phone.say('access_over'))).toBeVisible();
	await expect(phone.page.locator('#need')).toHaveCount(0);
	await expectGoodLooks(phone.page);
	const saving = phone.page.waitForEvent('download');
	await phone.page.getByRole('button', { name: phone.say('application_export') }).click();
	expect(await readFile(await (await saving).path(), 'utf8')).toContain('Von Yusuf, ohne Netz.');
	await phone.page.goto(phone.address('/apply'));
	await expect(phone.page.getByRole('link', { name: 'Tee im Hof' })).toBeVisible();
	await phone.page.goto(phone.address(`/apply/${id}/review`));
	await expect(phone.page.getByText(phone.say('access_over'))).toBeVisible();
	await expect(phone.sendButton).toHaveCount(0);

	// Everything on the tablet had arrived: nothing of the group's stays there.
	await tablet.page.reload();
	await expect(tablet.page.getByText(tablet.say('access_over_hint'))).toBeVisible();
	await expectGoodLooks(tablet.page);
	await tablet.page.goto(tablet.address('/apply'));
	await expect(tablet.page.getByText(tablet.say('applications_empty'))).toBeVisible();
	expect((await owner.read(id)).fields.need).not.toContain('Yusuf');
	await owner.dispose();
});

test('Ayşe wants to invite somebody before anything is written: she is told what comes first, and then she can', async ({
	page,
	server
}) => {
	const ayse = new Applicant(page, server.origin);
	await ayse.signIn('ayse.invites@example.test');
	const home = await ayse.start();
	await page.goto(`${home}/team`);
	await expect(page.getByText(ayse.say('team_needs_words'))).toBeVisible();
	await page.goto(`${home}/project`);
	await page.locator('#project_title').fill('Lesekreis');
	await expect(ayse.standing('saved_on_server')).toBeVisible();
	await page.goto(`${home}/team`);
	await expect(page.getByText(ayse.say('team_needs_words'))).toHaveCount(0);
	await expect(page.getByRole('heading', { name: ayse.say('invite_title') })).toBeVisible();
});
