import type { Applicant } from '../../support/applicant.ts';
import { at, type Scene, type Stage } from './stage.ts';

/** What few people meet: somebody else's phone, drafts nobody claimed, help for an hour, a voice. */
export async function rarelyMet(stage: Stage): Promise<readonly Scene[]> {
	const draft = stage.kept['draft'] ?? '';
	const helper = await stage.guide('helper');
	await helper.signIn('beratung@example.test');
	const borrower = await stage.guide('borrower');
	await borrower.page.goto(borrower.address(''));
	await borrower.keepNothingHere();
	const lent = new URL(await borrower.start()).pathname.replace('/de', '');
	const listener = await stage.guide('listener');
	const heard = new URL(await listener.start()).pathname.replace('/de', '');
	return [
		at('member', 'devices', '/account/devices'),
		at('visitor', 'devices-nobody', '/account/devices'),
		at('helper', 'helper-list', '/apply'),
		at('helper', 'helper-overview', draft),
		at('helper', 'helper-section', `${draft}/project`),
		at('helper', 'helper-review', `${draft}/review`),
		at('helper', 'helper-people', `${draft}/team`),
		at('borrower', 'borrowed-account', '/account'),
		at('borrower', 'borrowed-overview', lent),
		at('borrower', 'borrowed-section', `${lent}/project`),
		at('borrower', 'borrowed-documents', `${lent}/documents`),
		at('listener', 'speech-account', '/account', switchOnVoices),
		at('listener', 'speech-section', `${heard}/goals`),
		{
			who: 'borrower',
			name: 'whose-drafts',
			run: async ({ language }, shoot) => {
				const page = await stage.newPage();
				const newcomer = stage.guideOn(page, language);
				await newcomer.start();
				await newcomer.openSection('project');
				await page.locator('#project_title').fill('Gartenfest');
				await newcomer.standing('on_device').waitFor();
				await page.goto(newcomer.address('/sign-in'));
				await page.locator('#code').fill(await newcomer.askForCode(`whose.${language}@example.test`));
				await page.getByRole('heading', { name: newcomer.say('whose_title') }).waitFor();
				await shoot('whose-drafts', { page });
				await page.context().close();
			}
		}
	];
}

async function switchOnVoices({ page, say }: Applicant): Promise<void> {
	await page.locator('#speech').waitFor();
	for (const key of ['speech_read', 'speech_dictate']) {
		const control = page.getByRole('checkbox', { name: say(key) });
		// Without a voice for the language, or a browser that listens, the page says so instead.
		if ((await control.count()) > 0) await control.check();
	}
}
