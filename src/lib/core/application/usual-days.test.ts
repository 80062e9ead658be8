import { expect, it } from 'vitest';
import { usualDays } from './usual-days';

it('adds up the office’s states behind one of the five, and says nothing where the round does not', () => {
	const usual_days = { submitted: 3, formal_check: 14, assessment: 28 };
	expect(usualDays('received', { usual_days })).toBe(3);
	expect(usualDays('in_review', { usual_days })).toBe(42);
	expect(usualDays('in_review', { usual_days: { formal_check: 14 } })).toBeNull();
	expect(usualDays('decided', { usual_days })).toBeNull();
	expect(usualDays('settlement', { usual_days })).toBeNull();
});
