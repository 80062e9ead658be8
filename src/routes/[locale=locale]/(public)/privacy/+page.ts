import { languages } from '$lib/i18n/locales';

export const prerender = true;
export const entries = () => languages.map(({ code }) => ({ locale: code }));

/** The long list is in no phone's memory: what is kept for offline would weigh more than what it tells of. */
export async function load() {
	const list = await import('$lib/ui/site/StorageList.svelte').catch(() => null);
	return { StorageList: list?.default ?? null };
}
