import { loadSignLanguage } from '$lib/sync/sign-language';

export async function load({ fetch }) {
	return { signLanguage: await loadSignLanguage(fetch) };
}
