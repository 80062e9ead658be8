const maxLength = 254;

/** An address a code can be sent to, for the server and the screen alike; the only sure proof is a mail that arrives. */
export function isEmail(text: string): boolean {
	return text.length <= maxLength && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}
