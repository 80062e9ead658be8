import { isCalendarDate } from './date';

const dayMs = 86_400_000;
const pattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/;

/**
 * Milliseconds since 1970 of a moment with its offset, as PostgREST and `toISOString` write it; null for anything else.
 * By arithmetic, because `Date` is banned from core: it would bring the device's clock and time zone along.
 */
export function parseInstant(text: string): number | null {
	const match = pattern.exec(text);
	if (match === null || !isCalendarDate(match[1] ?? '')) return null;
	const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4])];
	if (hours > 23 || minutes > 59 || seconds > 59) return null;
	const fractionMs = Number((match[5] ?? '').padEnd(3, '0').slice(0, 3));
	const offsetMinutes = Number(match[7] ?? 0) * 60 + Number(match[8] ?? 0);
	const offsetMs = (match[6] === '-' ? -1 : 1) * offsetMinutes * 60_000;
	const timeMs = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fractionMs;
	return dayNumber(match[1] ?? '') * dayMs + timeMs - offsetMs;
}

/** The same moment in UTC, as `toISOString` writes it. */
export function formatInstant(ms: number): string {
	const days = Math.floor(ms / dayMs);
	const time = ms - days * dayMs;
	const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const clock = `${two(time / 3_600_000)}:${two((time / 60_000) % 60)}:${two((time / 1000) % 60)}`;
	return `${dateOfDay(days)}T${clock}.${String(Math.floor(time % 1000)).padStart(3, '0')}Z`;
}

/** Days since 1970-01-01 in the Gregorian calendar, with the year beginning in March so that leap days come last. */
function dayNumber(date: string): number {
	const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
	const marchYear = month > 2 ? year : year - 1;
	const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
	const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
	return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function dateOfDay(days: number): string {
	const shifted = days + 719_468;
	const era = Math.floor(shifted / 146_097);
	const dayOfEra = shifted - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra -
			Math.floor(dayOfEra / 1460) +
			Math.floor(dayOfEra / 36_524) -
			Math.floor(dayOfEra / 146_096)) /
			365
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
	const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
	const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
	const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
	return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
