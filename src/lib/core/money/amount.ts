import { normaliseDigits } from '../number/digits';
import { withoutInvisibleMarks } from '../text/text';

declare const unit: unique symbol;
/** Euro cents, a whole number. The brand keeps euros, counts and typed texts out of sums. */
export type Cents = number & { readonly [unit]: 'euro_cents' };

export type AmountProblem = { readonly code: 'not_an_amount' | 'amount_too_large' };

/** 9,999,999.99 EUR: far above any micro-grant, and every sum of a form stays an exact integer. */
export const maxAmountCents = 999_999_999;

/** The currency in the languages of the interface; an amount in another one is refused, not converted. */
const euro = '(?:€|eur(?:os?)?|avro|ewro|евро|євро|[أاي]ورو|یورو)';

/** Among Persian digits the slash is the decimal sign; among others it is a fraction or a date. */
const persianDecimals = /([۰-۹])\/([۰-۹])/g;

/** Nobody types more; the rest of a pasted page need not be looked at. */
const maxTypedLength = 64;

export function isCents(value: unknown): value is Cents {
	return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maxAmountCents;
}

export function centsOf(value: unknown): Cents | null {
	return isCents(value) ? value : null;
}

/**
 * An amount of euros as people write it, whatever their language: `1.234,56` `1,234.56` `1 234,56` `1'234.50` `12,5`
 * `€ 12` `12 EUR` `12 Euro` `12 евро` `12,-` `12,--` `,50` `١٬٢٣٤٫٥٠` `١٢،٥٠` `۱۲/۵۰`. A single separator before exactly three digits groups thousands (`1.234` = `1,234`
 * = 1234 EUR), because amounts with three decimals do not exist; `0.500` is therefore refused rather than guessed.
 */
export function parseAmount(text: string): Cents | AmountProblem {
	if (text.length > maxTypedLength) return { code: 'not_an_amount' };
	const typed = normaliseDigits(withoutInvisibleMarks(text).replace(persianDecimals, '$1٫$2'))
		.replace(/\s+/g, ' ')
		.replace(/[’ʼ]/g, "'")
		.replace(/،/g, ',')
		.trim()
		.replace(new RegExp(`^${euro} ?`, 'i'), '')
		.replace(new RegExp(` ?(?:de )?${euro}$`, 'i'), '')
		.replace(/[.,][-–—]{1,2}$/, '')
		.replace(/^(?=[.,٫]\d)/, '0');
	const split = /^(.*\d)([.,٫])(\d{1,2})$/.exec(typed);
	const [whole, decimalMark, decimals] = [split?.[1] ?? typed, split?.[2], split?.[3] ?? ''];
	const groupMark = /^[1-9]\d{0,2}([.,٬' ])\d{3}(?:\1\d{3})*$/.exec(whole)?.[1];
	const isUnderstood = /^\d+$/.test(whole) || (groupMark !== undefined && groupMark !== decimalMark);
	if (!isUnderstood) return { code: 'not_an_amount' };
	const cents = Number(whole.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
	return isCents(cents) ? cents : { code: 'amount_too_large' };
}
