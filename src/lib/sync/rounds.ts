import type { Round } from '../core/round/round';

/**
 * The public rounds in one language. Without network the service worker answers with those seen last.
 * Null when they cannot be had at all: the page then says so and offers to try again.
 */
export async function loadRounds(
	fetch: typeof globalThis.fetch,
	locale: string
): Promise<readonly Round[] | null> {
	try {
		const response = await fetch(`/${locale}/rounds.json`);
		const body: unknown = await response.json();
		return isRounds(body) ? body.rounds : null;
	} catch {
		return null;
	}
}

/**
 * Our server has checked every round with `roundSchema` before sending it; here only an answer that is not ours (a captive
 * portal, an error page) must be told apart, which is not worth a schema library on every public page.
 */
function isRounds(body: unknown): body is { readonly rounds: readonly Round[] } {
	const rounds: unknown = Object(body).rounds;
	return Array.isArray(rounds) && rounds.every((round) => typeof Object(round).slug === 'string');
}
