/**
 * Decimal digits of every script on the basic plane become 0–9. Their runs of ten start at a code point ending in 0 or 6
 * (tested against Unicode), so no table travels to the phone.
 */
export function normaliseDigits(text: string): string {
	return text.replace(/\p{Nd}/gu, (digit) => {
		const point = digit.codePointAt(0) ?? 0;
		if (point > 0xffff) return digit;
		const row = point & ~15;
		const zero = /\p{Nd}/u.test(String.fromCharCode(row)) ? row : row + 6;
		return String(point - zero);
	});
}
