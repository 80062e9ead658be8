import { hasLockedWords, hasUnsavedChanges, type Draft } from '../core/draft/draft';
import { withoutApproval } from '../core/draft/edit';
import { afterAccess, afterHelp } from '../core/draft/exchange';
import { maySend } from '../core/draft/may';
import { isOnlyHere } from '../core/file/file';
import { isProof, proofOf } from '../core/proof/id';
import { parked, withSave } from '../core/sync/outbox';
import type { Restore } from '../core/sync/restore';
import type { DeviceStore, KeptWithFiles } from '../local/device-store';
import { offeredWhole } from './lost-with-restore';
import type { Transport } from './transport';

/**
 * What the account does not list any more. Whoever was taken out, helped for a time or only read has nothing of it once that is
 * over, and nobody has a draft that was deleted, but words and documents that never got away: their person says what becomes
 * of them. What else is missing the server has forgotten: it stays, and goes there again where a restore has lost it. True
 * where it was deleted.
 */
export async function giveBack(
	store: DeviceStore,
	transport: Transport,
	id: string,
	restores: readonly Restore[] = []
): Promise<boolean> {
	if (isProof(id)) return false;
	const answer = await transport.read(id);
	if (answer.isOk) return false;
	const { code } = answer.outcome;
	if (code === 'draft_deleted') await store.step(id, afterDeletion);
	if (code === 'access_ended') {
		await store.step(id, (kept) => withoutWhatArrived(kept) ?? out(kept));
		await store.step(proofOf(id), (kept) => withoutWhatArrived(kept) ?? kept);
	}
	if (code === 'not_found')
		await store.step(id, (kept) =>
			kept.draft === null || maySend(kept.draft)
				? offeredWhole(kept, restores, Date.now())
				: (withoutWhatArrived(kept) ?? { ...kept, draft: afterHelp(kept.draft) })
		);
	return code === 'draft_deleted';
}

/** The server says that the draft was deleted for good, whatever was asked: what is here alone stays, and its person is told. */
export function afterDeletion({ draft, items, files }: KeptWithFiles) {
	// What was to be taken away there is gone.
	const kept = { draft, items: items.filter(({ kind }) => kind !== 'discard'), files };
	return withoutWhatArrived(kept) ?? told(kept);
}

function out(kept: KeptWithFiles): KeptWithFiles {
	return { ...kept, draft: kept.draft && afterAccess(kept.draft) };
}

/** Nothing is left of it where every word and document had arrived. */
function withoutWhatArrived({ draft, items, files }: KeptWithFiles) {
	const isNeeded = draft !== null && (hasWords(draft) || items.length > 0 || files.some(isOnlyHere));
	return isNeeded ? null : { draft: null, items: [] };
}

/** On their way, too late for an answer, or one of two versions that nobody has chosen yet. */
function hasWords(draft: Draft): boolean {
	return hasUnsavedChanges(draft) || hasLockedWords(draft) || draft.conflicts.length > 0;
}

function told({ draft, items, files }: KeptWithFiles): KeptWithFiles {
	if (draft === null) return { draft, items, files };
	const waiting = withSave(items, draft.id, Date.now());
	return {
		draft: withoutApproval(draft),
		items: waiting.map((item) => parked(item, 'draft_deleted')),
		// The documents were not refused: there is nothing more they could belong to.
		files: files.map((file) =>
			file.failure === 'draft_deleted' ? { ...file, state: 'kept', failure: null } : file
		)
	};
}
