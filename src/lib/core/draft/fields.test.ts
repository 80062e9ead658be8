import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, changesBetween, valueAt } from './fields';
import { addRow, removeRow, rowsOf } from './rows';

const value = fc.oneof(
	fc.string({ minLength: 1 }),
	fc.integer(),
	fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
);
const fields = fc.dictionary(
	fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'list.aaaaaaaa.label'),
	value
);

describe('changes of a map of fields', () => {
	it('lead from any map to any other', () => {
		fc.assert(
			fc.property(fields, fields, (base, current) => {
				const reached = applyChanges(base, changesBetween(base, current));
				expect(changesBetween(reached, current)).toEqual({});
				expect(Object.keys(reached).sort()).toEqual(Object.keys(current).sort());
			})
		);
	});

	it('take a path away with null, and treat cleared texts and lists the same', () => {
		expect(applyChanges({ a: 'x', b: ['y'], c: 1 }, { a: '', b: [], c: null })).toEqual({});
		expect(changesBetween({ a: 'x' }, { a: '' })).toEqual({ a: null });
		expect(changesBetween({}, { a: '' })).toEqual({});
	});

	it('do not mind the order of chosen codes', () => {
		expect(changesBetween({ a: ['x', 'y'] }, { a: ['y', 'x'] })).toEqual({});
	});

	it('treat inherited names as unknown paths and pollute nothing', () => {
		const changes = JSON.parse('{"__proto__": "evil", "toString": "x"}');
		const changed = applyChanges({}, changes);
		expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
		expect(valueAt(changed, '__proto__')).toBe('evil');
		expect(valueAt({}, '__proto__')).toBeUndefined();
		expect(valueAt({}, 'constructor')).toBeUndefined();
	});

	it('keep what was typed, except what no database could hold', () => {
		expect(applyChanges({}, { a: ' x\u0000 ', b: 'half \ud83d' })).toEqual({
			a: ' x\ufffd ',
			b: 'half \ufffd'
		});
	});
});

describe('rows of a list', () => {
	it('stand in the order of their position, and two added at once in the order of their ids', () => {
		const rows = rowsOf(
			{
				'list.b.position': 1,
				'list.a.position': 1,
				'list.c.label': 'no position',
				'other.d.label': 'x',
				list: 'y'
			},
			'list'
		);
		expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
	});

	it('are added at the end and taken away with every column', () => {
		const one = applyChanges({}, addRow({}, 'list', 'r1'));
		const two = applyChanges(one, { ...addRow(one, 'list', 'r2'), 'list.r2.label': 'second' });
		expect(rowsOf(two, 'list').map(({ id, position }) => [id, position])).toEqual([
			['r1', 1],
			['r2', 2]
		]);
		expect(applyChanges(two, removeRow(two, 'list', 'r2'))).toEqual(one);
	});
});
