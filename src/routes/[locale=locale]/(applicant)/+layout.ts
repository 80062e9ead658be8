import { loadRounds } from '$lib/sync/rounds';

/** Drawn on the device from what the device knows: a page of the server would be an error without network. */
export const ssr = false;

export async function load({ fetch, parent }) {
	const { locale } = await parent();
	return { rounds: await loadRounds(fetch, locale) };
}
