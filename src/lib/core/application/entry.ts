import { plainIban } from '../bank/iban';
import { parseAmount } from '../money/amount';
import { parseCount } from '../number/count';
import { normaliseDigits } from '../number/digits';
import { withoutInvisibleMarks } from '../text/text';
import { type Field } from './fields';

/**
 * What a draft keeps of a typed text: cents or a count where it was understood, else the text exactly as typed (and the
 * problem is said beside it). Codes people copy (IBAN, post code, phone) lose foreign digits and invisible marks; so do numbers
 * in one line (of a register, of the tax office), unless words stand there that are written with those digits.
 */
export function entryOf(kind: Field['kind'], typed: string): string | number {
	if (kind === 'money') return numberOr(typed, parseAmount(typed));
	if (kind === 'count') return numberOr(typed, parseCount(typed));
	if (kind === 'iban') return plainIban(typed);
	if (kind === 'phone' || kind === 'postal_code' || kind === 'year')
		return normaliseDigits(withoutInvisibleMarks(typed)).trim();
	if (kind === 'text' && !/(?!\p{Script=Latin})\p{L}/u.test(typed)) return normaliseDigits(typed);
	return kind === 'email' ? withoutInvisibleMarks(typed).trim() : typed;
}

/** The same as a change of a draft: nothing typed takes the path away. */
export function keptOf(kind: Field['kind'], typed: string): string | number | null {
	const kept = entryOf(kind, typed);
	return kept === '' ? null : kept;
}

function numberOr(typed: string, parsed: unknown): string | number {
	return typeof parsed === 'number' ? parsed : typed;
}
