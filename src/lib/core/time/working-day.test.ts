import { describe, expect, it } from 'vitest';
import { workingDay } from './working-day';

describe('a working day', () => {
	it.each([
		['2026-12-13', '2026-12-14', 'Sunday'],
		['2026-12-12', '2026-12-14', 'Saturday'],
		['2026-12-14', '2026-12-14', 'Monday'],
		['2026-12-25', '2026-12-28', 'Christmas and the weekend after it'],
		['2027-03-26', '2027-03-30', 'Good Friday to Easter Monday'],
		['2027-05-06', '2027-05-07', 'Ascension'],
		['2027-05-16', '2027-05-18', 'Whitsun'],
		['2027-05-27', '2027-05-28', 'Corpus Christi'],
		['2028-01-01', '2028-01-03', 'New Year'],
		['2027-05-01', '2027-05-03', 'May Day, a Saturday']
	])('%s → %s: %s', (day, expected) => {
		expect(workingDay(day)).toBe(expected);
	});
});
