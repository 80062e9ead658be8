import { isIban } from './iban';

/** Countries that take part in SEPA credit transfers (EPC409-09); `private.is_sepa_iban` in SQL says the same. */
const countries =
	'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA';

/** Whether our payment file can reach the account. */
export function isSepaIban(iban: string): boolean {
	return isIban(iban) && countries.includes(iban.trim().slice(0, 2).toUpperCase());
}
