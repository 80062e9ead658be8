import { describe, expect, it } from 'vitest';
import { exchanged, readMove } from './order';

describe('changing the order of rows', () => {
	it('exchanges neighbours, whatever a row is made of', () => {
		expect(exchanged(['a', 'b', 'c'], { from: 2, to: 1 })).toEqual(['a', 'c', 'b']);
		expect(exchanged(['a', 'A', 'b', 'B'], { from: 0, to: 1 }, 2)).toEqual(['b', 'B', 'a', 'A']);
		expect(exchanged([], { from: 0, to: 1 })).toEqual([]);
	});

	it.each(['', '0:2', '1:1', '2:3', '-1:0', 'a:b', '1:2:3'])(
		'knows no step "%s" in a list of three',
		(said) => {
			expect(readMove(said, 3)).toBeNull();
		}
	);

	it('reads a step to a neighbour', () => {
		expect(readMove('2:1', 3)).toEqual({ from: 2, to: 1 });
	});
});
