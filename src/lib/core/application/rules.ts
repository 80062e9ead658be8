import { isIban } from '../bank/iban';
import { type FieldValue, isList } from '../draft/fields';
import { maxAmountCents, parseAmount } from '../money/amount';
import { parseCount } from '../number/count';
import { type Round, type RoundOption } from '../round/round';
import { hasControlCharacters, isBlank, isLongerThan } from '../text/text';
import { isCalendarDate } from '../time/date';
import { type Field } from './fields';
import { finding, type Finding } from './problem';

/**
 * What is wrong with one value, the most basic thing first; null when nothing is. The only implementation: forms, review
 * and server ask here, and `private.submission_problems` in SQL says the same.
 */
export function findingFor(field: Field, value: FieldValue | undefined, round: Round): Finding | null {
	const isAbsent =
		value === undefined || (typeof value === 'string' ? isBlank(value) : isList(value) && !value.length);
	if (isAbsent) return field.isRequired ? finding('required') : null;
	if (field.kind === 'codes') return isList(value) ? choiceFinding(field, value, round) : finding('required');
	if (field.kind === 'choice') return choiceFinding(field, [value], round);
	if (field.kind === 'count') return countFinding(field, value);
	if (field.kind === 'money') return amountFinding(value);
	return typeof value === 'string' ? textFinding(field, value, round) : finding('required');
}

function choiceFinding(field: Field, codes: readonly unknown[], round: Round): Finding | null {
	const options = optionsOf(field, round);
	const chosen = codes.map((code) => options.find((option) => option.code === code));
	if (chosen.includes(undefined)) return finding('unknown_choice');
	return chosen.some((option) => option?.is_eligible === false) ? finding('category_not_eligible') : null;
}

function optionsOf(
	{ options = [] }: Field,
	round: Round
): readonly Pick<RoundOption, 'code' | 'is_eligible'>[] {
	return typeof options === 'string' ? round[options] : options.map((code) => ({ code }));
}

/** A text here is one that was not understood when it was typed; it is kept, and read once more to say what is wrong. */
function countFinding({ min }: Field, value: FieldValue): Finding | null {
	const fewest = min ?? 1;
	const tooSmall = finding(fewest === 0 ? 'not_a_number' : 'below_one');
	if (typeof value === 'string') {
		const count = parseCount(value);
		if (typeof count === 'number') return finding('not_a_number');
		return count.code === 'below_one' ? tooSmall : finding(count.code);
	}
	if (typeof value !== 'number') return finding('not_a_number');
	if (!Number.isInteger(value)) return finding('not_whole');
	return value < fewest ? tooSmall : null;
}

function amountFinding(value: FieldValue): Finding | null {
	if (typeof value === 'string') {
		const amount = parseAmount(value);
		return finding(typeof amount === 'number' ? 'not_an_amount' : amount.code);
	}
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return finding('not_an_amount');
	if (value > maxAmountCents) return finding('amount_too_large');
	return value === 0 ? finding('amount_zero') : null;
}

function textFinding({ kind, max }: Field, typed: string, round: Round): Finding | null {
	const text = typed.trim();
	if (hasControlCharacters(text)) return finding('control_characters');
	if (max !== undefined && isLongerThan(text, max)) return finding('too_long', { max });
	if (kind === 'email' && !isEmail(text)) return finding('not_an_email');
	if (kind === 'phone' && !isPhone(text)) return finding('not_a_phone');
	if (kind === 'postal_code' && !/^\d{5}$/.test(text)) return finding('not_a_postal_code');
	if (kind === 'iban' && !isIban(text)) return finding('not_an_iban');
	if (kind === 'date' && !isCalendarDate(text)) return finding('not_a_date');
	if (kind === 'time' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return finding('not_a_time');
	if (kind === 'year' && !isYear(text, round)) return finding('not_a_year');
	if (kind === 'web_address' && !/^(https?:\/\/)?[^\s/@]+\.[^\s/@.]{2,}(\/\S*)?$/iu.test(text))
		return finding('not_a_web_address');
	return null;
}

/** One @, a dot behind it, no spaces: the only sure proof of an address is a mail that arrives. */
function isEmail(text: string): boolean {
	return text.length <= 254 && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/u.test(text);
}

/** However people group it; E.164 knows at most 15 digits. */
function isPhone(text: string): boolean {
	const digits = text.replace(/\D/g, '').length;
	return /^\+?[\d\s()/.-]{5,30}$/.test(text) && digits >= 5 && digits <= 15;
}

/** Of the year the round is about, at the latest. */
function isYear(text: string, { project_from }: Round): boolean {
	return /^\d{4}$/.test(text) && text >= '1800' && text <= project_from.slice(0, 4);
}
