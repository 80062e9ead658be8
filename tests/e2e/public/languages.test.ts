import type { Page } from '@playwright/test';
import { languages, type Locale } from '../../../src/lib/i18n/locales.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { answers, archivedRound, openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodSight, sights } from '../../support/looks.ts';
import { expectOwnLanguage, germanSentences } from '../../support/reading.ts';

const SMALLEST = { width: 320, height: 640 };
const PATIENCE_MS = 900_000;
const sections = [...Object.keys(answers), 'quality', 'costs', 'declarations'];

const publicPages = [
	'',
	`/rounds/${openRound}`,
	`/rounds/${archivedRound}`,
	`/check/${openRound}`,
	`/check/${openRound}?takes_place_here=no`,
	'/help',
	'/accessibility',
	'/accessibility/report',
	'/privacy',
	'/imprint'
];

/** One in this many screens of a language is shown to axe, in one way of looking: the next language shows the next ones. */
const ONE_IN = 5;

/** Every screen meets axe in two or three languages, every language axe on a fifth of all screens, and all ways take their turn. */
async function lookInTurn(page: Page, screen: number, language: Locale): Promise<void> {
	const turn = screen + languages.findIndex(({ code }) => code === language);
	const sight = sights[Math.floor(turn / ONE_IN + screen) % sights.length];
	if (turn % ONE_IN === 0 && sight) await expectGoodSight(page, sight);
}

test('every public page speaks each of the thirteen languages, on the smallest phone', async ({ page }) => {
	test.setTimeout(PATIENCE_MS);
	await page.setViewportSize(SMALLEST);
	for (const { code } of languages) {
		const german = germanSentences(code);
		for (const [screen, path] of publicPages.entries()) {
			await page.goto(`/${code}${path}`);
			await expectOwnLanguage(page, code, german);
			await lookInTurn(page, screen, code);
		}
		// Every language but plain German, which search engines do not know, and `x-default`.
		await expect(page.locator('link[rel="alternate"][hreflang]')).toHaveCount(languages.length);
		await expect(page.locator('link[hreflang="de-simple"]')).toHaveCount(0);
		await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', new RegExp(`/${code}(/|$)`));
	}
});

test('the name of each language stands whole in the head of a page', async ({ page }) => {
	await page.setViewportSize(SMALLEST);
	for (const { code, name } of languages) {
		await page.goto(`/${code}`);
		const shown = page.locator('header summary .name');
		await expect(shown).toHaveText(name);
		const cut = await shown.evaluate((element) => element.scrollWidth - element.clientWidth);
		expect(cut, `pixels of ${name} that cannot be seen`).toBeLessThanOrEqual(0);
	}
});

test('the way of an application speaks them too, from its beginning to its status', async ({
	page,
	server
}) => {
	test.setTimeout(PATIENCE_MS);
	const account = await Account.of(server.origin, 'olha.languages@example.test');
	const draft = await account.write();
	const sent = await account.apply();
	const olha = new Applicant(page, server.origin);
	const empty = new URL(await olha.start()).pathname.slice('/de'.length);
	await olha.signIn(account.email, `/apply/${draft}/review`);
	await expect(olha.sendButton).toBeVisible();
	await page.setViewportSize(SMALLEST);
	const screens = [
		'/apply',
		'/account',
		'/account/data',
		'/account/devices',
		'/account/notices',
		'/apply/share',
		empty,
		`${empty}/goals`,
		`${empty}/review`,
		`/apply/${draft}`,
		...sections.map((section) => `/apply/${draft}/${section}`),
		`/apply/${draft}/documents`,
		`/apply/${draft}/team`,
		`/apply/${draft}/review`,
		`/apply/${sent.id}/status`,
		`/apply/${sent.id}/sent`,
		`/apply/${sent.id}/copy`,
		`/apply/${sent.id}/correspondence`
	];
	for (const { code } of languages) {
		const german = germanSentences(code);
		for (const [screen, path] of screens.entries()) {
			await page.goto(`/${code}${path}`);
			await expect(page.locator('main h1')).toBeVisible();
			await expect(page.locator('.skeleton')).toHaveCount(0);
			await expectOwnLanguage(page, code, german);
			await lookInTurn(page, screen, code);
		}
	}
});
