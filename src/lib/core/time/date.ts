const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `2027-02-28`: a day that exists in the calendar. Such dates compare as texts. */
export function isCalendarDate(text: string): boolean {
	const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	if (match === null) return false;
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
	const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
	const days = month === 2 && isLeapYear ? 29 : (daysInMonth[month - 1] ?? 0);
	return year > 0 && day >= 1 && day <= days;
}
