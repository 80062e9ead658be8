import type { LetterKind } from '../../core/letter/template';
import { m } from '../../i18n/generated/staff/messages';

export type CaseLetter = {
	readonly id: string;
	readonly kind: LetterKind;
	readonly writtenAt: string;
	readonly isPrinted: boolean;
	/** By somebody of the group, the first time. */
	readonly openedAt: string | null;
	readonly sha256: string | null;
	/** When the letter was written that took its place. */
	readonly replacedAt: string | null;
};

/** What each letter is called in the office. */
export const officialNames: Readonly<Record<LetterKind, () => string>> = {
	receipt: m.letter_kind_receipt,
	request: m.letter_kind_request,
	approved: m.letter_kind_approved,
	waitlisted: m.letter_kind_waitlisted,
	rejected: m.letter_kind_rejected,
	changed: m.letter_kind_changed,
	change_refused: m.letter_kind_change_refused,
	given_back: m.letter_kind_given_back,
	recovery: m.letter_kind_recovery,
	revoked: m.letter_kind_revoked,
	proof_checked: m.letter_kind_proof_checked
};
