import type { ReadableLetter } from '../../i18n/letter-text';

/** A letter that was asked for before it exists, and the fingerprint of its words where somebody signs for them. */
export type ShownLetter = { readonly letter: ReadableLetter; readonly sha256: string };
