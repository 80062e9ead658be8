import { error } from '@sveltejs/kit';
import { loadRounds } from '$lib/sync/rounds';

export async function load({ fetch, parent, params }) {
	const { locale } = await parent();
	const rounds = await loadRounds(fetch, locale);
	const round = rounds?.find(({ slug }) => slug === params.slug) ?? null;
	if (rounds !== null && round === null) error(404, { message: 'no such round', code: 'round_not_found' });
	return { round, nowMs: Date.now() };
}
