import type { Draft } from '../core/draft/draft';
import { draftStanding, type DraftStanding } from '../core/draft/standing';
import { isOfWords, isParked, isUnanswered, parkedCode, type QueueItem } from '../core/sync/outbox';
import type { Activity } from '../sync/engine';

interface Scene {
	readonly isOnline: boolean;
	readonly isSignedIn: boolean;
	readonly isOfAnother: boolean;
	readonly isBorrowed: boolean;
	readonly activity: Activity | null;
	readonly items: readonly QueueItem[];
}

export function standingOf(draft: Draft, scene: Scene): DraftStanding {
	const { activity, items } = scene;
	const isActive = (kind: Activity['kind']) => activity?.draftId === draft.id && activity.kind === kind;
	return draftStanding(draft, {
		...scene,
		isSaving: isActive('saving'),
		isSending: isActive('sending'),
		hasWaitingFiles: items.some(
			(item) => item.kind === 'upload' && item.draftId === draft.id && !isParked(item)
		),
		isUnanswered: isUnanswered(items, draft.id),
		parkedBy: parkedCode(items, draft.id)
	});
}

/** Why the machine cannot go on by itself, or why it is still trying; null while all is well. */
export function failureOf(draft: Draft, items: readonly QueueItem[]): string | null {
	const own = items.filter((item) => item.draftId === draft.id && isOfWords(item));
	return (own.find(isParked) ?? own.find((item) => item.lastFailure !== null))?.lastFailure ?? null;
}
