import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { Listener } from '../../support/listener.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import type { Server } from '../../support/server.ts';
import { beginning } from '../../support/words.ts';

const note = 'Der Verein ruft am Montag zurück, bis dahin bleibt die Frage nach dem Raum offen.';

/** Nobody touches anything for so long: the database and the page both think that this time has passed. */
async function nothingHappens(server: Server, page: Page, time: { readonly minutes: number }): Promise<void> {
	await server.changeDatabase(
		`update private.sessions set seen_at = seen_at - interval '${time.minutes} minutes'`
	);
	await page.clock.fastForward(time.minutes * 60_000);
}

test('Frau Demir is told before her session ends: one key puts it off, and letting it pass takes no word of hers', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(480_000);
	const account = await Account.of(server.origin, `pause.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply({ project_title: 'Pausenraum' });
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	const { page, say } = clerk;
	const listener = await Listener.of(page);
	await page.clock.install();
	await clerk.signIn(colleagues.clerk);
	await clerk.openCase(id);
	const field = page.locator('#note-text');
	const dialog = page.getByRole('dialog', { name: say('session_idle_title') });
	const told = beginning(say('session_idle'));

	/** Her last sign of life is a key in the note, which the page tells when it looks the next time. */
	async function writes(text: string): Promise<void> {
		await field.fill(text);
		const isTold = page.waitForResponse((response) => response.url().endsWith('/staff/here'));
		await page.clock.runFor(16_000);
		await isTold;
	}

	/** What the page does by itself every quarter of a minute waits, so that only what a key does is seen. */
	const standStill = async () => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);

	await test.step('a page that lies open is no sign of life: the warning comes, is read out and has the focus', async () => {
		await writes(note);
		await nothingHappens(server, page, { minutes: 26 });
		await expect(dialog).toBeHidden();
		await nothingHappens(server, page, { minutes: 2 });
		await expect(dialog).toBeVisible();
		await listener.hears(`says: ${told}`, `focus: h2 ${say('session_idle_title')}`);
		await expectGoodLooks(page, ['light', 'dark']);
	});

	await test.step('one key puts it off, and the focus is in the note again', async () => {
		await standStill();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await expect(dialog.getByRole('button', { name: say('session_go_on') }).last()).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(dialog).toBeHidden();
		await expect(field).toBeFocused();
		await expect(field).toHaveValue(note);
		const standing = await page.request.get(`${server.origin}/staff/standing`);
		expect((await standing.json()).idleSeconds).toBeGreaterThan(29 * 60);
		await page.clock.resume();
	});

	await test.step('Escape is a sign of life as well', async () => {
		await nothingHappens(server, page, { minutes: 28 });
		await expect(dialog).toBeVisible();
		await standStill();
		const isTold = page.waitForResponse((response) => response.url().endsWith('/staff/here'));
		await page.keyboard.press('Escape');
		expect((await isTold).ok()).toBe(true);
		await expect(dialog).toBeHidden();
		await page.clock.resume();
	});

	await test.step('whoever is away is signed out; the note is still there, and is sent after signing in', async () => {
		await nothingHappens(server, page, { minutes: 28 });
		await expect(dialog).toBeVisible();
		await nothingHappens(server, page, { minutes: 3 });
		await expect(dialog).toBeHidden();
		await listener.hears(`says: ${say('session_ended_title')}`);
		await expectGoodLooks(page, ['light', 'dark']);
		await expect(field).toHaveValue(note);
		const opened = page.context().waitForEvent('page');
		await page.getByRole('link', { name: say('session_ended_sign_in') }).click();
		const other = await opened;
		await new Colleague(other, server.origin).signIn(colleagues.clerk);
		await other.close();
		await page.getByRole('button', { name: say('notes_add') }).click();
		await expect(page.getByText(say('done_noted'))).toBeVisible();
		await expect(page.getByText(note)).toBeVisible();
	});
	await account.dispose();
});
