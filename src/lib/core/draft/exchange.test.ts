import { describe, expect, it } from 'vitest';
import { withMergedProducts, withProducts } from '../application/product';
import { type Draft, newDraft, unsavedChanges } from './draft';
import { approved, claimedBy, edited, prepared, recovered } from './edit';
import { afterMovedOn, afterSaved, sendableChanges, whenSending, withoutBase } from './exchange';
import { settleConflict } from './settle';
import { type Changes, type Fields } from './fields';

function draftOf(base: Fields, fields: Fields): Draft {
	const fresh = newDraft({ id: 'd1', round: 'r', ownerId: 'a@example.org', nowMs: 0 });
	return { ...fresh, fields, base: { revision: 4, fields: base } };
}

describe('exchanging a draft with the server', () => {
	it('keeps what was written while a save was on its way', () => {
		const typed = { ...draftOf({}, { need: 'ab' }) };
		const after = afterSaved(typed, { need: 'a' }, { revision: 5, state: 'draft' });
		expect(unsavedChanges(after)).toEqual({ need: 'ab' });
		expect(after.base).toEqual({ revision: 5, fields: { need: 'a' } });
	});

	it('knows them also when a screen heard meanwhile that nothing was new', () => {
		const sent = whenSending(draftOf({}, { need: 'a' }), { need: 'a' });
		const heard = afterMovedOn(sent, { revision: 4, fields: {} });
		const typedOn = { ...heard, fields: { need: 'ab' } };
		const merged = afterMovedOn(typedOn, { revision: 5, fields: { need: 'a' } });
		expect(merged).toMatchObject({ fields: { need: 'ab' }, conflicts: [] });
	});

	it('lets the late answer to a duplicate say nothing', () => {
		const draft = draftOf({ need: 'new' }, { need: 'new' });
		expect(afterSaved(draft, { need: 'old' }, { revision: 3, state: 'draft' })).toBe(draft);
	});

	it('knows its own words again when only the answer got lost', () => {
		const sent = whenSending(draftOf({}, { need: 'a' }), { need: 'a' });
		const typedOn = { ...sent, fields: { need: 'ab' } };
		const merged = afterMovedOn(typedOn, { revision: 5, fields: { need: 'a' } });
		expect(merged).toMatchObject({ fields: { need: 'ab' }, conflicts: [] });
	});

	it('keeps an unanswered question open through the next merge, and drops it when both agree', () => {
		const asked = afterMovedOn(draftOf({ need: 'a' }, { need: 'mine' }), {
			revision: 5,
			fields: { need: 'theirs' }
		});
		expect(asked.conflicts).toHaveLength(1);
		const later = afterMovedOn(asked, { revision: 6, fields: { need: 'theirs', aims: 'x' } });
		expect(later.conflicts).toMatchObject([{ path: 'need', mine: 'mine', theirs: 'theirs' }]);
		expect(afterMovedOn(later, { revision: 7, fields: { need: 'mine', aims: 'x' } }).conflicts).toEqual([]);
	});

	describe('where two people changed what an amount is worked out of', () => {
		const line = (quantity: number, unit_cents: number, amount_cents = quantity * unit_cents): Fields => ({
			'cost_lines.aaaaaaaa.quantity': quantity,
			'cost_lines.aaaaaaaa.unit_cents': unit_cents,
			'cost_lines.aaaaaaaa.amount_cents': amount_cents
		});
		const meeting = (mine: Fields, theirs: Fields) =>
			afterMovedOn(draftOf(line(2, 1_000), mine), { revision: 5, fields: theirs }, withMergedProducts);

		it('works it out anew, and asks nothing', () => {
			expect(meeting(line(3, 1_000), line(2, 2_000))).toMatchObject({
				fields: line(3, 2_000),
				conflicts: []
			});
		});

		it('works it out anew also where both came to the same amount', () => {
			expect(meeting(line(3, 1_000), line(2, 1_500))).toMatchObject({
				fields: line(3, 1_500),
				conflicts: []
			});
		});

		it('asks of the quantity alone where they differ in that, and the amount follows the choice', () => {
			const asked = meeting(line(3, 1_000), line(4, 1_000));
			const path = 'cost_lines.aaaaaaaa.quantity';
			expect(asked).toMatchObject({ fields: line(3, 1_000), conflicts: [{ path, mine: 3, theirs: 4 }] });
			expect(settleConflict(asked, path, 'theirs')).toMatchObject({ fields: line(4, 1_000), conflicts: [] });
			expect(settleConflict(asked, path, 'mine')).toMatchObject({ fields: line(3, 1_000), conflicts: [] });
		});

		it('asks of an amount that somebody typed', () => {
			const asked = meeting(line(3, 1_000), line(2, 1_000, 2_500));
			expect(asked.conflicts).toMatchObject([{ mine: 3_000, theirs: 2_500 }]);
			expect(settleConflict(asked, 'cost_lines.aaaaaaaa.amount_cents', 'theirs').fields).toEqual(
				line(3, 1_000, 2_500)
			);
		});
	});

	it('sends nothing of a field in question, nor of the row around it', () => {
		const base = { 'cost_lines.aaaaaaaa.label': 'Zelt', 'cost_lines.aaaaaaaa.amount_cents': 1, need: 'a' };
		const mine = {
			'cost_lines.aaaaaaaa.label': 'Pavillon',
			'cost_lines.aaaaaaaa.amount_cents': 2,
			need: 'b'
		};
		const asked = afterMovedOn(draftOf(base, mine), {
			revision: 5,
			fields: { ...base, 'cost_lines.aaaaaaaa.amount_cents': 3 }
		});
		expect(sendableChanges(asked)).toEqual({ need: 'b' });
		const settled = settleConflict(asked, 'cost_lines.aaaaaaaa.amount_cents', 'theirs');
		expect(settled.fields['cost_lines.aaaaaaaa.amount_cents']).toBe(3);
		expect(sendableChanges(settled)).toEqual({ need: 'b', 'cost_lines.aaaaaaaa.label': 'Pavillon' });
	});

	it('holds back a text beyond the limit instead of the whole draft', () => {
		const draft = draftOf({}, { need: 'x'.repeat(100_000), aims: 'y' });
		expect(sendableChanges(draft)).toEqual({ aims: 'y' });
	});

	it('leaves here an answer to the office that no server takes, counted as it counts, and lets the others go', () => {
		const answers = { 'answers.a1b2c3d4': 'x'.repeat(2001), 'answers.a1b2c3d5': '🎈'.repeat(2000) };
		const changes = sendableChanges(draftOf({}, { ...answers, need: 'b' }));
		expect(Object.keys(changes).sort()).toEqual(['answers.a1b2c3d5', 'need']);
	});

	it('sends at most as many changes as the server takes, removals first', () => {
		const rows = (value: number) =>
			Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`p${value}_${at}`, value]));
		const changes = sendableChanges(draftOf(rows(1), rows(2)));
		expect(Object.keys(changes)).toHaveLength(1000);
		expect(Object.values(changes).filter((value) => value === null)).toHaveLength(700);
	});

	it('offers everything again to a server restored from an older copy', () => {
		const draft = draftOf({ need: 'new', aims: 'kept' }, { need: 'newer', aims: 'kept' });
		const after = afterMovedOn(draft, { revision: 2, fields: { need: 'old' } });
		expect(after).toMatchObject({ fields: { need: 'newer', aims: 'kept' }, conflicts: [] });
		expect(sendableChanges(after)).toEqual({ need: 'newer', aims: 'kept' });
		expect(sendableChanges(withoutBase(draft))).toEqual({ need: 'newer', aims: 'kept' });
	});

	it('wants a second look before sending when somebody else has written, and none for its own words', () => {
		const sending = prepared(whenSending(draftOf({}, { need: 'a' }), { need: 'a' }), 'key', 7);
		const own = afterMovedOn(sending, { revision: 5, fields: { need: 'a' } });
		expect(own.submission).toEqual({ key: 'key', preparedAtMs: 7, isApproved: true });
		const foreign = afterMovedOn(sending, { revision: 6, fields: { need: 'a', aims: 'theirs' } });
		expect(foreign.submission?.isApproved).toBe(false);
		expect(approved(foreign).submission).toEqual(own.submission);
		expect(prepared(foreign, 'other key', 9)).toBe(foreign);
	});

	it('belongs to one person for good', () => {
		const free = newDraft({ id: 'd', round: 'r', ownerId: null, nowMs: 0 });
		expect(claimedBy(claimedBy(free, 'a'), 'b').ownerId).toBe('a');
	});
});

