import { isIban } from './iban';

/** Countries that take part in SEPA credit transfers (EPC409-09); `private.is_sepa_iban` in SQL says the same. */
const countries =
	'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA';

/** Latin letters that are none of the alphabet with a mark; `latin` of core/payment/credit-transfer writes them out. */
const extraLetters = /[ßẞıłŁøØđĐæÆœŒðÐþÞəƏƁɓƉɖƊɗƐɛƎǝƑƒƔɣƖɩƗɨƘƙŊŋƝɲƆɔƤƥƩʃƬƭƲʋƱʊɄʉƳƴƷʒĦħŦŧ]/g;

/**
 * Whether a payment file can hold a name whole: Latin letters, with whatever marks, digits and signs, at least one letter, and
 * nothing that cannot be seen, such as what turns the direction of a line.
 * `private.is_sepa_name` in SQL says the same; a test compares.
 */
export function isSepaName(name: string): boolean {
	const plain = name
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(extraLetters, 'x');
	return (
		/[A-Za-z]/.test(plain) &&
		/^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20ac]*$/.test(
			plain
		)
	);
}

/** Whether our payment file can reach the account. */
export function isSepaIban(iban: string): boolean {
	return isIban(iban) && countries.includes(iban.trim().slice(0, 2).toUpperCase());
}
