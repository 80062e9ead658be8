import { loadRounds } from '$lib/sync/rounds';

export async function load({ fetch, parent }) {
	const { locale } = await parent();
	return { rounds: await loadRounds(fetch, locale), nowMs: Date.now() };
}
