import type { LetterKind } from '../../core/letter/template';
import { m } from '../../i18n/generated/letters/messages';

/** What each letter is called where applicants find it. */
export const letterNames: Readonly<Record<LetterKind, () => string>> = {
	receipt: m.letter_receipt,
	request: m.letter_request,
	approved: m.letter_approved,
	waitlisted: m.letter_waitlisted,
	rejected: m.letter_rejected,
	changed: m.letter_changed,
	change_refused: m.letter_change_refused,
	given_back: m.letter_given_back,
	recovery: m.letter_recovery,
	revoked: m.letter_revoked,
	proof_checked: m.letter_proof_checked
};
