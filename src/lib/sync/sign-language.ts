/** Addresses; null where there is no video. */
export interface SignLanguage {
	readonly video: string | null;
	readonly transcript: string | null;
}

const none: SignLanguage = { video: null, transcript: null };

/** The video in German Sign Language that the settings name. Without network nobody can watch it, and none is offered. */
export async function loadSignLanguage(fetch: typeof globalThis.fetch): Promise<SignLanguage> {
	try {
		const { video, transcript } = Object(await (await fetch('/sign-language.json')).json());
		return {
			video: typeof video === 'string' ? video : null,
			transcript: typeof transcript === 'string' ? transcript : null
		};
	} catch {
		return none;
	}
}
