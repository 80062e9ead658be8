const maxLength = 254;

/**
 * An address a code can be sent to, for the server and the screen alike; the only sure proof is a mail that arrives. Letters nobody
 * sees (control characters, marks of direction, halves of letters) are in none: it would look like another one.
 */
export function isEmail(text: string): boolean {
	return text.length <= maxLength && /^[^\s\p{C}@]+@[^\s\p{C}@.]+(\.[^\s\p{C}@.]+)+$/u.test(text);
}
