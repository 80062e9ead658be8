import { describe, expect, it } from 'vitest';
import { behind, decodeCursor, encodeCursor } from './cursor';

const cursor = {
	submittedAt: '2026-11-24T22:11:57.123456+00:00',
	id: '0b9f0a3e-0000-4000-8000-00000000000a'
};

describe('the cursor of the queue', () => {
	it('comes back as it was written, with microseconds and zone', () => {
		expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
	});

	it.each([
		null,
		'',
		'~',
		'2026-11-24~x',
		`${encodeCursor(cursor)}~more`,
		`2026-11-24T22:11:57Z",id.neq.1~${cursor.id}`,
		`2026-11-24T22:11:57Z~${cursor.id}),or(state.eq.draft`
	])('is nothing for %j', (text) => {
		expect(decodeCursor(text)).toBeNull();
	});

	it('goes on behind the last row, by id where two arrived at once', () => {
		expect(behind(cursor, 'oldest_first')).toBe(
			`submitted_at.gt."${cursor.submittedAt}",and(submitted_at.eq."${cursor.submittedAt}",id.gt.${cursor.id})`
		);
		expect(behind(cursor, 'newest_first')).toContain('submitted_at.lt.');
	});
});
