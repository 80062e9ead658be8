import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import TextPage from './TextPage.svelte';

interface Utterance {
	readonly text: string;
	readonly voice: unknown;
	onend(): void;
	onerror(): void;
}

const voice = (lang: string, localService: boolean) => ({ lang, localService });
let voices: object[] = [];
/** What is on its way to the loudspeaker. */
let said: Utterance[] = [];
const texts = () => said.map(({ text }) => text);
const finish = () => said.splice(0).forEach((one) => one.onend());

const page = {
	locale: 'tr',
	title: 'Yardım',
	lead: 'Kısa cevaplar',
	contentsTitle: 'Sorular',
	sections: [
		{ id: 'offline', title: 'İnternetsiz?', text: 'Evet.\n\n- bir\n- iki\u00adnci' },
		{ id: 'saved', title: 'Nerede?', text: 'Burada.' }
	],
	isReadAloud: true
} as const;

beforeEach(() => {
	document.documentElement.lang = 'tr';
	said = [];
	vi.stubGlobal('speechSynthesis', {
		getVoices: () => voices,
		addEventListener: () => undefined,
		speak: (utterance: Utterance) => said.push(utterance),
		cancel: () => said.splice(0).forEach((one) => one.onerror())
	});
	vi.stubGlobal(
		'SpeechSynthesisUtterance',
		class {
			readonly text: string;
			constructor(text: string) {
				this.text = text;
			}
		}
	);
});
afterEach(() => {
	vi.unstubAllGlobals();
	document.documentElement.lang = '';
});

it('reads the part whose button is tapped, and stops with the next tap', async () => {
	voices = [voice('tr_TR', true)];
	const { getByRole } = await render(TextPage, page);
	const second = getByRole('button').nth(1);
	await expect.element(second).toHaveAccessibleName('Vorlesen');
	await expect.element(second).toHaveAccessibleDescription('İnternetsiz?');
	await second.click();
	expect(texts()).toEqual(['İnternetsiz?', 'Evet.', 'bir', 'ikinci']);
	await expect.element(second).toHaveAccessibleName('Anhalten');
	await second.click();
	expect(texts()).toEqual([]);
	await expect.element(second).toHaveAccessibleName('Vorlesen');
});

it('begins with the title and the list of questions, and ends by itself', async () => {
	voices = [voice('tr', true)];
	const { getByRole } = await render(TextPage, page);
	await getByRole('button').first().click();
	expect(texts()).toEqual(['Yardım', 'Kısa cevaplar', 'İnternetsiz?', 'Nerede?']);
	finish();
	await expect.element(getByRole('button').first()).toHaveAccessibleName('Vorlesen');
});

it('reads one part at a time, and none any more once the page is left', async () => {
	voices = [voice('tr', true)];
	const { getByRole, unmount } = await render(TextPage, page);
	await getByRole('button').nth(1).click();
	await getByRole('button').nth(2).click();
	expect(texts()).toEqual(['Nerede?', 'Burada.']);
	await expect.element(getByRole('button').nth(1)).toHaveAccessibleName('Vorlesen');
	dispatchEvent(new PageTransitionEvent('pagehide'));
	expect(texts()).toEqual([]);
	await getByRole('button').nth(1).click();
	expect(texts()).not.toEqual([]);
	await unmount();
	await expect.poll(texts).toEqual([]);
});

it.each([
	['has no voice for the language', [voice('de-DE', true)]],
	['would have to ask the internet for one', [voice('tr-TR', false)]]
])('offers nothing where the device %s', async (_, known) => {
	voices = known;
	const { container } = await render(TextPage, page);
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(container.querySelectorAll('button')).toHaveLength(3);
	expect(container.querySelectorAll('button:not([hidden])')).toHaveLength(0);
});
