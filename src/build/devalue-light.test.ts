import { stringify, parse as parseWhole } from 'devalue';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, unflatten } from './devalue-light';

const value = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.string(),
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
		fc.boolean(),
		fc.constantFrom(null, undefined),
		fc.date({ noInvalidDate: true }),
		fc.array(tie('value'), { maxLength: 5 }),
		fc.dictionary(
			fc.string().filter((key) => key !== '__proto__'),
			tie('value'),
			{
				maxKeys: 5,
				noNullPrototype: true
			}
		)
	)
})).value;

describe('the reader of what the server’s load functions return', () => {
	it('reads JSON, dates and undefined as devalue does', () => {
		fc.assert(
			fc.property(value, (one) => {
				expect(parse(stringify(one))).toEqual(parseWhole(stringify(one)));
			})
		);
	});

	it('reads a thing that stands in two places as one thing', () => {
		const one = { name: 'Amina' };
		const read = parse(stringify([one, one]));
		expect(Array.isArray(read) && read[0] === read[1]).toBe(true);
	});

	it('gives promises to Kit', () => {
		const flat = JSON.parse(stringify({ later: 1 }, { Promise: (one) => (one === 1 ? 7 : false) }));
		expect(unflatten(flat, { Promise: (id) => `promise ${String(id)}` })).toEqual({ later: 'promise 7' });
	});

	it('refuses loudly what it does not know', () => {
		for (const one of [new Map([[1, 2]]), new Set([1]), 1n, /x/, new Uint8Array(2), NaN])
			expect(() => parse(stringify(one))).toThrow();
		expect(() => parse('[{"__proto__":1},1]')).toThrow();
		expect(() => parse('[{"a":7}]')).toThrow();
	});
});
