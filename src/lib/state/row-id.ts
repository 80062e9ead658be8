const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 8;

/** A name for a new row that no other device will make: 36⁸ possibilities. */
export function newRowId(): string {
	return [...crypto.getRandomValues(new Uint8Array(LENGTH))]
		.map((byte) => ALPHABET[byte % ALPHABET.length])
		.join('');
}
