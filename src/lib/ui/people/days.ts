const DAY_MS = 86_400_000;
/** As the database has it: help that goes on for longer is membership. */
const LONGEST_HELP_DAYS = 60;
const USUAL_HELP_DAYS = 14;

/** The days a helper's access may end on, in Duisburg's calendar wherever the phone is. */
export function helpDays(nowMs: number): { first: string; usual: string; last: string } {
	return {
		first: dayOf(nowMs),
		usual: dayOf(nowMs + USUAL_HELP_DAYS * DAY_MS),
		last: dayOf(nowMs + LONGEST_HELP_DAYS * DAY_MS)
	};
}

/** The Swedish way of writing dates is the ISO one. */
function dayOf(ms: number): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(ms);
}
