import { formatAmountInput } from './format';
import type { Locale } from './locales';

/** "4.000,00 TRY". The currency is what a group wrote, which need not be a code anybody knows. */
export function formatForeign(cents: number | null, currency: string, locale: Locale): string {
	return cents === null ? currency : `${formatAmountInput(cents, locale)}\u00A0${currency}`;
}