describe('an edit on a screen', () => {
	const edit = (before: Changes, after: Changes) => ({ before, after, atMs: 7 });

	it('changes what stood on the screen', () => {
		const draft = edited(
			draftOf({}, { need: 'a', aims: 'x' }),
			edit({ need: 'a', city: null }, { need: 'ab', city: 'D' })
		);
		expect(draft).toMatchObject({
			fields: { need: 'ab', aims: 'x', city: 'D' },
			conflicts: [],
			updatedAtMs: 7
		});
		expect(edited(draft, edit({ need: 'ab' }, { need: null })).fields).toEqual({ aims: 'x', city: 'D' });
	});

	it('stays in the field where something else stands there meanwhile, and asks', () => {
		const theirs = draftOf({ need: 'theirs' }, { need: 'theirs' });
		const asked = edited(theirs, edit({ need: 'a' }, { need: 'ab' }));
		const question = { path: 'need', base: 'a', mine: 'ab', theirs: 'theirs' };
		expect(asked).toMatchObject({ fields: { need: 'ab' }, conflicts: [question] });
		expect(sendableChanges(asked)).toEqual({});
		const typedOn = edited(asked, edit({ need: 'ab' }, { need: 'abc' }));
		expect(typedOn).toMatchObject({ fields: { need: 'abc' }, conflicts: [question] });
		expect(settleConflict(typedOn, 'need', 'theirs').fields).toEqual({ need: 'theirs' });
	});

	it('is no question where both wrote the same, or nothing was changed', () => {
		const theirs = draftOf({}, { need: 'theirs', aims: 'x' });
		const same = edited(theirs, edit({ need: 'a', aims: 'old' }, { need: 'theirs', aims: 'old' }));
		expect(same).toMatchObject({ fields: { need: 'theirs', aims: 'x' }, conflicts: [] });
	});

	it('adds and removes choices among theirs', () => {
		const theirs = draftOf({}, { target_groups: ['a', 'b', 'c'] });
		const both = edited(theirs, edit({ target_groups: ['a', 'b'] }, { target_groups: ['b', 'd'] }));
		expect(both).toMatchObject({ fields: { target_groups: ['b', 'd', 'c'] }, conflicts: [] });
	});

	it('asks about a row that is gone, or that was taken away while they wrote in it', () => {
		const path = 'cost_lines.aaaaaaaa.label';
		const gone = edited(draftOf({}, {}), edit({ [path]: 'Zelt' }, { [path]: 'Zelte' }));
		expect(gone).toMatchObject({ fields: { [path]: 'Zelte' }, conflicts: [{ mine: 'Zelte', theirs: null }] });
		const written = draftOf({}, { [path]: 'Pavillon' });
		const removed = edited(written, edit({ [path]: 'Zelt' }, { [path]: null }));
		expect(removed).toMatchObject({
			fields: { [path]: 'Pavillon' },
			conflicts: [{ mine: null, theirs: 'Pavillon' }]
		});
	});

	it('works an amount out anew where another window changed the price and this one the quantity', () => {
		const line = (quantity: number, unit_cents: number, amount_cents = quantity * unit_cents): Fields => ({
			'cost_lines.aaaaaaaa.quantity': quantity,
			'cost_lines.aaaaaaaa.unit_cents': unit_cents,
			'cost_lines.aaaaaaaa.amount_cents': amount_cents
		});
		const theirs = draftOf(line(2, 1_000), line(2, 4_000));
		const shown = line(2, 1_000);
		const note = edit(shown, withProducts(shown, { 'cost_lines.aaaaaaaa.quantity': 3 }));
		expect(edited(theirs, note, withMergedProducts)).toMatchObject({ fields: line(3, 4_000), conflicts: [] });
		expect(recovered(theirs, note, withMergedProducts)).toMatchObject({
			fields: line(3, 4_000),
			conflicts: []
		});
		const typed = draftOf(line(2, 1_000), line(2, 1_000, 5_000));
		expect(edited(typed, note, withMergedProducts).conflicts).toMatchObject([{ mine: 3_000, theirs: 5_000 }]);
	});

	it('asks about another window’s words until the account has others', () => {
		const draft = draftOf({ need: 'a' }, { need: 'elsewhere' });
		const asked = edited(draft, edit({ need: 'a' }, { need: 'here' }));
		const told = afterMovedOn(asked, { revision: 5, fields: { need: 'a', aims: 'x' } });
		expect(told.conflicts).toMatchObject([{ mine: 'here', theirs: 'elsewhere' }]);
		const news = afterMovedOn(told, { revision: 6, fields: { need: 'theirs', aims: 'x' } });
		expect(news.conflicts).toMatchObject([{ mine: 'here', theirs: 'theirs' }]);
	});
});

