import { expect, test } from '../../support/journey.ts';
import { Applicant } from '../../support/applicant.ts';

test('Fatma writes one question at a time without network, leafs back and forth, and is led to the very question that is missing', async ({
	page,
	context,
	server
}) => {
	const fatma = new Applicant(page, server.origin, 'tr');
	const home = await fatma.start();
	const onward = page.getByRole('button', { name: fatma.say('continue_next') });
	const back = page.getByRole('button', { name: fatma.say('step_back') });
	const place = (number: number, total: number) =>
		page.getByText(fatma.say('step_of', { number, total }), { exact: true });
	const isKept = async () =>
		Boolean((await caches.match('/tr/app-shell')) && navigator.serviceWorker.controller);
	await expect.poll(() => page.evaluate(isKept)).toBe(true);
	await context.setOffline(true);

	await test.step('each long question has a screen; nothing has to be there to go on, and the reason is there offline', async () => {
		await page.goto(`${home}/goals`);
		await expect(place(1, 2)).toBeVisible();
		await expect(page.locator('#need')).toBeVisible();
		await expect(page.locator('#aims')).toHaveCount(0);
		await page.getByText(fatma.say('why_title')).click();
		await expect(page.locator('details[open]')).toContainText('Ausgangssituation und Bedarf');
		await onward.click();
		await expect(place(2, 2)).toBeFocused();
		// Letters German has too: the language is asked for, not guessed.
		await page.locator('#aims').fill('60 kişi gelsin.');
		await page.locator('[id="text_language.aims"]').selectOption('tr');
		await back.click();
		await expect(place(1, 2)).toBeFocused();
		await page.locator('#need').fill('Yer yok.');
		await expect(
			page.getByText(fatma.say('written_in', { language: 'Türkçe' })),
			'the language is remembered'
		).toBeVisible();
		await page.goBack();
		await expect(page.locator('#aims')).toHaveValue('60 kişi gelsin.');
	});

	await test.step('a link of what is missing leads to its question, on whatever screen that is', async () => {
		await page.goto(`${home}/review`);
		const offline = page.getByText(fatma.say('offline_notice'));
		await expect(offline).toBeVisible();
		await page.emulateMedia({ media: 'print' });
		await expect(offline, 'paper says nothing of the moment').toBeHidden();
		await page.emulateMedia({ media: null });
		await page.locator('main a[href$="/people#has_minors"]').click();
		await expect(place(4, 4)).toBeVisible();
		await expect(page.locator('#has_minors')).toBeFocused();
		await page.locator('#has_minors').check();
		await expect(page.locator('#child_protection')).toBeVisible();
		await page.locator('#child_protection').check();
		await onward.click();
		await page.getByRole('alert').locator('a[href="#target_groups"]').click();
		await expect(place(1, 4)).toBeVisible();
		await expect(page.locator('#target_groups')).toBeFocused();
	});

	await test.step('a screen is answered when nothing of it is missing, and a day is not cut off', async () => {
		await page.goto(`${home}/organisation`);
		const first = page.locator('nav a[href="#organisation_name"]');
		await page.locator('#organisation_name').fill('Köprü');
		await expect(fatma.standing('on_device')).toBeVisible();
		await expect(first).toHaveAccessibleName(new RegExp(fatma.say('step_open')));
		await page.locator('input[name="legal_form"][value="initiative"]').check();
		await expect(first).toHaveAccessibleName(new RegExp(fatma.say('step_answered')));
		await page.locator('nav a[href="#street"]').click();
		const address = page.locator('nav a[href="#street"]');
		await page.locator('#street').fill('Gasse 1');
		await page.locator('#city').fill('Duisburg');
		await page.locator('#postal_code').fill('47053');
		await expect(address).toHaveAccessibleName(new RegExp(fatma.say('step_answered')));
		await page.locator('#postal_code').fill('4705');
		await expect(address, 'a wrong answer is not done').toHaveAccessibleName(
			new RegExp(fatma.say('step_open'))
		);
		await page.goto(`${home}/activities#events`);
		await page.getByRole('button', { name: fatma.say('rows_events_add') }).click();
		await page.locator('[id^="events."][id$=".date"]').fill('2027-05-01');
		const [day, line] = await page
			.locator('[id^="events."][id$=".date"], [id^="events."][id$=".place"]')
			.evaluateAll((inputs) => inputs.map((input) => input.closest('.column')?.clientWidth));
		expect(day).toBe(line);
	});

	await test.step('quantity × price make the amount, and the balance stays in sight', async () => {
		await page.goto(`${home}/costs`);
		await page.getByRole('button', { name: fatma.say('costs_add_line') }).click();
		await page.locator('[id$=".quantity"]').fill('٦');
		await page.locator('[id$=".unit_cents"]').fill('120,5');
		await page.locator('#requested_cents').fill('700');
		await expect(page.locator('[id$=".amount_cents"]')).toHaveValue('723,00');
		await expect(page.locator('.balance')).toContainText('23');
		await expect(page.locator('.balance')).toBeInViewport();
	});
	await context.setOffline(false);
});
