import { readFileSync } from 'node:fs';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagueNames, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';

const schemes = ['light', 'dark'] as const;
const slug = 'kofei-2028';

test('Herr Brandt copies last year’s round, edits and publishes it, Amina sees it in Turkish, and whoever leaves is out at once', async ({
	newWindow,
	ownServer: server
}) => {
	const admin = new Colleague(await newWindow(deskScreen), server.origin);
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const { page, say } = admin;
	const publicPage = `${server.origin}/tr/rounds/${slug}`;

	await test.step('he makes a copy, a year later, that nobody outside sees', async () => {
		await admin.signIn(colleagues.manager);
		await page.goto(`${server.origin}/staff/rounds`);
		await expectGoodLooks(page, schemes);
		await expect(page.locator('#copy-slug')).toHaveValue(slug);
		await page.getByRole('button', { name: say('round_copy'), exact: true }).click();
		await expect(page.getByText(say('round_done_copied'))).toBeVisible();
		await expectGoodLooks(page, schemes);
		expect((await page.request.get(publicPage)).status()).toBe(404);
		const stranger = await newWindow(phoneScreen);
		const preview = await stranger.request.get(`${publicPage}/preview`, { maxRedirects: 0 });
		expect(preview.status()).toBe(303);
	});

	const round = page.url().split('?')[0] ?? '';

	await test.step('a sum above the budget is told beside its field, and what he typed stays', async () => {
		await page.goto(`${round}/terms`);
		await page.locator('#round-opens_day').fill('2026-11-01');
		await page.locator('#round-cap_cents').fill('90.000');
		await page.getByRole('button', { name: say('round_save') }).click();
		await expect(page.getByRole('alert')).toContainText(say('round_problem_above_total'));
		await expect(page.locator('#round-cap_cents')).toHaveValue('90.000');
		await expectGoodLooks(page, schemes);
		await page.locator('#round-cap_cents').fill('3.000');
		await page.getByRole('button', { name: say('round_save') }).click();
		await expect(page.getByText(say('round_done_saved'))).toBeVisible();
	});

	await test.step('he writes a Turkish summary, adds an area, and looks at the page as applicants will', async () => {
		await page.goto(`${round}/texts?language=tr`);
		await page.locator('#text-summary').fill('Mahalleler için küçük destekler.');
		await expectGoodLooks(page, ['light']);
		await page.getByRole('button', { name: say('round_save') }).click();
		await expect(page.getByText(say('round_done_saved'))).toBeVisible();
		await page.goto(`${round}/lists/areas`);
		await page.locator('#label-5-0').fill('Sport & Spiel');
		await expectGoodLooks(page, ['light']);
		await page.getByRole('button', { name: say('round_save') }).click();
		await expect(page.getByText(say('round_done_saved'))).toBeVisible();
		await page.goto(`${publicPage}/preview`);
		await expect(page.getByText('Mahalleler için küçük destekler.')).toBeVisible();
		await page.goto(round);
	});

	await test.step('published, Amina reads it in Turkish, and German where Turkish is missing', async () => {
		await page.getByRole('button', { name: say('round_publish') }).click();
		await expect(page.getByText(say('round_done_published'))).toBeVisible();
		await expect(page.getByText(/Höchstens je Projekt: 2\.500,00\s€ → 3\.000,00\s€/)).toBeVisible();
		const amina = await newWindow(phoneScreen);
		await amina.goto(publicPage);
		await expect(amina.getByText('Mahalleler için küçük destekler.')).toBeVisible();
		await expect(amina.getByText(/3\.000\s*€|3\.000,00|€3\.000/).first()).toBeVisible();
		const account = await Account.of(server.origin, 'amina.rounds@example.test');
		await account.apply({ project_title: '=HYPERLINK("https://evil.example")' });
	});

	await test.step('a list is taken out whole, without a formula in it, and that is on record', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.page.goto(`${server.origin}/staff/statistics?round=kofei-2027`);
		await expectGoodLooks(clerk.page, schemes);
		const form = clerk.page.locator('form', { has: clerk.page.locator('#export-state') });
		const [download] = await Promise.all([
			clerk.page.waitForEvent('download'),
			form.getByRole('button', { name: say('export_csv') }).click()
		]);
		const csv = readFileSync(await download.path(), 'utf8');
		expect(csv.trim().split('\r\n')).toHaveLength(2);
		expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
		await page.goto(`${server.origin}/staff/audit?action=exported`);
		await expect(page.getByRole('row', { name: new RegExp(say('audit_exported')) })).toContainText(
			colleagueNames.clerk
		);
		await expectGoodLooks(page, schemes);
	});

	await test.step('a clerk cannot edit rounds, and once deactivated finds every door closed', async () => {
		expect((await clerk.page.request.get(`${round}/terms`)).status()).toBe(403);
		await page.goto(`${server.origin}/staff/people`);
		await expectGoodLooks(page, schemes);
		await page.locator('main').getByRole('link', { name: colleagueNames.clerk }).click();
		await page.getByRole('button', { name: say('people_deactivate') }).click();
		await expect(page.getByText(say('people_done_deactivated'))).toBeVisible();
		for (const path of ['/staff', '/staff/statistics', '/staff/people'])
			expect((await clerk.page.request.get(`${server.origin}${path}`)).status()).toBe(403);
	});

	await test.step('the last administrator stays', async () => {
		await page.locator('main').getByRole('link', { name: colleagueNames.manager }).click();
		// The list has a form of the same kind.
		await page.waitForURL(/\/staff\/people\/[0-9a-f-]{36}$/);
		await page.locator('input[name="roles"][value="admin"]').uncheck();
		await page.getByRole('button', { name: say('people_save_roles') }).click();
		await expect(page.getByText(say('refusal_last_admin'))).toBeVisible();
	});
});
