import { daysAfter } from '../time/working-day';

/** A transfer handed in before a weekend may be carried out before its day; `settle_payment_run` in SQL says the same. */
const MOST_DAYS_EARLY = 5;

/** The first day on which a payment run can have been paid that is to be carried out on a day. */
export function settledFrom(executionOn: string): string {
	return daysAfter(executionOn, -MOST_DAYS_EARLY);
}
