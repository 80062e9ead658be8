import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';
import { beginning } from '../../support/words.ts';

const registered = {
	legal_form: 'registered_association',
	register_court: 'Duisburg',
	register_number: 'VR 1234'
};
const sayUntilHole = (applicant: Applicant, key: string) => beginning(applicant.say(key));

test('the deadline passes while Ayşe writes: the app tells her whom to call and keeps what she wrote', async ({
	page,
	server
}) => {
	await page.clock.install({ time: new Date('2027-02-15T23:58:30+01:00') });
	const ayse = new Applicant(page, server.origin);
	const home = await ayse.start();
	await ayse.openSection('goals');
	await page.locator('#need').fill('Kurz vor Mitternacht');
	await page.clock.runFor(1000);
	await expect(ayse.standing('on_device')).toBeVisible();
	await page.goto(`${home}/review`);
	const near = page.getByText(sayUntilHole(ayse, 'review_deadline_near'));
	await expect(near).toBeVisible();
	await page.goto(`${home}/goals`);
	await expect(near).toBeVisible();
	await page.clock.runFor(120_000);
	const closed = page.getByText(sayUntilHole(ayse, 'review_closed'));
	await expect(closed).toBeVisible();
	await expect(ayse.standing('too_late')).toBeInViewport();
	await expect(closed).toContainText('0203');
	await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
	await expect(page.locator('#need')).toHaveValue('Kurz vor Mitternacht');
	await expectGoodLooks(page);
	await page.goto(home);
	await expect(closed).toBeVisible();
	await expect(page.getByText(sayUntilHole(ayse, 'overview_deadline_passed'))).toBeVisible();
	await expect(page.getByText(sayUntilHole(ayse, 'overview_deadline'))).toHaveCount(0);
	await page.goto(`${home}/review`);
	await expect(closed).toHaveCount(1);
	await expect(ayse.sendButton).toHaveCount(0);
});

test('the office’s clock decides: Ayşe in time but without network is marked late, Cem after the deadline is refused', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(120_000);
	const open = async (email: string, title: string) => {
		const account = await Account.of(server.origin, email);
		const id = await account.write({ project_title: title });
		const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
		const applicant = new Applicant(page, server.origin);
		await applicant.signIn(email, `/apply/${id}/review`);
		await expect(applicant.sendButton).toBeVisible();
		await applicant.page.evaluate(() => navigator.serviceWorker.ready);
		return { account, id, context: page.context(), applicant };
	};
	const ayse = await open('ayse@example.test', 'In letzter Minute');
	const cem = await open('cem@example.test', 'Zu spät');
	const unsent = await cem.account.write({ project_title: 'Nie gesendet', ...registered });
	await ayse.context.setOffline(true);
	await ayse.applicant.sendButton.click();
	await expect(ayse.applicant.standing('queued_not_sent')).toBeVisible();

	await server.changeDatabase("update public.funding_rounds set closes_at = now() where slug = 'kofei-2027'");
	await ayse.context.setOffline(false);
	await ayse.applicant.page.waitForURL(/\/status$/, { timeout: 30_000 });
	await expect(ayse.applicant.page.getByText(ayse.applicant.say('status_late'))).toBeVisible();
	await expectGoodLooks(ayse.applicant.page);

	await cem.applicant.sendButton.click();
	await expect(cem.applicant.page.getByText(cem.applicant.say('failure_round_closed')).first()).toBeVisible();
	await expect(cem.applicant.standing('needs_you')).toBeVisible();
	expect((await cem.account.read(cem.id)).state).toBe('draft');
	await cem.applicant.page.goto(cem.applicant.address(`/apply/${cem.id}/review`));
	await expect(cem.applicant.page.getByText('Zu spät').first()).toBeVisible();
	await expectGoodLooks(cem.applicant.page);

	// What could still come later is asked of nobody who cannot send any more.
	await cem.applicant.page.goto(cem.applicant.address(`/apply/${unsent}/review`));
	await expect(
		cem.applicant.page.getByRole('heading', { name: cem.applicant.say('review_signature') })
	).toBeVisible();
	await expect(cem.applicant.page.getByText(cem.applicant.say('review_language_remind'))).toHaveCount(0);
	await cem.applicant.page.goto(cem.applicant.address(`/apply/${unsent}/documents`));
	await expect(cem.applicant.page.locator('#document-statutes')).toBeVisible();
	await expect(cem.applicant.page.getByText(cem.applicant.say('documents_missing'))).toHaveCount(0);
	for (const { account } of [ayse, cem]) await account.dispose();
});

