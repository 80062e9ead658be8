import { formatInstant, parseInstant } from './instant';

const dayMs = 86_400_000;

/** The day itself, or the next one that is neither Saturday, Sunday nor holiday (§ 193 BGB); `private.working_day` in SQL. */
export function workingDay(day: string): string {
	// 1970 began with a Thursday; 0 is a Sunday.
	const weekday = (startOf(day) / dayMs + 4) % 7;
	return weekday === 0 || weekday === 6 || isHoliday(day) ? workingDay(daysAfter(day, 1)) : day;
}

export function daysAfter(day: string, days: number): string {
	return formatInstant(startOf(day) + days * dayMs).slice(0, 10);
}

/** Days are counted in UTC, where each has 24 hours. */
function startOf(day: string): number {
	return parseInstant(`${day}T00:00:00Z`) ?? 0;
}

const fixed: readonly string[] = ['01-01', '05-01', '10-03', '11-01', '12-25', '12-26'];
/** Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi: days from Easter. */
const moving: readonly number[] = [-2, 1, 39, 50, 60];

/** Of North Rhine-Westphalia, without those that are always a Sunday (§ 2 Feiertagsgesetz NW). */
function isHoliday(day: string): boolean {
	const easter = easterSunday(Number(day.slice(0, 4)));
	return fixed.includes(day.slice(5)) || moving.some((days) => daysAfter(easter, days) === day);
}

/** The Gregorian computus in whole numbers (Meeus, Jones, Butcher). */
function easterSunday(year: number): string {
	const part = Math.trunc;
	const [a, b, c] = [year % 19, part(year / 100), year % 100];
	const h = (19 * a + b - part(b / 4) - part((b - part((b + 8) / 25) + 1) / 3) + 15) % 30;
	const l = (32 + 2 * (b % 4) + 2 * part(c / 4) - h - (c % 4)) % 7;
	const m = part((a + 11 * h + 22 * l) / 451);
	const n = h + l - 7 * m + 114;
	const two = (number: number) => String(number).padStart(2, '0');
	return `${year}-${two(part(n / 31))}-${two((n % 31) + 1)}`;
}
