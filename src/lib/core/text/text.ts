/** Controls except tab and line ends, and halves of surrogate pairs: nothing a person can have meant. As in SQL. */
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uD800-\uDFFF]/u;

/** Postgres refuses these two inside jsonb, and one of them would keep the whole draft from being saved. */
const unstorable = /[\u0000\uD800-\uDFFF]/gu;

/** Bidi and zero-width marks that come along when numbers or addresses are pasted out of right-to-left text. */
const invisibleMarks = /[\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

export function hasControlCharacters(text: string): boolean {
	return controlCharacters.test(text);
}

/**
 * What may be kept of a text: NUL and lone surrogates become U+FFFD. Phones really produce the latter, in the middle of
 * typing an emoji; the next keystroke then brings the whole character.
 */
export function storableText(text: string): string {
	return text.replace(unstorable, '\uFFFD');
}

export function withoutInvisibleMarks(text: string): string {
	return text.replace(invisibleMarks, '');
}

/** True also for texts that only look written: spaces, zero-width and bidi marks. */
export function isBlank(text: string): boolean {
	return withoutInvisibleMarks(text).trim() === '';
}

/** Counted in code points, as Postgres' `char_length` does, so that an emoji is not two. */
export function isLongerThan(text: string, max: number): boolean {
	return text.length > max && [...text].length > max;
}

/** Nothing a form could not be stored with. */
export function isStorable(text: string): boolean {
	return storableText(text) === text;
}
