import type { Draft } from '$lib/core/draft/draft';
import { hasReceipt, openClarification } from '$lib/core/draft/lock';

/** Where a screen of the form was come from, and where it leads back to. */
export function backTo(home: string, draft: Draft | null): string {
	if (!draft || !hasReceipt(draft)) return home;
	return `${home}/${openClarification(draft) === null ? 'status' : 'answer'}`;
}
