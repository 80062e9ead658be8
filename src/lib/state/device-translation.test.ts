import { describe, expect, it } from 'vitest';
import { deviceTranslation } from './device-translation';

/** A browser that can translate Turkish, and tells what it was asked for. */
function browser(availability = 'available', translate: (text: string) => Promise<string> = germanOf) {
	const asked: unknown[] = [];
	const Translator = {
		availability: async (languages: unknown) => {
			asked.push(languages);
			return availability;
		},
		create: async () => ({ translate })
	};
	return { device: { Translator }, asked };
}

const germanOf = async (text: string) => `auf Deutsch: ${text}`;

describe('translation on the device', () => {
	it('is not offered by browsers that have none', async () => {
		expect(await deviceTranslation('tr', {})).toBeNull();
		expect(await deviceTranslation('tr', { Translator: undefined })).toBeNull();
		expect(await deviceTranslation('tr', { Translator: { create: germanOf } })).toBeNull();
		expect(await deviceTranslation('tr')).toBeNull();
	});

	it('goes from the language of the answer into German', async () => {
		const { device, asked } = browser();
		const translation = await deviceTranslation('tr', device);
		expect(asked).toEqual([{ sourceLanguage: 'tr', targetLanguage: 'de' }]);
		expect(translation?.state).toBe('ready');
		expect(await translation?.translate('Merhaba')).toBe('auf Deutsch: Merhaba');
	});

	it.each(['downloadable', 'downloading'])(
		'says when a language pack has to come first: %s',
		async (state) => {
			expect((await deviceTranslation('tr', browser(state).device))?.state).toBe('needs_download');
		}
	);

	it('is not offered for what the device cannot do, for German, and for a language without a name', async () => {
		expect(await deviceTranslation('ku', browser('unavailable').device)).toBeNull();
		expect(await deviceTranslation('de', browser().device)).toBeNull();
		expect(await deviceTranslation('other', browser().device)).toBeNull();
		const failing = { Translator: { availability: () => Promise.reject(new Error('no')), create: germanOf } };
		expect(await deviceTranslation('tr', failing)).toBeNull();
	});

	it('gives nothing where translating failed, and never an empty German version', async () => {
		const refusing = browser('available', () => Promise.reject(new Error('no')));
		expect(await (await deviceTranslation('tr', refusing.device))?.translate('Merhaba')).toBeNull();
		const silent = browser('available', async () => ' ');
		expect(await (await deviceTranslation('tr', silent.device))?.translate('Merhaba')).toBeNull();
	});
});