describe('settling a question', () => {
	it('takes mine as it stands now, or theirs', () => {
		const asked = afterMovedOn(draftOf({ need: 'a' }, { need: 'mine' }), {
			revision: 5,
			fields: { need: 'theirs' }
		});
		const edited = { ...asked, fields: { need: 'mine, longer' } };
		expect(settleConflict(edited, 'need', 'mine')).toMatchObject({
			fields: { need: 'mine, longer' },
			conflicts: []
		});
		expect(settleConflict(edited, 'need', 'theirs')).toMatchObject({
			fields: { need: 'theirs' },
			conflicts: []
		});
		expect(settleConflict(edited, 'aims', 'mine')).toBe(edited);
	});

	it('takes the whole row away where that was the choice, on either side', () => {
		const base = { 'cost_lines.a.label': 'Zelt', 'cost_lines.a.amount_cents': 1 };
		const edited = { 'cost_lines.a.label': 'Zelt!', 'cost_lines.a.amount_cents': 2 };
		const iRemoved = afterMovedOn(draftOf(base, {}), { revision: 5, fields: edited });
		expect(iRemoved.fields).toEqual(edited);
		expect(settleConflict(iRemoved, 'cost_lines.a.label', 'mine')).toMatchObject({
			fields: {},
			conflicts: []
		});
		const theyRemoved = afterMovedOn(draftOf(base, edited), { revision: 5, fields: {} });
		expect(settleConflict(theyRemoved, 'cost_lines.a.label', 'theirs')).toMatchObject({
			fields: {},
			conflicts: []
		});
		expect(settleConflict(theyRemoved, 'cost_lines.a.label', 'mine').fields).toEqual(edited);
	});

	it('keeps the rest of a row when only one of its columns was cleared', () => {
		const base = { 'cost_lines.a.label': 'Zelt', 'cost_lines.a.position': 1 };
		const asked = afterMovedOn(draftOf(base, { 'cost_lines.a.position': 1 }), {
			revision: 5,
			fields: { ...base, 'cost_lines.a.label': 'Pavillon' }
		});
		expect(settleConflict(asked, 'cost_lines.a.label', 'mine').fields).toEqual({
			'cost_lines.a.position': 1
		});
	});
});
