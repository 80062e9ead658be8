import type { Receipt } from '../core/application/receipt';
import type { Draft } from '../core/draft/draft';
import { withoutBase } from '../core/draft/exchange';
import { offeredAnew } from '../core/file/offer';
import { newSubmit, withSave } from '../core/sync/outbox';
import { isOlderThanRestore, wasLostWith, type Restore } from '../core/sync/restore';
import { parseInstant } from '../core/time/instant';
import type { KeptWithFiles } from '../local/device-store';

/**
 * An application the server does not know, as it is offered to one that has evidently lost it in a restore: words, documents,
 * and what had been sent, under its key and as early as it was. The same where it was not lost so: then its time was over.
 */
export function offeredWhole(
	kept: KeptWithFiles,
	restores: readonly Restore[],
	nowMs: number
): KeptWithFiles {
	const { draft } = kept;
	if (draft === null || draft.server?.state === 'withdrawn' || !wasLost(draft, restores)) return kept;
	const submission = sentAgain(draft);
	const { items, files } = offeredAnew(kept, nowMs);
	const saves = withSave(
		items.filter(({ kind }) => kind !== 'submit'),
		draft.id,
		nowMs
	);
	return {
		draft: { ...withoutBase(draft), server: null, submission },
		items: submission === null ? saves : [...saves, newSubmit(draft.id, submission.key, nowMs)],
		files
	};
}

function wasLost(draft: Draft, restores: readonly Restore[]): boolean {
	const receipt = receiptOf(draft);
	return receipt === null
		? isOlderThanRestore(draft.createdAtMs, restores)
		: wasLostWith(receipt.received_at, restores);
}

/** An answer to a question that is lost too is part of the application now, which had arrived when its receipt says. */
function sentAgain(draft: Draft): Draft['submission'] {
	const [{ submission }, receipt] = [draft, receiptOf(draft)];
	if (submission === null || receipt === null) return submission;
	const { key, preparedAtMs } = submission;
	const arrivedMs = parseInstant(receipt.received_at) ?? preparedAtMs;
	return { key, preparedAtMs: Math.min(preparedAtMs, arrivedMs), isApproved: true };
}

function receiptOf({ server }: Draft): Receipt | null {
	return server?.receipt ?? null;
}
