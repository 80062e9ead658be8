import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDate } from './date';
import { formatInstant, parseInstant } from './instant';

describe('days and moments without a clock', () => {
	it('knows which days exist', () => {
		for (const date of ['2027-02-28', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
			expect(isCalendarDate(date)).toBe(true);
		}
		for (const date of [
			'2027-02-29',
			'1900-02-29',
			'2027-02-31',
			'2027-04-31',
			'2027-13-01',
			'2027-00-10',
			'0000-01-01',
			'27-1-1',
			''
		]) {
			expect(isCalendarDate(date)).toBe(false);
		}
	});

	it('reads moments as JavaScript does, in every notation the database uses', () => {
		for (const text of [
			'2027-02-15T23:59:59+01:00',
			'2027-02-15T22:59:59Z',
			'2026-03-29T02:30:00.123+02:00',
			'1969-12-31T23:59:59.999Z'
		]) {
			expect(parseInstant(text)).toBe(Date.parse(text));
		}
		expect(parseInstant('2027-02-15 22:59:59.123456+00')).toBe(Date.parse('2027-02-15T22:59:59.123Z'));
		expect(parseInstant('2027-02-15T22:59:59-0330')).toBe(Date.parse('2027-02-15T22:59:59-03:30'));
		for (const text of [
			'',
			'now',
			'2027-02-31T00:00:00Z',
			'2027-02-15',
			'2027-02-15T25:00:00Z',
			'2027-02-15T10:00:00'
		]) {
			expect(parseInstant(text)).toBeNull();
		}
	});

	it('writes and reads every moment of the years 1 to 9999 as JavaScript does', () => {
		fc.assert(
			fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
				expect(formatInstant(ms)).toBe(new Date(ms).toISOString());
				expect(parseInstant(formatInstant(ms))).toBe(ms);
			})
		);
	});
});
