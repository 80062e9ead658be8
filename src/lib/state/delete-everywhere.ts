import { deleteDraft } from '../sync/delete-draft';
import type { Applications } from './applications.svelte';
import { noteGone } from './gone-drafts';

/** From the account, and then from this device; null when it is done, otherwise the code of what went wrong. */
export async function deleteEverywhere(
	applications: Applications,
	fetch: typeof globalThis.fetch,
	id: string
): Promise<string | null> {
	const answer = await deleteDraft(fetch, id);
	if (!answer.isOk) return answer.outcome.code;
	noteGone([id]);
	await applications.remove(id);
	return null;
}
