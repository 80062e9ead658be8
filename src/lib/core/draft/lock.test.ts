import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeFields } from '../application/application.sample';
import { type ClarificationItem, isReopened } from '../application/clarification';
import { companionPaths, longPaths, sections } from '../application/fields';
import { type Draft, hasUnsavedChanges, lockedWords, newDraft, readDraft, unsavedChanges } from './draft';
import { prepared } from './edit';
import { afterNews, afterReceipt, sendableChanges } from './exchange';
import { type Fields, pathsOf } from './fields';
import { isLocked, isUnderWay, mayChange, openClarification } from './lock';
import { openFields } from './open-fields';
import { draftStanding, type Surroundings } from './standing';

const receipt = {
	application_id: 'd1',
	reference_number: 'KOFEI-2027-0001',
	received_at: '2027-01-05T10:00:00Z',
	sha256: 'ab',
	is_late: false,
	state: 'submitted',
	round: 'kofei-2027'
};
const goals: ClarificationItem = { kind: 'section', section: 'goals', note: '' };
const asking = (items: readonly ClarificationItem[], id = 'q1') => ({
	id,
	asked_at: '2027-01-20T10:00:00Z',
	due_on: '2027-02-03',
	items: [...items],
	message: 'Bitte noch etwas.',
	message_language: 'de',
	message_de: null
});
const sent: Draft = {
	...newDraft({ id: 'd1', round: 'kofei-2027', ownerId: 'a@example.org', nowMs: 1 }),
	fields: completeFields,
	base: { revision: 3, fields: completeFields },
	server: { state: 'formal_check', revision: 3, receipt },
	submission: { key: 'first', preparedAtMs: 5, isApproved: true }
};
const asked = (items: readonly ClarificationItem[], id?: string): Draft => ({
	...sent,
	server: { state: 'clarification', revision: 3, receipt, clarification: asking(items, id), answered: null }
});
const around: Surroundings = {
	isOnline: true,
	isSignedIn: true,
	isSaving: false,
	isSending: false,
	isUnanswered: false,
	parkedBy: null
};

const paths = [
	...pathsOf(completeFields),
	...longPaths.flatMap(companionPaths),
	'answers.a1b2c3d4',
	'declared.not_begun',
	'partners.aaaaaaaa.name',
	'no_such_field'
];
const anyItem: fc.Arbitrary<ClarificationItem> = fc.oneof(
	fc.record({
		kind: fc.constant('section' as const),
		section: fc.constantFrom(...sections),
		note: fc.string()
	}),
	fc.record({
		kind: fc.constant('translation' as const),
		path: fc.constantFrom(...longPaths),
		note: fc.string()
	}),
	fc.record({ kind: fc.constant('question' as const), id: fc.constant('a1b2c3d4'), note: fc.string() }),
	fc.record({ kind: fc.constant('document' as const), document: fc.constant('statutes'), note: fc.string() })
);
const anyItems = fc.array(anyItem, { maxLength: 5 });
const anyEdits = fc.dictionary(fc.constantFrom(...paths), fc.string({ minLength: 1 }), { maxKeys: 8 });

