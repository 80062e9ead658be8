import { normaliseDigits } from '../number/digits';
import { withoutInvisibleMarks } from '../text/text';

/** What is kept of a typed IBAN: capitals and digits without spaces. */
export function plainIban(text: string): string {
	return normaliseDigits(withoutInvisibleMarks(text)).replace(/[\s-]/g, '').toUpperCase();
}

/** ISO 13616: 15 to 34 characters, remainder 1 modulo 97; a German one has 22. */
export function isIban(text: string): boolean {
	const iban = text.replace(/\s/g, '').toUpperCase();
	if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
	if (iban.startsWith('DE') && iban.length !== 22) return false;
	let remainder = 0;
	for (const sign of iban.slice(4) + iban.slice(0, 4)) {
		for (const digit of String(parseInt(sign, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
	}
	return remainder === 1;
}

/** In blocks of four, as cards and forms print it. */
export function formatIban(text: string): string {
	return plainIban(text).replace(/(.{4})(?=.)/g, '$1 ');
}
