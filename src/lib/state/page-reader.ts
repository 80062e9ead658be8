import { readAloud, voiceFor } from './speech';

/**
 * Reads a page of text aloud, each part by the button that stands in it. Plain DOM, because public pages have no client of
 * Svelte: their own script (`src/visitor.ts`) fetches this where there are such buttons. A browser speaks only if it is asked
 * to in the very tap, so it is here before somebody taps.
 */
const BUTTON = 'button[data-action="read"]';
const PART = 'section, header';
const WORDS = 'h1, h2, p, li';

/** Shows the buttons where a voice of this device speaks the language; gives the way to stop. */
export async function offerReading(): Promise<() => void> {
	const voice = await voiceFor(document.documentElement.lang);
	// One from the internet would tell somebody else what is read here.
	if (!voice?.localService) return () => undefined;
	const stop = () => speechSynthesis.cancel();
	for (const button of document.querySelectorAll<HTMLButtonElement>(BUTTON)) {
		button.hidden = false;
		button.onclick = () => (isReading(button) ? stop() : void read(button, voice));
	}
	addEventListener('pagehide', stop);
	return stop;
}

async function read(button: HTMLButtonElement, voice: SpeechSynthesisVoice): Promise<void> {
	const words = button.closest(PART)?.querySelectorAll<HTMLElement>(WORDS) ?? [];
	changeWord(button);
	await readAloud(
		[...words].map((element) => element.innerText),
		voice
	);
	changeWord(button);
}

/** A button has two words, and shows what its next tap does. */
const wordsOf = (button: HTMLButtonElement) => [...button.querySelectorAll('span')];
const isReading = (button: HTMLButtonElement) => wordsOf(button)[0]?.hidden === true;
const changeWord = (button: HTMLButtonElement) => {
	for (const word of wordsOf(button)) word.hidden = !word.hidden;
};
