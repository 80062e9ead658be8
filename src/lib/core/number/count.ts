import { withoutInvisibleMarks } from '../text/text';
import { normaliseDigits } from './digits';

/** Nobody counts more people than a country has; the database column is an `integer`. */
export const maxCount = 99_999_999;

export type CountProblem = { readonly code: 'not_a_number' | 'not_whole' | 'below_one' };

/** A whole number of people, typed in any script; grouped thousands (`1.200`, `1 200`, `١٬٢٠٠`) are understood. */
export function parseCount(text: string): number | CountProblem {
	const typed = normaliseDigits(withoutInvisibleMarks(text)).trim().replace(/\s/g, ' ');
	if (typed.length > 20) return { code: 'not_a_number' };
	if (/^[-−–]\s?\d+$/.test(typed)) return { code: 'below_one' };
	if (/^\d+$/.test(typed) || /^[1-9]\d{0,2}([.,٬'’ ])\d{3}(?:\1\d{3})*$/.test(typed)) {
		const count = Number(typed.replace(/\D/g, ''));
		return count > maxCount ? { code: 'not_a_number' } : count;
	}
	return { code: /^\d+[.,٫]\d+$/.test(typed) ? 'not_whole' : 'not_a_number' };
}
