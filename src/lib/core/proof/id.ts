/**
 * The proof of use lies on the device as a draft of its own beside the application it belongs to: the same memory, the same
 * way to the server, the same merging. Only its name says what it is.
 */
const ENDING = '.proof';

export function proofOf(applicationId: string): string {
	return applicationId + ENDING;
}

export function isProof(draftId: string): boolean {
	return draftId.endsWith(ENDING);
}

export function applicationOf(draftId: string): string {
	return isProof(draftId) ? draftId.slice(0, -ENDING.length) : draftId;
}
