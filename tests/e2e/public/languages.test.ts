import { languages } from '../../../src/lib/i18n/locales.ts';
import { archivedRound, openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { expectOwnLanguage, germanSentences } from '../../support/reading.ts';

const SMALLEST = { width: 320, height: 640 };
const PATIENCE_MS = 900_000;

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

/** What a language can break for axe, one page of a kind can show; the others are read in two languages elsewhere. */
const looked = ['', `/check/${openRound}`, '/accessibility/report'];

test('every public page speaks each of the thirteen languages, on the smallest phone', async ({ page }) => {
	test.setTimeout(PATIENCE_MS);
	await page.setViewportSize(SMALLEST);
	for (const { code } of languages) {
		const german = germanSentences(code);
		for (const path of publicPages) {
			await page.goto(`/${code}${path}`);
			await expectOwnLanguage(page, code, german);
			if (looked.includes(path)) await expectGoodLooks(page);
		}
		await expect(page.locator('link[rel="alternate"][hreflang]')).toHaveCount(languages.length + 1);
	}
});
