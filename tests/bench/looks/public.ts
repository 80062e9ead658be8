import type { Applicant } from '../../support/applicant.ts';
import { archivedRound, openRound } from '../../support/applications.ts';
import { newestCode, wrongCode } from '../../support/mailbox.ts';
import { at, over, type Scene, type Stage } from './stage.ts';

/** What anybody sees, with nothing on their device. */
export async function everybody(stage: Stage): Promise<readonly Scene[]> {
	const code = async (guide: Applicant, isWrong: boolean) => {
		const email = `code.${guide.language}${isWrong ? '.wrong' : ''}@example.test`;
		const { page } = guide;
		await fromTheBeginning(guide);
		await guide.askForCode(email);
		if (!isWrong) return;
		await page.locator('#code').fill(wrongCode(await newestCode(stage.origin, email)));
		await page.locator('#code[aria-invalid="true"]').waitFor();
	};
	return [
		at('visitor', 'home', ''),
		over('visitor', 'home-languages', '', ({ page }) => page.locator('header summary').first().click()),
		at('visitor', 'round', `/rounds/${openRound}`),
		at('visitor', 'round-archived', `/rounds/${archivedRound}`),
		at('visitor', 'check', `/check/${openRound}`),
		at('visitor', 'check-middle', `/check/${openRound}?takes_place_here=yes&is_a_group=yes`),
		at('visitor', 'check-no', `/check/${openRound}?takes_place_here=no`),
		at(
			'visitor',
			'check-yes',
			`/check/${openRound}?takes_place_here=yes&is_a_group=yes&has_begun=no&fits_the_period=yes&fits_the_purpose=yes`
		),
		at('visitor', 'help', '/help'),
		at('visitor', 'accessibility', '/accessibility'),
		at('visitor', 'report', '/accessibility/report'),
		at('visitor', 'report-missing', '/accessibility/report', async ({ page, say }) => {
			await page.locator('#email').fill('elif');
			await page.getByRole('button', { name: say('report_send') }).click();
			await page.getByRole('link', { name: say('report_missing') }).waitFor();
		}),
		at('visitor', 'report-sent', '/accessibility/report', async ({ page, say, language }) => {
			await page.locator('#barrier').fill(`Düğmenin adı yok (${language})`);
			await page.getByRole('button', { name: say('report_send') }).click();
			await page.getByRole('heading', { name: say('report_thanks_title') }).waitFor();
		}),
		at('visitor', 'privacy', '/privacy'),
		at('visitor', 'imprint', '/imprint'),
		at('visitor', 'not-found', '/gibt-es-nicht'),
		{
			who: 'visitor',
			name: 'plain-german',
			run: async ({ page, language }, shoot) => {
				if (language !== 'de-simple') return;
				await page.goto(`${stage.origin}/de-simple/leichte-sprache`);
				await shoot('plain-german');
			}
		},
		at('visitor', 'list-nothing', '/apply'),
		at('visitor', 'begin-too-late', `/apply/start/${archivedRound}`),
		at('visitor', 'share-nothing', '/apply/share'),
		at('visitor', 'account-nobody', '/account'),
		at('visitor', 'data-nobody', '/account/data'),
		at('visitor', 'sign-in', '/sign-in', fromTheBeginning),
		at('visitor', 'sign-in-missing', '/sign-in', async (guide) => {
			const { page, say } = guide;
			await fromTheBeginning(guide);
			await page.getByRole('button', { name: say('sign_in_send_code') }).click();
			await page.getByText(say('problem_not_an_email')).first().waitFor();
		}),
		at('visitor', 'sign-in-code', '/sign-in', (guide) => code(guide, false)),
		at('visitor', 'sign-in-wrong', '/sign-in', (guide) => code(guide, true))
	];
}

/** Somebody was in the middle of signing in here, in another language. */
async function fromTheBeginning({ page, say }: Applicant): Promise<void> {
	await page.locator('#code').or(page.locator('#email')).first().waitFor();
	if ((await page.locator('#code').count()) > 0)
		await page.getByRole('button', { name: say('sign_in_other_email') }).click();
	await page.locator('#email').fill('');
}

/** Without network, in a language that was never used on the phone. */
export async function neverUsed(stage: Stage): Promise<readonly Scene[]> {
	const used = await Promise.all(
		(['en', 'de'] as const).map(async (language) => {
			const page = await stage.newPage();
			await page.goto(`${stage.origin}/${language}`);
			await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
			await page.context().setOffline(true);
			return page;
		})
	);
	const [english, german] = used;
	return [
		{
			who: 'visitor',
			name: 'language-absent',
			run: async (guide, shoot) => {
				const page = guide.language === 'en' ? german : english;
				if (!page) return;
				await page.goto(guide.address(''));
				await page.getByRole('heading', { name: guide.say('language_absent_title') }).waitFor();
				await shoot('language-absent', { page });
			}
		}
	];
}
