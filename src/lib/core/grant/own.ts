import type { Grant } from '../api/grant';
import { isIban } from '../bank/iban';
import { isSepaIban, isSepaName } from '../bank/sepa';

/** Groups that are no legal person may name the account of one of their people; `accept_grant` in SQL says the same. */
export function mayBePrivate({ legal_form }: Pick<Grant, 'legal_form'>): boolean {
	return legal_form === 'initiative' || legal_form === 'unregistered_association';
}

const LONGEST_HOLDER = 70;

export type AccountProblem = 'iban' | 'not_sepa' | 'holder' | 'holder_too_long' | 'holder_not_latin';

export function accountProblems(iban: string, holder: string): readonly AccountProblem[] {
	const called = holder.trim();
	const wrongIban = isIban(iban) ? 'not_sepa' : 'iban';
	return [...(isSepaIban(iban) ? [] : ([wrongIban] as const)), ...holderProblems(called)];
}

function holderProblems(called: string): readonly AccountProblem[] {
	if (called === '') return ['holder'];
	if ([...called].length > LONGEST_HOLDER) return ['holder_too_long'];
	return isSepaName(called) ? [] : ['holder_not_latin'];
}

/** What can still be requested, in cents. */
export function restCents({ terms, promised_cents }: Pick<Grant, 'terms' | 'promised_cents'>): number {
	return Math.max(0, (terms?.amount_cents ?? 0) - promised_cents);
}

/** Whether another payment can be requested at all. */
export function mayRequest(grant: Grant): boolean {
	return (
		grant.may_act &&
		['accepted', 'paid', 'report_due'].includes(grant.state) &&
		grant.payouts_left > 0 &&
		restCents(grant) > 0
	);
}

/** Whether a payment waits for a change to be decided; what has left the office already does not. */
export function waitsForChange(
	grant: Pick<Grant, 'state' | 'terms' | 'promised_cents' | 'changes' | 'payouts'>
): boolean {
	const isOpen =
		restCents(grant) > 0 ||
		grant.payouts.some(
			({ state, is_with_cashier }) => state === 'requested' || (state === 'released' && !is_with_cashier)
		);
	return (
		isOpen &&
		['accepted', 'paid', 'report_due'].includes(grant.state) &&
		grant.changes.some(({ outcome }) => outcome === null)
	);
}

/** Whether somebody else of the group acted for its grant as well. */
export function othersActed({ deeds }: Pick<Grant, 'deeds'>): boolean {
	return deeds.some(({ is_me }) => !is_me);
}

/** The last day until which need may reach: as many months on, the same day or the last of that month. */
export function lastNeed(today: string, months: number): string {
	const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
	const ahead = month - 1 + months;
	const [inYear, inMonth] = [year + Math.floor(ahead / 12), (ahead % 12) + 1];
	const last = daysIn(inYear, inMonth);
	return `${String(inYear)}-${two(inMonth)}-${two(Math.min(day, last))}`;
}

function daysIn(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function two(value: number): string {
	return String(value).padStart(2, '0');
}
