import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { pdf } from '../../../src/lib/server/files/corpus.sample.ts';
import { TestDatabase } from '../../database/support/database.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { keptOnDevice } from '../../support/device.ts';
import { expect, test } from '../../support/journey.ts';
import { laterRelease } from '../../support/later-release.ts';
import { phoneScreen } from '../../support/phone.ts';
import type { Server } from '../../support/server.ts';

/** Enough for every pause of the machine, which grows with each attempt. */
const PATIENCE_MS = 90_000;
/** Several parts, so that there is a middle. */
const DOCUMENT_BYTES = 1_000_000;

/** What the server has done when it stops, and nobody is told any more. */
const moments = [
	['the words are saved', /^PUT \/api\/v1\/applications\/[^/]+$/],
	['the application has arrived', /^POST .*\/submit$/],
	['the second part of the document is there', /^PUT .*\/parts\/262144$/]
] as const;

for (const [moment, request] of moments)
	test(`the office’s computer is updated while Rojda’s phone sends, just when ${moment}: everything arrives once, and she is asked nothing but to change over`, async ({
		badLine: line,
		newWindow
	}) => {
		test.setTimeout(300_000);
		const { server } = line;
		if (!server) throw new Error('no server at the other end');
		const account = await Account.of(line.origin, 'rojda@example.test');
		const written = await account.write({ project_title: 'Wörter', legal_form: 'registered_association' });
		const sent = await account.write({ project_title: 'Gesendet' });
		const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
		const rojda = new Applicant(page, line.origin);
		const size = await fillQueue(rojda, account.email, { written, sent });

		let isOver = false;
		const stopped = new Promise<void>((resolve) => {
			line.fault = async ({ method, url }) => {
				if (isOver) return 'drop';
				if (!request.test(`${method} ${url}`)) return null;
				isOver = true;
				void server.stop().then(() => resolve());
				return 'drop';
			};
		});
		await page.evaluate(() => Object.assign(globalThis, { isSameWindow: true }));
		await page.context().setOffline(false);
		await stopped;
		// At least one attempt meets nobody.
		await page.waitForEvent('requestfailed', {
			predicate: (one) => one.url().includes('/api/v1/applications/'),
			timeout: PATIENCE_MS
		});
		line.fault = () => null;
		server.release = await laterRelease();
		await server.start();

		await expect
			.poll(async () => (await account.read(written)).fields.need, { timeout: PATIENCE_MS })
			.toBe('Ohne Netz');
		await expect
			.poll(async () => (await account.read(sent)).receipt, { timeout: PATIENCE_MS })
			.not.toBeNull();
		await expect
			.poll(async () => (await account.read(written)).files, { timeout: PATIENCE_MS })
			.toMatchObject([{ name: 'Satzung.pdf', is_complete: true, size }]);
		await expect.poll(() => waitingOn(page), { timeout: PATIENCE_MS }).toEqual([]);
		expect(await page.evaluate(() => Object(globalThis).isSameWindow), 'no reload by itself').toBe(true);
		await expect(page.getByText(rojda.say('conflict_title'))).toHaveCount(0);

		await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
		await page.getByRole('button', { name: rojda.say('update_now') }).click();
		await page.waitForFunction(() => Object(globalThis).isSameWindow === undefined);
		await page.goto(rojda.address(`/apply/${written}/documents`));
		await expect(page.getByText(rojda.say('file_arrived'), { exact: true })).toBeVisible();
		await expect(page.locator('script[src*="/of-the-next/"]')).not.toHaveCount(0);
		await expect(page.getByText(rojda.say('update_ready'))).toHaveCount(0);
		expect(await timesArrived(server, [written, sent])).toEqual({ files: 1, submissions: 1, words: 1 });
		await account.dispose();
	});

/** Without network: words and a document of one application, and another that is sent. Gives the size of the document. */
async function fillQueue(
	rojda: Applicant,
	email: string,
	{ written, sent }: { written: string; sent: string }
): Promise<number> {
	const { page } = rojda;
	await rojda.signIn(email, `/apply/${sent}/review`);
	await expect(rojda.sendButton).toBeVisible();
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await page.goto(rojda.address(`/apply/${written}/documents`));
	const picker = page.locator('input[type="file"][multiple]').first();
	await expect(picker).toBeAttached();
	await page.context().setOffline(true);
	const buffer = await pdf(({ context }) => context.register(context.stream(randomBytes(DOCUMENT_BYTES))));
	await picker.setInputFiles({ name: 'Satzung.pdf', mimeType: 'application/pdf', buffer });
	await expect(page.getByText(rojda.say('file_on_device'))).toBeVisible();
	await page.goto(rojda.address(`/apply/${written}/goals`));
	await page.locator('#need').fill('Ohne Netz');
	await expect(rojda.standing('on_device')).toBeVisible();
	await page.goto(rojda.address(`/apply/${sent}/review`));
	await rojda.sendButton.click();
	await expect(rojda.standing('queued_not_sent')).toBeVisible();
	expect([...(await waitingOn(page))].sort()).toEqual(['save', 'save', 'submit', 'upload']);
	return buffer.length;
}

/** Kinds of what the phone still has to bring. */
async function waitingOn(page: Page): Promise<readonly string[]> {
	const ids = new Set((await keptOnDevice(page)).match(/\b(save|submit|upload|discard)_[0-9a-f-]{36}/g));
	return [...ids].map((id) => id.replace(/_.*/, ''));
}

/** How often the database has what the phone brought. */
async function timesArrived(server: Server, ids: readonly string[]): Promise<unknown> {
	let found: unknown;
	await server.whileStopped(async (folder) => {
		const database = await TestDatabase.in(folder);
		[found] = await database.owner(
			`select
				(select count(*)::int from public.files where application_id = any($1)) as files,
				(select count(*)::int from public.submissions where application_id = any($1)) as submissions,
				(select count(*)::int from public.draft_changes where application_id = any($1) and revision > 1 and 'need' = any(paths)) as words`,
			[ids]
		);
		await database.stop();
	});
	return found;
}
