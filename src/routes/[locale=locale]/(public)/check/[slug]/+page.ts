import { error } from '@sveltejs/kit';
import { roundPhase } from '$lib/core/round/phase';
import { loadRounds } from '$lib/sync/rounds';

export async function load({ fetch, parent, params }) {
	const { locale } = await parent();
	const rounds = await loadRounds(fetch, locale);
	const round = rounds?.find(({ slug }) => slug === params.slug) ?? null;
	if (rounds !== null && round === null) error(404, { message: 'no such round', code: 'round_not_found' });
	const nowMs = Date.now();
	return { round, open: rounds?.find((one) => roundPhase(one, nowMs) === 'open'), nowMs };
}
