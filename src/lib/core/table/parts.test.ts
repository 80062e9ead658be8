import { expect, it } from 'vitest';
import { number, text } from './cell';
import { inParts } from './parts';

const rows = [
	[text('a'), ...[1, 2, 3, 4, 5].map(number)],
	[text('b'), ...[6, 7, 8, 9, 10].map(number)]
];
const head = ['Nummer', 'Eins', 'Zwei', 'Drei', 'Vier', 'Fünf'];

it('leaves a table alone that is narrow enough', () => {
	expect(inParts({ head, rows }, 6)).toEqual([{ head, rows }]);
});

it('cuts a wide table into parts of about the same width, each beginning with what names a row', () => {
	expect(inParts({ head, rows }, 5)).toEqual([
		{ head: ['Nummer', 'Eins', 'Zwei', 'Drei'], rows: rows.map((row) => row.slice(0, 4)) },
		{
			head: ['Nummer', 'Vier', 'Fünf'],
			rows: [
				[text('a'), number(4), number(5)],
				[text('b'), number(9), number(10)]
			]
		}
	]);
});

it('loses no column and shows none twice but the first, however wide', () => {
	for (let width = 1; width <= 40; width++) {
		const wide = { head: Array.from({ length: width }, (_, at) => String(at)), rows: [] };
		const parts = inParts(wide, 7);
		expect(Math.max(...parts.map((part) => part.head.length))).toBeLessThanOrEqual(7);
		expect(['0', ...parts.flatMap((part) => part.head.slice(1))]).toEqual(wide.head);
	}
});
