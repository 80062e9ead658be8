import { describe, expect, it } from 'vitest';
import { canDictate, dictate, voiceFor } from './speech';

const voice = (lang: string, localService: boolean) => ({
	lang,
	localService,
	name: `${lang} ${localService}`
});
const speaking = (...voices: readonly object[]) => ({
	SpeechSynthesisUtterance: class {},
	speechSynthesis: { getVoices: () => voices, addEventListener: () => undefined }
});

describe('a voice', () => {
	it('speaks the language of the page, and comes from the device where it can', async () => {
		const device = speaking(voice('tr-TR', false), voice('de_DE', false), voice('de-AT', true));
		expect(await voiceFor('de-simple', device)).toMatchObject({ lang: 'de-AT' });
		expect(await voiceFor('tr', device)).toMatchObject({ lang: 'tr-TR' });
		expect(await voiceFor('ku', device)).toBeNull();
		expect(await voiceFor('de', {})).toBeNull();
	});

	it('may be known only a moment later', async () => {
		const voices: object[] = [];
		const told: (() => void)[] = [];
		const device = {
			SpeechSynthesisUtterance: class {},
			speechSynthesis: {
				getVoices: () => voices,
				addEventListener: (_: string, tell: () => void) => told.push(tell)
			}
		};
		const asked = voiceFor('fa', device);
		voices.push(voice('fa-IR', true));
		for (const tell of told) tell();
		expect(await asked).toMatchObject({ lang: 'fa-IR' });
	});
});

/** A browser that listens, and does what the test says. */
function listener() {
	const made: Record<string, unknown>[] = [];
	class Recogniser {
		[key: string]: unknown;
		isStarted = false;
		constructor() {
			made.push(this);
		}
		start() {
			this['isStarted'] = true;
		}
		stop() {
			(this['onend'] as () => void)();
		}
	}
	return { device: { webkitSpeechRecognition: Recogniser }, made };
}

describe('dictation', () => {
	it('is not offered by browsers that have none', () => {
		expect(canDictate({})).toBe(false);
		expect(dictate({ tag: 'de', onsaid: () => undefined, onend: () => undefined }, {})).toBeNull();
	});

	it('gives each sentence once it is certain, in the language of the answer, and ends', () => {
		const { device, made } = listener();
		const said: string[] = [];
		const ends: boolean[] = [];
		const dictation = dictate(
			{ tag: 'ar', onsaid: (text) => said.push(text), onend: (isWell) => ends.push(isWell) },
			device
		);
		const [recogniser] = made as [Record<string, (event: unknown) => void>];
		expect(recogniser).toMatchObject({ lang: 'ar', continuous: true, isStarted: true });
		const result = (transcript: string, isFinal: boolean) => Object.assign([{ transcript }], { isFinal });
		recogniser['onresult']?.({ resultIndex: 0, results: [result('Wir', false)] });
		recogniser['onresult']?.({ resultIndex: 0, results: [result(' Wir kochen. ', true)] });
		recogniser['onresult']?.({
			resultIndex: 1,
			results: [result('Wir kochen.', true), result('Jeden Tag.', true)]
		});
		expect(said).toEqual(['Wir kochen.', 'Jeden Tag.']);
		dictation?.stop();
		expect(ends).toEqual([true]);
	});

	it('says when the browser was not allowed to listen, and takes silence for no failure', () => {
		for (const [error, isWell] of [
			['not-allowed', false],
			['network', false],
			['no-speech', true]
		] as const) {
			const { device, made } = listener();
			const ends: boolean[] = [];
			dictate({ tag: 'de', onsaid: () => undefined, onend: (well) => ends.push(well) }, device);
			const [recogniser] = made as [Record<string, (event?: unknown) => void>];
			recogniser['onerror']?.({ error });
			recogniser['onend']?.();
			expect(ends).toEqual([isWell]);
		}
	});
});
