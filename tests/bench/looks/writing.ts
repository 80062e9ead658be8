import { expect } from '@playwright/test';
import { answers } from '../../support/applications.ts';
import type { Applicant } from '../../support/applicant.ts';
import { dayIn } from '../../support/calendar.ts';
import { at, over, photo, type Scene, type Shoot, type Stage } from './stage.ts';

const sections = [...Object.keys(answers), 'quality', 'costs', 'declarations'] as const;

/** All steps of a section, one after the other; with nothing answered also what is said about that at its end. */
async function leafThrough(guide: Applicant, section: string, shoot: Shoot, name: string, isEmpty: boolean) {
	const { page, say } = guide;
	const onward = page.getByRole('button', { name: say('continue_next') });
	await expect(page.locator('form#section')).toBeVisible();
	const steps = page.locator('nav a[href^="#"]');
	const total = Math.max(1, await steps.count());
	for (let step = 0; step < total; step += 1) {
		if (total > 1) await expect(steps.nth(step)).toHaveAttribute('aria-current', 'step');
		await shoot(`${name}-${section}${total > 1 ? `-${step + 1}` : ''}`);
		if (step < total - 1) await onward.click();
	}
	if (!isEmpty) return;
	await onward.click();
	const complaint = page.getByRole('alert').first();
	await complaint.or(page.locator('ul a[href$="/review"]')).first().waitFor();
	if (await complaint.isVisible()) await shoot(`${name}-${section}-missing`);
}

/** With answers, those look different that ask for more then. */
const differing = sections.filter((name) =>
	['organisation', 'recognition', 'goals', 'activities', 'people', 'costs'].includes(name)
);

const through = (path: string, name: string, isEmpty: boolean): readonly Scene[] =>
	(isEmpty ? sections : differing).map((section) => ({
		who: name === 'full' ? ('member' as const) : ('writer' as const),
		name: `${name}-${section}`,
		run: async (guide, shoot) => {
			await guide.page.goto(guide.address(`${path}/${section}`));
			await leafThrough(guide, section, shoot, name, isEmpty);
		}
	}));

const languages = (guide: Applicant) =>
	guide.page.getByRole('button', { name: guide.say('language') }).click();

async function begun(stage: Stage): Promise<string> {
	return (stage.kept['writer'] ??= new URL(await (await stage.guide('writer')).start()).pathname.slice(3));
}

/** Somebody has begun, without an account, and has written nothing. */
export async function nothingWritten(stage: Stage): Promise<readonly Scene[]> {
	const path = await begun(stage);
	return [
		at('writer', 'empty-overview', path),
		over('writer', 'empty-languages', path, languages),
		...through(path, 'empty', true),
		at('writer', 'empty-documents', `${path}/documents`),
		at('writer', 'empty-review', `${path}/review`),
		at('writer', 'empty-status', `${path}/status`),
		at('writer', 'empty-people', `${path}/team`),
		at('writer', 'empty-list', '/apply'),
		{
			who: 'writer',
			name: 'offline',
			run: async (guide, shoot) => {
				const { page, language } = guide;
				const isKept = async (of: string) => Boolean(await caches.match(`/${of}/app-shell`));
				await expect.poll(() => page.evaluate(isKept, language), { timeout: 15_000 }).toBe(true);
				await page.context().setOffline(true);
				await page.goto(guide.address(`${path}/review`));
				await page.getByText(guide.say('offline_notice')).waitFor();
				await shoot('offline-review');
				await page.goto(guide.address('/account'));
				await shoot('offline-account');
				await page.context().setOffline(false);
			}
		}
	];
}

/** The same draft with every answer and a photo, still without an account; then it is told to be sent. */
export async function everythingWritten(stage: Stage): Promise<readonly Scene[]> {
	const guide = await stage.guide('writer');
	const { page, say } = guide;
	const path = await begun(stage);
	await page.goto(guide.address(path));
	await guide.writeEverythingElse();
	await page.goto(guide.address(`${path}/documents`));
	await page
		.locator('input[type="file"]:not([capture])')
		.first()
		.setInputFiles(await photo(1));
	await page.getByText(say('file_needs_sign_in')).first().waitFor();
	return [
		at('writer', 'written-overview', path),
		at('writer', 'written-documents', `${path}/documents`, ({ page: own, say: tell }) =>
			own.getByText(tell('file_needs_sign_in')).first().waitFor()
		),
		at('writer', 'written-review', `${path}/review`)
	];
}

export async function toldToBeSent(stage: Stage): Promise<readonly Scene[]> {
	const guide = await stage.guide('writer');
	const { page } = guide;
	const path = stage.kept['writer'] ?? '';
	await page.goto(guide.address(path));
	await guide.openReview();
	await page.context().setOffline(true);
	await guide.sendButton.click();
	await guide.standing('queued_not_sent').first().waitFor();
	await page.context().setOffline(false);
	return [
		at('writer', 'queued-status', `${path}/status`),
		at('writer', 'queued-overview', path),
		at('writer', 'queued-documents', `${path}/documents`),
		at('writer', 'queued-list', '/apply')
	];
}

