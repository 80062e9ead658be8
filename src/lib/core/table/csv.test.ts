import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents, day, empty, number, text, type Cell } from './cell';
import { csvLine } from './csv';

const german = { separator: ';', decimal: ',' } as const;
const english = { separator: ',', decimal: '.' } as const;

/** As a spreadsheet reads it (RFC 4180). */
function parse(line: string, separator: string): readonly string[] {
	const fields: string[] = [];
	let [field, isQuoted] = ['', false];
	for (let index = 0; index < line.length; index += 1) {
		const sign = line.charAt(index);
		if (isQuoted && sign === '"' && line.charAt(index + 1) === '"') {
			field += '"';
			index += 1;
		} else if (sign === '"') isQuoted = !isQuoted;
		else if (!isQuoted && sign === separator) {
			fields.push(field);
			field = '';
		} else if (!isQuoted && sign === '\r' && line.charAt(index + 1) === '\n') return [...fields, field];
		else field += sign;
	}
	throw new Error('a line without an end');
}

const signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−'];
const hostile = fc
	.tuple(
		fc.string({ unit: fc.constantFrom(' ', '\u00a0', '\u200b', '\u202e', '\ufeff', '\u2066'), maxLength: 3 }),
		fc.constantFrom(...signs),
		fc.string({ unit: 'binary' })
	)
	.map((parts) => parts.join(''));

describe('a line of an exported table', () => {
	it('never lets a word begin as a formula does, whatever people wrote', () => {
		fc.assert(
			fc.property(
				fc.oneof(hostile, fc.string({ unit: 'binary' })),
				fc.constantFrom(german, english),
				(word, dialect) => {
					const [shown = ''] = parse(csvLine([text(word)], dialect), dialect.separator);
					const seen = shown.replace(/^[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]+/u, '');
					expect(signs).not.toContain(shown.charAt(0));
					expect(signs).not.toContain(seen.charAt(0));
					expect([word, `'${word}`]).toContain(shown);
				}
			),
			{ numRuns: 2000 }
		);
	});

	it('comes apart into the words it was made of, also with separators, quotes and line breaks in them', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 6 }),
				(words) => {
					const read = parse(csvLine(words.map(text), german), ';');
					expect(read.map((word, index) => (word === `'${words[index]}` ? words[index] : word))).toEqual(
						words
					);
				}
			)
		);
	});

	it('writes amounts exactly, as the language of the file has them', () => {
		const cells: readonly Cell[] = [
			cents(0),
			cents(5),
			cents(-1),
			cents(123_450),
			number(1.5),
			day('2027-02-15'),
			empty
		];
		expect(csvLine(cells, german)).toBe('0,00;0,05;-0,01;1234,50;1,5;2027-02-15;\r\n');
		expect(csvLine(cells, english)).toBe('0.00,0.05,-0.01,1234.50,1.5,2027-02-15,\r\n');
	});

	it('leaves harmless words alone', () => {
		expect(csvLine([text('Fest am Rhein'), text('A-B'), text('007')], german)).toBe(
			'"Fest am Rhein";"A-B";"007"\r\n'
		);
	});
});
