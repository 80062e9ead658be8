import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { createClient } from '@supabase/supabase-js';
import { startBehind } from '../../support/behind.ts';
import { FactorsStandIn } from '../../support/factors-stand-in.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { colleagues, deskScreen } from '../../support/office.ts';
import { Server } from '../../support/server.ts';
import { totp } from '../../support/totp.ts';
import { words } from '../../support/words.ts';

const schemes = ['light', 'dark'] as const;
const say = words('de', 'office');

/** The built server with Supabase's settings, and a STAND-IN in its place: see `tests/support/factors-stand-in.ts`. */
test('Frau Demir sets up a second factor, gives it when she comes back, and gets a new one when her phone is lost', async ({
	newWindow
}) => {
	test.setTimeout(480_000);
	const folder = await mkdtemp(path.join(tmpdir(), 'kofei-behind-'));
	const behind = await startBehind(folder);
	const standIn = await FactorsStandIn.start(behind, folder);
	const server = await Server.start(undefined, standIn.environment);
	try {
		const technician = createClient(standIn.environment['SUPABASE_URL'] ?? '', behind.secretKey);
		const demanding = await technician
			.from('settings')
			.update({ value: true })
			.eq('key', 'staff_requires_aal2');
		expect(demanding.error).toBeNull();
		const page = await newWindow(deskScreen);
		const manager = await newWindow(deskScreen);

		const codeOf = async (email: string, on: Page) => {
			await on.locator('#email').fill(email);
			await on.getByRole('button', { name: say('sign_in_send') }).click();
			await on.locator('#code').waitFor();
			const mail = behind.mailbox.messages.find(({ to }) => to === email);
			await on.locator('#code').fill(/\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '');
			await on.getByRole('button', { name: say('sign_in_verify'), exact: true }).click();
		};
		const mailed = async (email: string, on: Page) => {
			await on.goto(`${server.origin}/staff`);
			await codeOf(email, on);
			await on.waitForURL((url) => url.pathname === '/staff/second-factor');
		};
		const setUp = async (on: Page) => {
			await on.getByRole('button', { name: say('factor_begin') }).click();
			return (await on.locator('code').innerText()).replaceAll(' ', '');
		};
		const give = async (on: Page, code: string, button: string) => {
			await on.locator('#code').fill(code);
			await on.getByRole('button', { name: say(button), exact: true }).click();
		};
		let secret = '';

		await test.step('without it no page of the office opens; a wrong code is told beside the field, the square stays', async () => {
			await mailed(colleagues.clerk, page);
			await expect(page.getByText(say('factor_demanded'))).toBeVisible();
			await expectGoodLooks(page, schemes);
			await page.goto(`${server.origin}/staff/people`);
			await expect(page).toHaveURL(/\/staff\/second-factor\?next=%2Fstaff%2Fpeople$/);
			secret = await setUp(page);
			await expect(page.getByRole('img', { name: say('factor_square') })).toBeVisible();
			await expectGoodLooks(page, schemes);
			await give(page, totp(secret, Date.now(), 7), 'factor_confirm');
			await expect(page.getByText(say('refusal_code_not_valid')).first()).toBeVisible();
			await expect(page.getByRole('img', { name: say('factor_square') })).toBeVisible();
			await give(page, '12', 'factor_confirm');
			await expect(page.getByText(say('factor_code_required')).first()).toBeVisible();
			await expectGoodLooks(page, schemes);
			await give(page, totp(secret), 'factor_confirm');
			await expect(page.getByRole('heading', { name: say('people_title'), level: 1 })).toBeVisible();
			await page.goto(`${server.origin}/staff/devices`);
			await expect(page.getByText(say('factor_is_set'))).toBeVisible();
		});

		await test.step('she signs in again: two codes, and back to where she wanted', async () => {
			await page.getByRole('button', { name: say('sign_out'), exact: true }).click();
			await mailed(colleagues.clerk, page);
			await expect(page.getByText(say('factor_lost'))).toBeVisible();
			await expectGoodLooks(page, schemes);
			// A form that comes first, without scripts, is carried along with all its words.
			const early = await page.request.post(`${server.origin}/staff/people?/invite`, {
				form: { email: 'frueh.gesendet@example.test' },
				headers: { origin: server.origin, accept: 'text/html' }
			});
			expect(early.url()).toContain('/staff/second-factor?/keep');
			const kept = await early.text();
			expect(kept).toContain('frueh.gesendet@example.test');
			expect(kept).toContain(say('sign_in_will_keep'));
			await give(page, totp(secret), 'factor_give');
			await page.waitForURL((url) => url.pathname === '/staff');
		});

		await test.step('a form whose session ended comes with her through both codes, and is sent', async () => {
			const own = await page.locator('a[href^="/staff/people/"]').first().getAttribute('href');
			await page.context().clearCookies();
			await page.evaluate((action) => {
				const form = document.createElement('form');
				Object.assign(form, { method: 'post', action });
				form.append(Object.assign(document.createElement('input'), { name: 'name', value: 'Ayşe Demir' }));
				document.body.append(form);
				form.submit();
			}, `${own}?/name`);
			await expect(page.getByText(say('sign_in_will_keep'))).toBeVisible();
			await codeOf(colleagues.clerk, page);
			await page.getByRole('button', { name: say('sign_in_kept_send') }).click();
			await page.waitForURL((url) => url.pathname === '/staff/second-factor');
			await give(page, totp(secret), 'factor_give');
			await page.getByRole('button', { name: say('sign_in_kept_send') }).click();
			await expect(page.getByText('Ayşe Demir').first()).toBeVisible();
		});

		await test.step('her phone is lost: an administrator resets it, she is out at once and sets up a new one', async () => {
			await mailed(colleagues.manager, manager);
			await give(manager, totp(await setUp(manager)), 'factor_confirm');
			await expect(manager.getByText(say('factor_done'))).toBeVisible();
			await manager.goto(`${server.origin}/staff/people`);
			await manager.getByRole('row', { name: colleagues.clerk }).getByRole('link').first().click();
			await manager.getByRole('button', { name: say('people_factor_reset') }).click();
			await expect(manager.getByText(say('people_done_factor_reset'))).toBeVisible();
			await manager.goto(`${server.origin}/staff/audit`);
			await expect(
				manager.locator('tbody').getByText(say('audit_second_factor_reset')).first()
			).toBeVisible();
			await page.goto(`${server.origin}/staff/people`);
			await expect(page.locator('#email')).toBeVisible();
			await mailed(colleagues.clerk, page);
			await expect(page.getByRole('button', { name: say('factor_begin') })).toBeVisible();
			const renewed = await setUp(page);
			expect(renewed).not.toBe(secret);
			await give(page, totp(renewed), 'factor_confirm');
			await expect(page.getByText(say('factor_done'))).toBeVisible();
		});
		expect(server.output).toMatch(/"event":"second_factor_refused"/);
		expect(server.output).not.toContain(secret);
		expect(server.output).not.toContain(colleagues.clerk);
	} finally {
		await server.remove();
		await standIn.stop();
		await behind.close();
		await rm(folder, { recursive: true });
	}
});