test('the call changes while Elif’s application waits: what is missing is named, and it still counts that she was in time', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(120_000);
	const account = await Account.of(server.origin, 'elif@example.test');
	const [late, early] = [
		await account.write({ project_title: 'In letzter Minute' }),
		await account.write({ project_title: 'Mit Zeit' })
	];
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const elif = new Applicant(page, server.origin);
	const missing = page.getByRole('link', { name: /Wie viel Geld/ });
	await elif.signIn('elif@example.test', `/apply/${late}/review`);
	await expect(elif.sendButton).toBeVisible();
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.goto(elif.address(`/apply/${late}/costs`));
	await page.goto(elif.address(`/apply/${early}/review`));
	await expect(elif.sendButton).toBeVisible();

	// Before the deadline: the device still has the call as it was.
	await server.changeDatabase(
		"update public.funding_rounds set cap_cents = 100000 where slug = 'kofei-2027'"
	);
	await elif.sendButton.click();
	await expect(page.getByText(elif.say('queued_refused'))).toBeVisible();
	await expect(missing).toBeVisible();
	await expectGoodLooks(page);
	await page.reload();
	await expect(missing).toBeVisible();

	await server.changeDatabase(
		"update public.funding_rounds set cap_cents = 500000 where slug = 'kofei-2027'"
	);
	await page.goto(elif.address(`/apply/${late}/review`));
	await expect(elif.sendButton).toBeVisible();
	await page.context().setOffline(true);
	await elif.sendButton.click();
	await expect(elif.standing('queued_not_sent')).toBeVisible();
	await server.changeDatabase(
		"update public.funding_rounds set cap_cents = 100000, closes_at = now() where slug = 'kofei-2027'"
	);
	await page.context().setOffline(false);
	await expect(page.getByText(elif.say('queued_refused'))).toBeVisible({ timeout: 30_000 });
	await expect(page.getByRole('button', { name: elif.say('review_take_back') })).toHaveCount(0);
	await missing.click();
	await page.locator('#requested_cents').fill('1000');
	await page.locator('[id^="cost_lines."][id$=".amount_cents"]').first().fill('1000');
	await expect(page.getByText(/1\.000/).first()).toBeVisible();
	await page.goto(elif.address(`/apply/${late}/review`));
	await expect(elif.sendButton).toBeVisible();
	await expectGoodLooks(page);
	await elif.sendButton.click();
	await page.waitForURL(/\/status$/, { timeout: 30_000 });
	await expect(page.getByText(elif.say('status_late'))).toBeVisible();
	await account.dispose();
});

test('Aylin taps "sign in and send" in time without being signed in; the deadline passes while she waits for the code: it goes by itself and counts', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(150_000);
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	const aylin = new Applicant(page, server.origin);
	const home = await aylin.start();
	await aylin.writeEverythingElse();
	await aylin.openReview('');
	const tap = () => page.getByText(aylin.say('review_sign_in_first')).click();

	await test.step('without a name under it nothing is sent, and the field is where she is led', async () => {
		await tap();
		await expect(page.locator('#signed_name')).toBeFocused();
		await expect(page.locator('#signed_name')).toHaveAttribute('aria-invalid', 'true');
		await expect(page).toHaveURL(`${home}/review`);
	});

	await test.step('the tap is kept with its time, also if she does not sign in after all', async () => {
		await page.locator('#signed_name').fill('Aylin Demir');
		await tap();
		await page.waitForURL(/\/sign-in/);
		await page.goto(`${home}/review`);
		await expect(page.getByText(aylin.say('queued_sign_in'))).toBeVisible();
		await expect(page.getByRole('button', { name: aylin.say('review_take_back') })).toBeVisible();
		await page.getByRole('link', { name: aylin.say('sign_in_confirm'), exact: true }).click();
	});

	await test.step('the deadline passes before the code is there; it is sent as prepared in time', async () => {
		const code = await aylin.askForCode('aylin@example.test');
		await server.changeDatabase(
			"update public.funding_rounds set closes_at = now() where slug = 'kofei-2027'"
		);
		await page.locator('#code').fill(code);
		await page.waitForURL(/\/status$/, { timeout: 30_000 });
		await expect(page.getByText(aylin.say('status_late'))).toBeVisible();
		await expectGoodLooks(page);
	});
});
