import { describe, expect, it } from 'vitest';
import { byArrival, decodeCursor, encodeCursor } from './cursor';

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
});

describe('the order of arrival', () => {
	const rows = [
		{ submitted_at: '2026-11-24T22:00:00.5+00:00', id: 'b' },
		{ submitted_at: '2026-11-24T22:00:00+00:00', id: 'c' },
		{ submitted_at: '2026-11-24T22:00:00.5+00:00', id: 'a' }
	];

	it('goes by the moment, then by id', () => {
		expect([...rows].sort(byArrival('oldest_first')).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
	});

	it('is turned round as a whole for the newest first', () => {
		expect([...rows].sort(byArrival('newest_first')).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
	});
});
