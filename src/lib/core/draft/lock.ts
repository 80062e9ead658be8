import type { Clarification } from '../api/clarification';
import { isReopened } from '../application/clarification';
import type { Draft } from './draft';

type Sent = Pick<Draft, 'server'>;

export function hasReceipt({ server }: Sent): boolean {
	return (server?.receipt ?? null) !== null;
}

/** What the office waits for, as far as this device knows: it opens again what it names, and nothing else. */
export function openClarification(draft: Sent): Clarification | null {
	const isAsked = hasReceipt(draft) && draft.server?.state === 'clarification';
	return isAsked ? (draft.server?.clarification ?? null) : null;
}

/** What was sent stays as it was sent, until the office asks. */
export function isLocked(draft: Sent): boolean {
	return hasReceipt(draft) && openClarification(draft) === null;
}

/** The same as the database decides, which refuses everything else. */
export function mayChange(draft: Sent, path: string): boolean {
	return !hasReceipt(draft) || isReopened(path, openClarification(draft)?.items ?? []);
}

/** "Send" was said, and nothing has arrived yet: of the application itself, or of the answer to the open clarification. */
export function isUnderWay(draft: Pick<Draft, 'server' | 'submission'>): boolean {
	if (draft.submission === null) return false;
	const asked = openClarification(draft);
	return asked === null ? !hasReceipt(draft) : draft.submission.answers === asked.id;
}

/** Waits to be sent just as it is. When somebody else wrote in it, it waits for a person instead, who may write again. */
export function isQueued(draft: Pick<Draft, 'server' | 'submission'>): boolean {
	return isUnderWay(draft) && draft.submission?.isApproved === true;
}
