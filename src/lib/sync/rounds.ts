import { roundsSchema, type Round } from '../core/round/round';

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
		const parsed = roundsSchema.safeParse(await response.json());
		return parsed.success ? parsed.data.rounds : null;
	} catch {
		return null;
	}
}
