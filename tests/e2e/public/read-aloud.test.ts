import type { Page } from '@playwright/test';
import { expect, test } from '../../support/journey.ts';
import { phoneScreen } from '../../support/phone.ts';
import { words } from '../../support/words.ts';

/** Headless Chromium has no voices. This one speaks Arabic, and says what it was given. */
function aVoiceOfThisDevice(): void {
	const said: { text: string; lang: string; onerror(): void }[] = [];
	const put = (name: string, value: unknown) =>
		Object.defineProperty(globalThis, name, { value, configurable: true });
	put('said', said);
	put(
		'SpeechSynthesisUtterance',
		class {
			readonly text: string;
			constructor(text: string) {
				this.text = text;
			}
		}
	);
	put('speechSynthesis', {
		getVoices: () => [{ lang: 'ar-EG', localService: true }],
		addEventListener: () => undefined,
		speak: (utterance: (typeof said)[number]) => said.push(utterance),
		cancel: () => said.splice(0).forEach((one) => one.onerror())
	});
}

const said = (page: Page) =>
	page.evaluate(() =>
		(Reflect.get(globalThis, 'said') as { text: string; lang: string }[]).map(({ text, lang }) => ({
			text,
			lang
		}))
	);

test('questions and answers of the help are read aloud in the language of the page, with network and without', async ({
	newWindow,
	server
}) => {
	const say = words('ar');
	const page = await newWindow({ ...phoneScreen, locale: 'ar' });
	await page.addInitScript(aVoiceOfThisDevice);
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(request.url()));
	await page.goto(`${server.origin}/ar`);
	await page.evaluate(() => navigator.serviceWorker.ready);
	expect(fetched.filter((url) => url.includes('/reader.'))).toEqual([]);

	const reads = async () => {
		const part = page.locator('#code');
		const button = part.getByRole('button');
		await expect(button).toHaveAccessibleName(say('speech_say'));
		await button.click();
		const [first, second] = await said(page);
		expect(first).toEqual({ text: say('help_code_title'), lang: 'ar-EG' });
		expect(say('help_code_text')).toContain(second?.text);
		await expect(button).toHaveAccessibleName(say('speech_stop'));
		await button.click();
		expect(await said(page)).toEqual([]);
	};
	await page.goto(`${server.origin}/ar/help`);
	await reads();
	await page.goto(`${server.origin}/de/help`);
	await expect(page.locator('main h1')).toBeVisible();
	await expect(page.locator('#code').getByRole('button')).toHaveCount(0);

	// Drawn by the app, from what the worker keeps.
	await page.context().setOffline(true);
	await page.goto(`${server.origin}/ar/help`);
	await reads();
	await page.context().setOffline(false);
});
