import { describe, expect, it } from 'vitest';
import { formatAmountInput, formatCents, formatDate, formatDateTime } from './format';

describe('formats', () => {
	it("tells a deadline in Duisburg's time, however the database writes the moment", () => {
		expect(formatDateTime('2027-02-15 22:59:59+00', 'de')).toBe('Montag, 15. Februar 2027 um 23:59');
		expect(formatDateTime('2027-02-15T22:59:59.000Z', 'de')).toBe('Montag, 15. Februar 2027 um 23:59');
		expect(formatDateTime('2026-06-15T21:59:59Z', 'de')).toBe('Montag, 15. Juni 2026 um 23:59');
	});

	it('keeps a plain day the day it is', () => {
		expect(formatDate('2027-01-01', 'de')).toBe('Freitag, 1. Januar 2027');
	});

	it('writes money with western digits in every language', () => {
		expect(formatCents(123450, 'de')).toBe('1.234,50\u00a0€');
		expect(formatCents(250000, 'de', true)).toBe('2.500\u00a0€');
		expect(formatCents(123450, 'ar')).toMatch(/1,234\.50/);
		expect(formatAmountInput(123450, 'de')).toBe('1.234,50');
	});
});
