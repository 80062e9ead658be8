import type { ReadableLetter } from '../../i18n/letter-text';

/** A letter that was asked for before it exists, and the fingerprint of its words where somebody signs for them. */
export type ShownLetter = {
	readonly letter: ReadableLetter;
	readonly sha256: string;
	/** It goes out with the second signature, not with the first. */
	readonly needsSecond: boolean;
};

/** What a form says that shows its letter before it is signed. */
export type LetterFirst = {
	/** "sign", or anything else to read the letter first. */
	readonly intent: string;
	/** The fingerprint of the letter that was read; empty where none was. */
	readonly letter: string;
};
