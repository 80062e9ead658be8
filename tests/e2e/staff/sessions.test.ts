import { randomUUID } from 'node:crypto';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';
import type { Server } from '../../support/server.ts';
import { TestDatabase } from '../../database/support/database.ts';

const schemes = ['light', 'dark'] as const;
/** As after a long lunch: nobody has shown a sign of life for longer than the office allows. */
const longLunch = `update private.sessions set seen_at = now() - interval '31 minutes'`;

/** Whether anybody has shown a sign of life in the last minutes. */
async function isFresh(server: Server): Promise<boolean> {
	let fresh: unknown;
	await server.whileStopped(async (folder) => {
		const database = await TestDatabase.in(folder);
		[fresh] = await database.owner(
			`select bool_or(seen_at > now() - interval '10 minutes') as is_fresh from private.sessions`
		);
		await database.stop();
	});
	return Object(fresh).is_fresh === true;
}

test('Frau Demir signs out a computer she forgot, and a long lunch ends her session but takes no word of hers', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(480_000);
	const account = await Account.of(server.origin, `lunch.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply({ project_title: 'Mittagstisch' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const { page, say } = clerk;
	const forgotten = new Colleague(await newWindow(deskScreen), server.origin);

	await test.step('her devices are listed where her name is, and one of them is signed out with the next click there', async () => {
		await forgotten.signIn(colleagues.clerk);
		await clerk.signIn(colleagues.clerk);
		await page.locator('.rail .email a').click();
		await page.getByRole('link', { name: say('devices_link') }).click();
		await expect(page.getByRole('row')).toHaveCount(3);
		await expect(page.getByText(say('devices_this'), { exact: true })).toBeVisible();
		await expectGoodLooks(page, schemes);
		await page.getByRole('button', { name: say('devices_end') }).click();
		await expect(page.getByText(say('devices_done_ended'))).toBeVisible();
		await expect(page.getByRole('row')).toHaveCount(2);
		await forgotten.page.getByRole('link', { name: say('nav_budget') }).click();
		await expect(forgotten.page.locator('#email')).toBeVisible();
	});

	await test.step('a case that lies open asks by itself who else is there, which is no sign of life', async () => {
		await clerk.openCase(id);
		await server.changeDatabase(`update private.sessions set seen_at = now() - interval '20 minutes'`);
		const asked = await page.request.post(`${server.origin}/staff/applications/${id}/standing`, {
			headers: { origin: server.origin }
		});
		expect(asked.status()).toBe(200);
		const here = { headers: { origin: server.origin } };
		expect(await isFresh(server)).toBe(false);
		expect((await page.request.post(`${server.origin}/staff/here`, here)).status()).toBe(200);
		expect(await isFresh(server)).toBe(true);
	});

	await test.step('after a long lunch her note is still in the window, and is sent after signing in', async () => {
		const note = 'Vor dem Essen geschrieben und lang genug, um nicht noch einmal geschrieben zu werden.';
		await clerk.openCase(id);
		await page.locator('#note-text').fill(note);
		const before = await page.context().cookies();
		await server.changeDatabase(longLunch);
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('session_ended_title'))).toBeVisible();
		// Whoever copied the cookie before has nothing of it either.
		const cookie = before.map(({ name, value }) => `${name}=${value}`).join('; ');
		const answer = await fetch(`${server.origin}/staff/applications/${id}`, {
			headers: { cookie },
			redirect: 'manual'
		});
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toMatch(/^\/staff\/sign-in/);
		const opened = page.context().waitForEvent('page');
		await page.getByRole('link', { name: say('session_ended_sign_in') }).click();
		const other = await opened;
		await new Colleague(other, server.origin).signIn(colleagues.clerk);
		await other.close();
		await expect(page.locator('#note-text')).toHaveValue(note);
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('done_noted'))).toBeVisible();
		await expect(page.getByText(note)).toBeVisible();
	});

	await test.step('an administrator signs her out everywhere, and it stands in the trail', async () => {
		const manager = new Colleague(await newWindow(deskScreen), server.origin);
		await manager.signIn(colleagues.manager);
		await manager.page.goto(`${server.origin}/staff/people`);
		await manager.page.getByRole('row', { name: colleagues.clerk }).getByRole('link').first().click();
		await expectGoodLooks(manager.page, schemes);
		await manager.page.getByRole('button', { name: say('people_sign_out') }).click();
		await expect(manager.page.getByText(say('people_done_signed_out'))).toBeVisible();
		await page.goto(`${server.origin}/staff`);
		await expect(page.locator('#email')).toBeVisible();
		await manager.page.goto(`${server.origin}/staff/audit`);
		await expect(manager.page.locator('tbody').getByText(say('audit_sessions_ended')).first()).toBeVisible();
	});

	await test.step('whoever presses "everywhere" is signed out here too', async () => {
		// Somebody else: four codes in ten minutes are enough for one.
		await forgotten.signIn(colleagues.decider);
		await clerk.signIn(colleagues.decider);
		await page.goto(`${server.origin}/staff/devices`);
		await page.getByRole('button', { name: say('devices_everywhere') }).click();
		await expect(page.locator('#email')).toBeVisible();
		await forgotten.page.goto(`${server.origin}/staff`);
		await expect(forgotten.page.locator('#email')).toBeVisible();
	});
	expect(server.output).toMatch(/"event":"session_over"/);
	// The first lines name the accounts of the embedded office.
	const logged = server.output.split('\n').filter((line) => line.startsWith('{'));
	expect(logged.join()).not.toContain(colleagues.clerk);
	await account.dispose();
});

test('Amina signs her lost phone out, and goes on with this one', async ({ newWindow, server }) => {
	const lost = await Account.of(server.origin, `amina.lost.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await lost.apply({ project_title: 'Nähstube' });
	const amina = new Applicant(await newWindow({ ...phoneScreen, locale: 'ar' }), server.origin, 'ar');
	const { page, say } = amina;
	await amina.signIn(lost.email, '/account');
	await page.getByRole('link', { name: say('account_devices') }).click();
	// The screen before has the same words in a link.
	await expect(page.getByRole('heading', { level: 1, name: say('devices_title') })).toBeVisible();
	await expect(page.getByText(`· ${say('devices_this')}`)).toBeVisible();
	await expectGoodLooks(page, schemes);
	expect((await lost.get(`/api/v1/applications/${id}`)).status()).toBe(200);
	await page.getByRole('button', { name: say('devices_others') }).click();
	await expect(page.getByText(say('devices_done'))).toBeVisible();
	await expect(page.getByText(say('devices_only_here'))).toBeVisible();
	await expectGoodLooks(page, schemes);
	expect((await lost.get(`/api/v1/applications/${id}`)).status()).toBe(401);
	expect((await lost.get('/api/v1/session')).status()).toBe(200);
	expect(await (await lost.get('/api/v1/session')).json()).toEqual({ email: null });
	await page.goto(amina.address('/apply'));
	await expect(page.getByText('Nähstube').first()).toBeVisible({ timeout: 20_000 });
	await lost.dispose();
});