describe('what may be changed', () => {
	it('is everything before it is sent, and nothing after', () => {
		for (const path of paths) {
			expect(mayChange({ server: null }, path), path).toBe(true);
			expect(mayChange(sent, path), path).toBe(false);
		}
		expect([isLocked(sent), isLocked(asked([goals])), isLocked({ server: null })]).toEqual([
			true,
			false,
			false
		]);
	});

	it('is exactly what the office asked for, whatever it asked and whatever was typed', () => {
		fc.assert(
			fc.property(anyItems, anyEdits, (items, edits) => {
				const draft = asked(items);
				const written = { ...draft, fields: { ...completeFields, ...edits } };
				const travelling = Object.keys(sendableChanges(written));
				const kept = Object.keys(lockedWords(written));
				for (const path of paths) expect(mayChange(draft, path)).toBe(isReopened(path, items));
				expect(travelling.every((path) => isReopened(path, items))).toBe(true);
				// Each typed word either travels or is told to have stayed here.
				const differing = Object.keys(edits).filter((path) => edits[path] !== completeFields[path]);
				expect([...travelling, ...kept].sort()).toEqual(differing.sort());
			})
		);
	});

	it('is what is shown of something sent: every word that may travel, and none that may not', () => {
		fc.assert(
			fc.property(anyItems, anyEdits, (items, edits) => {
				const draft = asked(items);
				const shown = openFields({ ...draft, fields: { ...completeFields, ...edits } });
				for (const path of paths)
					expect(shown[path], path).toBe(
						isReopened(path, items) ? (edits[path] ?? completeFields[path]) : completeFields[path]
					);
			})
		);
		const draft = { ...asked([goals]), fields: { need: 'Nur hier.' } };
		expect(openFields({ ...draft, base: null, server: null })).toEqual({ need: 'Nur hier.' });
	});

	it('closes again with the next news, and the words stay', () => {
		const written = { ...asked([goals]), fields: { ...completeFields, need: 'Genauer.' } };
		expect(unsavedChanges(written)).toEqual({ need: 'Genauer.' });
		const over = afterNews(written, { ...news(completeFields), state: 'formal_check' });
		expect(isLocked(over)).toBe(true);
		expect(hasUnsavedChanges(over)).toBe(false);
		expect(lockedWords(over)).toEqual({ need: 'Genauer.' });
	});

	it('is not told by a state alone: what the office asks for must be known', () => {
		const vague = { ...sent, server: { state: 'clarification', revision: 3, receipt } };
		expect(openClarification(vague)).toBeNull();
		expect(isLocked(vague)).toBe(true);
		const stale = { ...asked([goals]), server: { ...asked([goals]).server, state: 'withdrawn' } } as Draft;
		expect(openClarification(stale)).toBeNull();
	});
});

describe('an answer', () => {
	it('has a key of its own, made once, and names its question', () => {
		const draft = prepared(asked([goals]), 'second', 9);
		expect(draft.submission).toEqual({ key: 'second', preparedAtMs: 9, isApproved: true, answers: 'q1' });
		expect(prepared(draft, 'third', 10)).toBe(draft);
		expect([isUnderWay(sent), isUnderWay(asked([goals])), isUnderWay(draft)]).toEqual([false, false, true]);
		expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
	});

	it('is over when the office waits for it no more, or for something else', () => {
		const draft = prepared(asked([goals]), 'second', 9);
		const answered = { clarification_id: 'q1', version: 2, received_at: 'x', sha256: 'cd', is_late: false };
		const arrived = afterNews(draft, { ...news(completeFields), state: 'formal_check', answered });
		expect(isUnderWay(arrived)).toBe(false);
		expect(draftStanding(arrived, around)).toBe('received');
		const other = afterNews(draft, { ...news(completeFields), clarification: asking([goals], 'q2') });
		expect(isUnderWay(other)).toBe(false);
		expect(draftStanding(other, around)).toBe('answer_not_sent');
		expect(prepared(other, 'third', 11).submission?.answers).toBe('q2');
	});

	it('is never taken for sent, whatever the receipt of the application says', () => {
		expect(draftStanding(asked([goals]), around)).toBe('answer_not_sent');
		const written = { ...asked([goals]), fields: { ...completeFields, need: 'x' } };
		expect(draftStanding(written, around)).toBe('on_device');
		const queued = prepared(written, 'second', 9);
		expect(draftStanding(queued, { ...around, isOnline: false })).toBe('queued_not_sent');
		expect(draftStanding(queued, { ...around, isUnanswered: true })).toBe('unanswered');
		expect(draftStanding(afterReceipt(queued, receipt), around)).toBe('received');
	});

	it('is no record when its question is damaged', () => {
		const broken = { ...asked([goals]), server: { ...asked([goals]).server, clarification: { id: 7 } } };
		expect(readDraft(broken)).toBeNull();
		const odd = { ...sent, server: { ...sent.server, answered: { version: 'two' } } };
		expect(readDraft(odd)).toBeNull();
	});
});

function news(fields: Fields) {
	return {
		revision: 3,
		fields,
		state: 'clarification' as const,
		receipt,
		clarification: null,
		answered: null
	};
}
