import { describe, expect, it } from 'vitest';
import { StartError } from './environment';
import { readRestores } from './restores';

const [first, second] = [
	{ from: '2026-12-01T02:00:00.000Z', until: '2026-12-03T09:00:00.000Z' },
	{ from: '2027-01-01T02:00:00+01:00', until: '2027-01-01T09:00:00+01:00' }
];
const written = ({ from, until }: { from: string; until: string }) => `${from}/${until}`;

describe('restores of the data', () => {
	it('are none, or one for each line or blank', () => {
		expect(readRestores('', 'RESTORES')).toEqual([]);
		expect(readRestores(`${written(first)}\n${written(second)}\n`, 'RESTORES')).toEqual([first, second]);
		expect(readRestores(`${written(first)} ${written(second)}`, 'RESTORES')).toEqual([first, second]);
	});

	it.each([
		'yesterday',
		first.from,
		`${first.until}/${first.from}`,
		`${written(first)}/${first.until}`,
		// Of what place, nobody could say.
		'2026-12-01T02:00:00/2026-12-03T09:00:00'
	])('end the start with a line that names where they stand: %s', (text) => {
		expect(() => readRestores(text, 'RESTORES')).toThrow(StartError);
		expect(() => readRestores(text, 'RESTORES')).toThrow(/^RESTORES /);
	});
});
