import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import type { Applicant } from '../../support/applicant.ts';
import { Line } from '../../support/line.ts';
import { beginning } from '../../support/words.ts';
import { printed } from './sent.ts';
import { at, photo, type Scene, type Stage } from './stage.ts';

/** Phones that are full or keep nothing, what other apps hand over, a newer version, and an application one has no more. */
export async function inTrouble(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const shown = await account.write({ project_title: 'Tee im Hof' });
	const takenOut = await stage.guide('former');
	await takenOut.signIn(await letIn(stage, shown, 'ehemalig@example.test'), `/apply/${shown}`);
	await takenOut.openSection('goals');
	await takenOut.page.locator('#need').waitFor();
	await takenOut.page.evaluate(() => navigator.serviceWorker.ready);
	await takenOut.page.context().setOffline(true);
	await takenOut.page.locator('#need').fill('Ohne Netz geschrieben.');
	await takenOut.standing('on_device').waitFor();
	await removed(stage, shown, 'ehemalig@example.test');
	await takenOut.page.context().setOffline(false);
	await takenOut.page.getByText(takenOut.say('access_over')).waitFor();
	const twin = await openedTwice(stage, account);
	const line = await newerVersion(stage);
	return [
		onFullPhone(stage),
		inPrivateWindow(stage),
		shared(stage),
		{
			who: 'visitor',
			name: 'new-version',
			run: async ({ language }, shoot) => {
				const page = await stage.newPage();
				await page.goto(`${line}/${language}/apply/start/kofei-2027`);
				await page.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
				await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
				await page.evaluate(async () => {
					document.cookie = 'newer=1; path=/';
					await (await navigator.serviceWorker.getRegistration())?.update();
				});
				const { say } = stage.guideOn(page, language);
				await page.getByText(say('update_ready')).waitFor();
				await shoot('new-version', { page, isWhole: false });
				await page.context().close();
			}
		},
		at('former', 'taken-out', `/apply/${shown}`),
		at('former', 'taken-out-review', `/apply/${shown}/review`),
		at('former', 'taken-out-list', '/apply'),
		at('twice', 'opened-twice', twin, ({ page, say }) =>
			page.getByText(beginning(say('twin_text'))).waitFor()
		),
		at('twice', 'opened-twice-review', `${twin}/review`, ({ page, say }) =>
			page.getByText(beginning(say('twin_text'))).waitFor()
		)
	];
}

/** Somebody may read, and nothing else. */
export async function lettingRead(stage: Stage): Promise<readonly Scene[]> {
	const draft = stage.kept['draft'] ?? '';
	const reader = await stage.guide('reader');
	await reader.signIn(await letIn(stage, draft.replace('/apply/', ''), 'leserin@example.test', 'reader'));
	return [
		at('reader', 'reader-list', '/apply'),
		at('reader', 'reader-overview', draft),
		at('reader', 'reader-section', `${draft}/project`),
		at('reader', 'reader-costs', `${draft}/costs`),
		at('reader', 'reader-documents', `${draft}/documents`),
		at('reader', 'reader-review', `${draft}/review`),
		at('reader', 'reader-people', `${draft}/team`)
	];
}

/** The last day of a proof is over, and nobody sent it. */
export async function proofOverdue(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const { id } = await account.apply({ project_title: 'Sommerfest' });
	await stage.decide(id, 'approved');
	await printed(stage, id, 'approved');
	const holder = { account: crypto.randomUUID(), iban: 'DE02120300000000202051', holder: 'Sommerfest e.V.' };
	await account.act(id, { deed: 'accept', ...holder, is_private: false, waives: true });
	await stage.server.changeDatabase(`
		alter table public.grant_terms disable trigger user;
		update public.grant_terms set period_from = current_date - 400, period_until = current_date - 200
		where application_id = '${id}';
		alter table public.grant_terms enable trigger user;`);
	return [
		at('member', 'overdue-status', `/apply/${id}/status`),
		at('member', 'overdue-grant', `/apply/${id}/grant`),
		at('member', 'overdue-proof', `/apply/${id}/proof`),
		at('member', 'overdue-proof-send', `/apply/${id}/proof/send`),
		at('member', 'overdue-list', '/apply')
	];
}

/** The call is written, and nobody can apply yet. */
export async function notOpenYet(stage: Stage): Promise<readonly Scene[]> {
	await moveRound(stage, `opens_at = now() + interval '20 days'`);
	return [
		at('visitor', 'upcoming-home', ''),
		at('visitor', 'upcoming-round', '/rounds/kofei-2027'),
		at('visitor', 'upcoming-start', '/apply/start/kofei-2027'),
		at('visitor', 'upcoming-list', '/apply')
	];
}

/** The last day is over: for visitors, and for those who wrote and did not send. */
export async function overForWriters(stage: Stage): Promise<readonly Scene[]> {
	await moveRound(stage, `opens_at = now() - interval '60 days', closes_at = now() - interval '2 days'`);
	const draft = stage.kept['draft'] ?? '';
	return [
		at('visitor', 'closed-home', ''),
		at('visitor', 'closed-round', '/rounds/kofei-2027'),
		at('visitor', 'closed-start', '/apply/start/kofei-2027'),
		at('member', 'closed-list', '/apply'),
		at('member', 'closed-overview', draft),
		at('member', 'closed-section', `${draft}/project`),
		at('member', 'closed-documents', `${draft}/documents`),
		at('member', 'closed-review', `${draft}/review`)
	];
}

