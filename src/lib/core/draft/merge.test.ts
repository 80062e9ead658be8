import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, type Changes, changesBetween, type Fields, isSameValue, valueAt } from './fields';
import { mergeDrafts } from './merge';

const path = fc.constantFrom(
	'title',
	'need',
	'areas',
	'rows.aaaaaaaa.label',
	'rows.aaaaaaaa.amount',
	'rows.bbbbbbbb.label',
	'__proto__'
);
const text = fc.constantFrom('one', 'two', 'three', 4, 5);
const codes = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
const fields: fc.Arbitrary<Fields> = fc
	.array(fc.tuple(path, text, codes), { maxLength: 7 })
	.map((entries) =>
		Object.fromEntries(entries.map(([at, value, list]) => [at, at === 'areas' ? list : value]))
	)
	.map((map) => ({ ...map, ...positions(map) }));

describe('merging two versions of a draft', () => {
	it('takes the edits of both where they touch different fields', () => {
		const base = { title: 'Fest', need: 'alt' };
		expect(
			mergeDrafts(base, { title: 'Sommerfest', need: 'alt' }, { title: 'Fest', need: 'neu', aims: 'x' })
		).toEqual({
			fields: { title: 'Sommerfest', need: 'neu', aims: 'x' },
			conflicts: []
		});
	});

	it('keeps both of two different edits of one field', () => {
		expect(mergeDrafts({ title: 'a' }, { title: 'b' }, { title: 'c' })).toEqual({
			fields: { title: 'b' },
			conflicts: [{ path: 'title', base: 'a', mine: 'b', theirs: 'c' }]
		});
		expect(mergeDrafts({ title: 'a' }, {}, { title: 'c' })).toEqual({
			fields: {},
			conflicts: [{ path: 'title', base: 'a', mine: null, theirs: 'c' }]
		});
	});

	it('adds and takes away the codes both sides added and took away', () => {
		const merged = mergeDrafts({ areas: ['a', 'b'] }, { areas: ['b', 'c'] }, { areas: ['a', 'b', 'd'] });
		expect(merged).toEqual({ fields: { areas: ['b', 'c', 'd'] }, conflicts: [] });
		expect(mergeDrafts({}, { areas: ['a'] }, { areas: ['b'] })).toEqual({
			fields: { areas: ['a', 'b'] },
			conflicts: []
		});
	});

	it('keeps the rows both sides added', () => {
		fc.assert(
			fc.property(fields, (base) => {
				const mine = { ...base, 'rows.mmmmmmmm.label': 'mine' };
				const theirs = { ...base, 'rows.tttttttt.label': 'theirs' };
				const merged = mergeDrafts(base, mine, theirs);
				expect(merged.fields).toMatchObject({
					'rows.mmmmmmmm.label': 'mine',
					'rows.tttttttt.label': 'theirs'
				});
				expect(merged.conflicts).toEqual([]);
			})
		);
	});

	it('keeps a row whole that one side took away while the other wrote in it', () => {
		const base = { 'rows.aaaaaaaa.label': 'Zelt', 'rows.aaaaaaaa.amount': 100 };
		const edited = { 'rows.aaaaaaaa.label': 'Zelt', 'rows.aaaaaaaa.amount': 120 };
		expect(mergeDrafts(base, {}, edited)).toEqual({
			fields: edited,
			conflicts: [{ path: 'rows.aaaaaaaa.amount', base: 100, mine: null, theirs: 120 }]
		});
		expect(mergeDrafts(base, edited, {}).fields).toEqual(edited);
		expect(mergeDrafts(base, {}, base)).toEqual({ fields: {}, conflicts: [] });
	});
});

describe('any merge', () => {
	it('changes nothing when nobody else, or only the other, has written', () => {
		fc.assert(
			fc.property(fields, fields, (base, other) => {
				expect(changesBetween(mergeDrafts(base, other, base).fields, other)).toEqual({});
				expect(changesBetween(mergeDrafts(base, base, other).fields, other)).toEqual({});
				const same = mergeDrafts(base, other, other);
				expect(changesBetween(same.fields, other)).toEqual({});
				expect(same.conflicts).toEqual([]);
			})
		);
	});

	it('loses no edit: every changed value is in the fields or in a conflict', () => {
		fc.assert(
			fc.property(fields, fields, fields, (base, mine, theirs) => {
				const merged = mergeDrafts(base, mine, theirs);
				for (const [side, edited] of [
					['mine', mine],
					['theirs', theirs]
				] as const) {
					for (const [at, value] of Object.entries(changesBetween(base, edited))) {
						const kept = valueAt(merged.fields, at);
						const conflict = merged.conflicts.find((one) => one.path === at);
						const isListed = Array.isArray(kept) || Array.isArray(value);
						const isKept = isListed
							? listKept(valueAt(base, at), value, kept)
							: isSameValue(value ?? undefined, kept);
						const isRescuedRemoval =
							value === null &&
							at.startsWith('rows.') &&
							merged.conflicts.some((one) => one.path.startsWith(at.slice(0, 13)));
						expect(isKept || conflict?.[side] === value || isRescuedRemoval).toBe(true);
					}
				}
			}),
			{ numRuns: 1000 }
		);
	});

	it('finds the same conflicts from either side, and differs only in whose value stands there', () => {
		fc.assert(
			fc.property(fields, fields, fields, (base, mine, theirs) => {
				const [one, other] = [mergeDrafts(base, mine, theirs), mergeDrafts(base, theirs, mine)];
				const open = one.conflicts.map((conflict) => conflict.path).sort();
				expect(other.conflicts.map((conflict) => conflict.path).sort()).toEqual(open);
				const without: Changes = Object.fromEntries(open.map((at) => [at, null]));
				expect(
					changesBetween(applyChanges(one.fields, without), applyChanges(other.fields, without))
				).toEqual({});
			}),
			{ numRuns: 1000 }
		);
	});

	it('is finished after the choice: the same server version brings nothing new', () => {
		fc.assert(
			fc.property(fields, fields, fields, fc.boolean(), (base, mine, theirs, isMine) => {
				const merged = mergeDrafts(base, mine, theirs);
				const choices = merged.conflicts.map((one): [string, Changes[string]] => [
					one.path,
					isMine ? one.mine : one.theirs
				]);
				const resolved = applyChanges(merged.fields, Object.fromEntries(choices));
				const again = mergeDrafts(theirs, resolved, theirs);
				expect(changesBetween(again.fields, resolved)).toEqual({});
				expect(again.conflicts).toEqual([]);
			})
		);
	});

	it('gives the same when it is run again on its own result', () => {
		fc.assert(
			fc.property(fields, fields, fields, (base, mine, theirs) => {
				const once = mergeDrafts(base, mine, theirs);
				const twice = mergeDrafts(base, once.fields, theirs);
				expect(changesBetween(once.fields, twice.fields)).toEqual({});
			})
		);
	});
});

function listKept(base: unknown, edited: unknown, kept: unknown): boolean {
	const [before, after, now] = [base, edited, kept].map((list) => (Array.isArray(list) ? list : []));
	const added = (after ?? []).filter((code) => !before?.includes(code));
	const removed = (before ?? []).filter((code) => !after?.includes(code));
	return added.every((code) => now?.includes(code)) && removed.every((code) => !now?.includes(code));
}

/** Every row has a position, as `addRow` gives it. */
function positions(map: Fields): Fields {
	const rows = Object.keys(map).filter((at) => at.startsWith('rows.'));
	return Object.fromEntries(rows.map((at) => [`${at.slice(0, 13)}.position`, 1]));
}
