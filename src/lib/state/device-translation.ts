/**
 * The browser's own translation (the Translator API of Chromium): it runs on the device, and what is translated goes
 * nowhere. Browsers without it simply do not offer it; there is no service behind it and there must never be one.
 */
export interface DeviceTranslation {
	/** `needs_download`: the browser has to fetch a language pack first, which needs a network and some patience. */
	readonly state: 'ready' | 'needs_download';
	/** Null where the device could not do it. */
	translate(text: string): Promise<string | null>;
}

interface Translator {
	translate(text: string): Promise<string>;
	destroy?(): void;
}

interface TranslatorApi {
	availability(languages: Languages): Promise<string>;
	create(languages: Languages): Promise<Translator>;
}

interface Languages {
	readonly sourceLanguage: string;
	readonly targetLanguage: string;
}

/** Translation from a language into German, or null where this device cannot do it. */
export async function deviceTranslation(
	language: string,
	device: object = globalThis
): Promise<DeviceTranslation | null> {
	const api = apiOf(device);
	if (api === null || language === 'de' || language === 'other') return null;
	const languages = { sourceLanguage: language, targetLanguage: 'de' };
	const availability = await api.availability(languages).catch(() => 'unavailable');
	if (!['available', 'downloadable', 'downloading'].includes(availability)) return null;
	return {
		state: availability === 'available' ? 'ready' : 'needs_download',
		translate: (text) => translated(api, languages, text)
	};
}

async function translated(api: TranslatorApi, languages: Languages, text: string): Promise<string | null> {
	try {
		const translator = await api.create(languages);
		const german = await translator.translate(text);
		translator.destroy?.();
		return german.trim() === '' ? null : german;
	} catch {
		return null;
	}
}

function apiOf(device: object): TranslatorApi | null {
	const api = 'Translator' in device ? device.Translator : null;
	return isApi(api) ? api : null;
}

function isApi(api: unknown): api is TranslatorApi {
	const { availability, create } = Object(api);
	return typeof availability === 'function' && typeof create === 'function';
}
