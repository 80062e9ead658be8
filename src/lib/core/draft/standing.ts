import { type FailureCode } from '../failure/failure';
import { type Draft, hasUnsavedChanges } from './draft';
import { hasReceipt, isLocked, isUnderWay } from './lock';

/** Where the words of a draft are: what every screen of it says. */
export type DraftStanding =
	| 'on_device'
	/** A phone that is not theirs: gone with the window. */
	| 'in_window'
	| 'saving'
	| 'saved_on_server'
	| 'sending'
	| 'queued_not_sent'
	/** Sent, and the answer got lost: nobody knows whether it arrived. */
	| 'unanswered'
	| 'received'
	/** The office has asked, what was written is saved, and the answer is not sent. */
	| 'answer_not_sent'
	| 'needs_sign_in'
	/** Somebody else is signed in here: neither their account nor this one has to do with what is written now. */
	| 'other_account'
	| 'needs_you';

export type Surroundings = {
	readonly isOnline: boolean;
	readonly isSignedIn: boolean;
	/** Signed in, as somebody else. */
	readonly isOfAnother?: boolean;
	/** Nothing stays on this device. */
	readonly isBorrowed?: boolean;
	/** A save is on its way to the server right now. */
	readonly isSaving: boolean;
	/** A submission is on its way right now. */
	readonly isSending: boolean;
	/** An attempt to send got no answer. */
	readonly isUnanswered: boolean;
	/** A document is ready to travel. */
	readonly hasWaitingFiles?: boolean;
	/** Why a queued item of this draft is parked (`parkedCode`), null while none is. */
	readonly parkedBy: FailureCode | null;
};

/** The office has asked something: "received" alone would let people wait for each other. */
const statesOfQuestion: readonly string[] = ['clarification', 'report_clarification'];

/** The server's receipt comes before everything; after it, what a person must do comes before what the machine does. */
export function draftStanding(draft: Draft, surroundings: Surroundings): DraftStanding {
	const { isOnline, isSignedIn, isSaving, isSending, isUnanswered, parkedBy } = surroundings;
	if (isLocked(draft)) return statesOfQuestion.includes(draft.server?.state ?? '') ? 'needs_you' : 'received';
	if (surroundings.isOfAnother) return 'other_account';
	if (draft.conflicts.length > 0 || parkedBy !== null) return 'needs_you';
	if (isUnderWay(draft)) {
		if (!isSignedIn) return 'needs_sign_in';
		if (isOnline && isSending) return 'sending';
		return isUnanswered ? 'unanswered' : 'queued_not_sent';
	}
	if (isSaving) return 'saving';
	const isSaved = draft.base !== null && !hasUnsavedChanges(draft);
	const isStuck = draft.ownerId !== null && isOnline && !isSignedIn;
	// Documents that wait for a session too: "saved" would let people go.
	if (isStuck && (!isSaved || surroundings.hasWaitingFiles)) return 'needs_sign_in';
	if (isSaved) return hasReceipt(draft) ? 'answer_not_sent' : 'saved_on_server';
	return surroundings.isBorrowed ? 'in_window' : 'on_device';
}