const full = {
	legal_form: 'registered_association',
	register_court: 'Duisburg',
	register_number: 'VR 1234',
	founded_year: '2011',
	website: 'https://komsular.example',
	non_profit: 'yes',
	exemption_kind: 'exemption',
	exemption_date: '2025-03-01',
	has_minors: 'yes',
	child_protection: 'needs_help',
	'events.aaaaaaaa.position': 1,
	'events.aaaaaaaa.date': '2027-05-01',
	'events.aaaaaaaa.time': '18:00',
	'events.aaaaaaaa.place': 'Wanheimer Straße 12',
	'partners.aaaaaaaa.position': 1,
	'partners.aaaaaaaa.name': 'Internationales Zentrum',
	'cost_lines.bbbbbbbb.position': 2,
	'cost_lines.bbbbbbbb.category': 'food',
	'cost_lines.bbbbbbbb.label': 'Çay ve kurabiye',
	'cost_lines.bbbbbbbb.amount_cents': 50_000,
	'income_lines.aaaaaaaa.position': 1,
	'income_lines.aaaaaaaa.kind': 'public_grant',
	'income_lines.aaaaaaaa.label': 'Bezirksvertretung',
	'income_lines.aaaaaaaa.grant_status': 'applied',
	'income_lines.aaaaaaaa.amount_cents': 50_000,
	publicity: 'Afişler ve sosyal medya.',
	'text_language.publicity': 'tr',
	'text_language.need': 'ar',
	need: 'في هوخفيلد يعيش أناس من بلدان كثيرة جنبًا إلى جنب، ولا مكان يجمعهم.'
};

/** A draft in the account, with everything in it, shared with others. */
export async function inTheAccount(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const guide = await stage.guide('member');
	const { page, say } = guide;
	const id = await account.write({ ...full, project_title: 'Hikâye kahvesi' });
	const picture = await photo(2);
	await account.handIn(id, 'statutes', { name: 'Satzung.jpg', bytes: picture.buffer });
	const path = `/apply/${id}`;
	stage.kept['draft'] = path;
	await page.goto(guide.address(`${path}/team`));
	for (const [email, role] of [
		['yusuf@example.test', 'editor'],
		['beratung@example.test', 'helper']
	] as const) {
		await page.locator('#invite-email').fill(email);
		await page.locator(`input[name="invite-role"][value="${role}"]`).check();
		if (role === 'helper') await page.locator('#invite-until').fill(dayIn(7));
		await page.getByRole('button', { name: say('invite_send'), exact: true }).click();
		await page.getByText(say('invite_sent', { email })).waitFor();
	}
	return [
		at('member', 'full-overview', path),
		...through(path, 'full', false),
		at('member', 'full-documents', `${path}/documents`),
		at('member', 'full-documents-refused', `${path}/documents`, async ({ page: own }) => {
			const picker = own.locator('input[type="file"]:not([capture])').first();
			await picker.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
			await own.getByRole('alert').first().waitFor();
		}),
		at('member', 'full-review', `${path}/review`),
		{
			who: 'member',
			name: 'full-review-unsigned',
			run: async (signer, shoot) => {
				const { page: own, sendButton } = signer;
				const name = own.locator('#signed_name');
				await own.goto(signer.address(`${path}/review`));
				const before = await name.inputValue();
				await name.fill('');
				await sendButton.click();
				await own.locator('#signed_name[aria-invalid="true"]').waitFor();
				await shoot('full-review-unsigned');
				await name.fill(before);
				await own.locator('#signed_name:not([aria-invalid="true"])').waitFor();
			}
		},
		at('member', 'people', `${path}/team`),
		at('member', 'people-missing', `${path}/team`, async ({ page: own, say: tell }) => {
			await own.getByRole('button', { name: tell('invite_send'), exact: true }).click();
			await own.getByText(tell('problem_not_an_email')).first().waitFor();
			await own.locator('input[name="invite-role"][value="helper"]').check();
		}),
		over('member', 'people-remove', `${path}/team`, async ({ page: own, say: tell }) => {
			await own
				.getByRole('list', { name: tell('team_list') })
				.getByRole('button')
				.last()
				.click();
			await own.getByRole('dialog').waitFor();
		}),
		at('member', 'account', '/account'),
		over('member', 'account-sign-out', '/account', async ({ page: own, say: tell }) => {
			await own.getByRole('button', { name: tell('account_sign_out') }).click();
			await own.getByRole('dialog').waitFor();
		}),
		at('member', 'account-data', '/account/data'),
		over('member', 'account-erase', '/account/data', async ({ page: own, say: tell }) => {
			await own.getByRole('button', { name: tell('data_erase_do') }).click();
			await own.getByRole('dialog').waitFor();
		}),
		at('member', 'account-notices', '/account/notices')
	];
}

/** Two people wrote the same answer, each without the other's. */
export async function inConflict(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const guide = await stage.guide('member');
	const { page, say } = guide;
	const id = await account.write({ ...full, project_title: 'Gartenfest' });
	const path = `/apply/${id}`;
	await page.goto(guide.address(`${path}/project`));
	await expect(page.locator('#project_title')).toHaveValue('Gartenfest');
	await page.context().setOffline(true);
	await page.locator('#project_title').fill('Jonas’ Gartenfest');
	await guide.standing('on_device').waitFor();
	const { revision } = await account.read(id);
	await account.change(id, revision, { project_title: 'Leylas Gartenfest' });
	await page.context().setOffline(false);
	await page.getByRole('heading', { name: say('conflict_title') }).waitFor();
	return [
		at('member', 'conflict-project', `${path}/project`),
		at('member', 'conflict-overview', path),
		at('member', 'conflict-review', `${path}/review`),
		at('member', 'conflict-list', '/apply')
	];
}
