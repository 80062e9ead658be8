import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor';

const id = '0b9f0a3e-0000-4000-8000-00000000000a';

describe('the cursor of the queue', () => {
	it.each([
		{ key: '2026-11-24T22:11:57.123456+00:00', id, isFuzzy: false },
		{ key: '100000', id, isFuzzy: true },
		{ key: '', id, isFuzzy: false },
		{ key: 'verein fur begegnung', id, isFuzzy: true }
	])('comes back as it was written: %j', (cursor) => {
		expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
	});

	it.each([null, '', '~', 'x~1', `${id}`, `${id}~1~2`, `${id}~${'x'.repeat(201)}`, `${id}' or 1=1~1`])(
		'is nothing for %j',
		(text) => {
			expect(decodeCursor(text)).toBeNull();
		}
	);
});
