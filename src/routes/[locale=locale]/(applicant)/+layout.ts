import { findBorrowed } from '$lib/state/borrowed-phone';
import { loadWindowStore } from '$lib/state/window-store';
import { loadRounds } from '$lib/sync/rounds';

/** Drawn on the device from what the device knows: a page of the server would be an error without network. */
export const ssr = false;

export async function load({ fetch, parent }) {
	const { locale } = await parent();
	const [rounds, isBorrowed] = await Promise.all([loadRounds(fetch, locale), findBorrowed(fetch)]);
	return { rounds, windowStore: isBorrowed ? await loadWindowStore() : null };
}