async function moveRound(stage: Stage, change: string): Promise<void> {
	await stage.server.changeDatabase(`
		alter table public.funding_rounds disable trigger user;
		update public.funding_rounds set ${change} where slug = 'kofei-2027';
		alter table public.funding_rounds enable trigger user;`);
}

/** Invited by the account of the stage; gives the address they sign in with. */
async function letIn(stage: Stage, id: string, email: string, role = 'editor'): Promise<string> {
	const { page, say, address } = await team(stage, id);
	await page.goto(address);
	await page.locator('#invite-email').fill(email);
	await page.locator(`input[name="invite-role"][value="${role}"]`).check();
	await page.getByRole('button', { name: say('invite_send'), exact: true }).click();
	await page.getByText(say('invite_sent', { email })).waitFor();
	return email;
}

async function removed(stage: Stage, id: string, email: string): Promise<void> {
	const { page, say, address } = await team(stage, id);
	await page.goto(address);
	await page.getByRole('button', { name: `${say('remove')}: ${email}` }).click();
	const sure = page.getByRole('dialog');
	await sure.getByRole('button', { name: say('remove'), exact: true }).click();
	await sure.waitFor({ state: 'hidden' });
}

async function team(stage: Stage, id: string) {
	const guide = await stage.guide('member');
	return { page: guide.page, say: guide.say, address: guide.address(`/apply/${id}/team`) };
}

/** A draft of the account and, on one phone, the same opened from a file before signing in; gives the path of the first. */
async function openedTwice(stage: Stage, account: Account): Promise<string> {
	const id = await account.write({ project_title: 'Nadias Chor' });
	const here = await stage.guide('member');
	await here.page.goto(here.address(`/apply/${id}`));
	const saving = here.page.waitForEvent('download');
	await here.page.getByRole('button', { name: here.say('application_export') }).click();
	const buffer = await readFile(await (await saving).path());
	const there = await stage.guide('twice');
	await there.page.goto(there.address('/apply'));
	const file = { name: 'kofei.json', mimeType: 'application/json', buffer };
	await there.page.locator('input[type="file"][accept*="json"]').setInputFiles(file);
	await there.page.waitForURL(/\/apply\/[0-9a-f-]{36}$/);
	await there.page.getByText(there.say('overview_complete')).waitFor();
	await there.signIn(account.email, `/apply/${id}`);
	return `/apply/${id}`;
}

/** The same server by another address, which brings another worker to whoever has the cookie for it; gives the address. */
async function newerVersion(stage: Stage): Promise<string> {
	const line = await Line.open();
	line.server = stage.server;
	const newest = Buffer.from(`${await (await fetch(`${stage.origin}/service-worker.js`)).text()}\n// Newer.`);
	line.fault = ({ url, headers }) =>
		url === '/service-worker.js' && headers.cookie?.includes('newer=1') ? newest : null;
	stage.atTheEnd(() => line.close());
	return line.origin;
}

/** On a page of its own, in the middle of writing. */
function writing(
	stage: Stage,
	name: string,
	prepare: (page: Page) => Promise<unknown>,
	deed: (guide: Applicant) => Promise<unknown>
): Scene {
	return {
		who: 'visitor',
		name,
		run: async ({ language }, shoot) => {
			const page = await stage.newPage();
			await prepare(page);
			const guide = stage.guideOn(page, language);
			await guide.start();
			await guide.openSection('goals');
			await deed(guide);
			await shoot(name, { page });
			await page.close({ runBeforeUnload: false });
		}
	};
}

function onFullPhone(stage: Stage): Scene {
	const fill = (page: Page) =>
		page.addInitScript(() => {
			const put = IDBObjectStore.prototype.put;
			IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
				if (Object(globalThis).isPhoneFull) throw new DOMException('full', 'QuotaExceededError');
				return put.apply(this, given);
			};
		});
	return writing(stage, 'phone-full', fill, async ({ page, say }) => {
		await page.evaluate(() => Object.assign(globalThis, { isPhoneFull: true }));
		await page.locator('#need').pressSequentially('Kein Platz mehr.');
		await page.getByText(say('failure_storage_full')).waitFor();
	});
}

function inPrivateWindow(stage: Stage): Scene {
	const refuse = (page: Page) =>
		page.addInitScript(() => {
			IDBFactory.prototype.open = () => {
				throw new DOMException('refused', 'SecurityError');
			};
		});
	return writing(stage, 'private-window', refuse, async (guide) => {
		await guide.page.locator('#need').fill('Nur in diesem Fenster');
		await guide.standing('not_kept').waitFor();
	});
}

/** A photo that another app hands over, and where it can go. */
function shared(stage: Stage): Scene {
	return {
		who: 'visitor',
		name: 'shared-photo',
		run: async ({ language }, shoot) => {
			const page = await stage.newPage();
			await stage.guideOn(page, language).start();
			await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
			await handOver(page, `/${language}/share`);
			await page.waitForURL(/\/apply\/share$/);
			await page.getByText('IMG_3.jpg').waitFor();
			await shoot('shared-photo', { page });
			await page.context().close();
		}
	};
}

/** As the system does it: a form that the worker answers. */
async function handOver(page: Page, action: string): Promise<void> {
	await page.evaluate((to) => {
		const form = document.createElement('form');
		Object.assign(form, { method: 'post', enctype: 'multipart/form-data', action: to, hidden: true });
		const files = document.createElement('input');
		form.append(Object.assign(files, { type: 'file', name: 'files', id: 'shared' }));
		document.body.append(form);
	}, action);
	await page.locator('#shared').setInputFiles(await photo(3));
	await page.evaluate(() => document.querySelector<HTMLFormElement>('form:has(#shared)')?.submit());
}
