import { describe, expect, it } from 'vitest';
import { type Draft, newDraft } from '../draft/draft';
import { decide, type Situation } from './decide';
import { newDiscard, newSave, newSubmit, newUpload, parked, parkedCode, readItem } from './outbox';

const ada = 'ada@example.org';
const now: Situation = { nowMs: 100, isOnline: true, personId: ada };
const fresh: Draft = {
	...newDraft({ id: 'd1', round: 'kofei-2027', ownerId: ada, nowMs: 0 }),
	fields: { need: 'x' }
};
const saved: Draft = { ...fresh, base: { revision: 2, fields: fresh.fields } };
const ready: Draft = {
	...saved,
	submission: { key: 'k', preparedAtMs: Date.parse('2027-02-15T22:00:00Z'), isApproved: true }
};
const receipt = {
	application_id: 'd1',
	reference_number: 'N',
	received_at: 'x',
	sha256: 'y',
	is_late: false,
	state: 'submitted',
	round: 'r'
};
const drafts = (...all: readonly Draft[]) => new Map(all.map((draft) => [draft.id, draft]));
const save = newSave('d1', 1);
const submit = newSubmit('d1', 'k', 2);

describe('what to do next', () => {
	it('is nothing while nothing waits', () => {
		expect(decide([], drafts(), now)).toEqual({ kind: 'idle' });
		expect(decide([parked(save, 'not_found')], drafts(fresh), now)).toEqual({ kind: 'idle' });
	});

	it('sends what the server has not, as a change of the revision it is based on', () => {
		expect(decide([save], drafts(fresh), now)).toEqual({
			kind: 'save',
			item: save,
			body: { round: 'kofei-2027', base_revision: 0, changes: { need: 'x' }, schema_version: 2 }
		});
		expect(decide([save], drafts({ ...saved, fields: { aims: 'y' } }), now)).toMatchObject({
			body: { base_revision: 2, changes: { need: null, aims: 'y' } }
		});
		expect(decide([save], drafts(saved), now)).toEqual({ kind: 'finish', item: save });
	});

	it('sends a submission only when every word is saved', () => {
		expect(decide([submit], drafts(ready), now)).toEqual({
			kind: 'submit',
			item: submit,
			body: { key: 'k', revision: 2, prepared_at: '2027-02-15T22:00:00.000Z' }
		});
		const unsaved = { ...ready, fields: { need: 'xy' } };
		expect(decide([submit, save], drafts(unsaved), now)).toMatchObject({ kind: 'save' });
		expect(decide([submit], drafts(unsaved), now)).toEqual({ kind: 'queue_save', draftId: 'd1' });
		expect(decide([submit, { ...save, nextAttemptAtMs: 500 }], drafts(unsaved), now)).toEqual({
			kind: 'wait',
			untilMs: 500
		});
		expect(decide([submit, parked(save, 'not_found')], drafts(unsaved), now)).toEqual({ kind: 'idle' });
	});

	it('does not send what the person has not seen', () => {
		const asked = { ...ready, conflicts: [{ path: 'need', base: null, mine: 'x', theirs: 'y' }] };
		expect(decide([submit], drafts(asked), now)).toEqual({
			kind: 'park',
			item: submit,
			code: 'draft_moved_on'
		});
		const unseen = { ...ready, submission: { key: 'k', preparedAtMs: 0, isApproved: false } };
		expect(decide([submit], drafts(unseen), now)).toEqual({
			kind: 'park',
			item: submit,
			code: 'draft_moved_on'
		});
		const moved = { ...submit, lastFailure: 'draft_moved_on' } as const;
		expect(decide([moved], drafts(ready), now)).toEqual({ kind: 'refresh', item: moved });
	});

	it('waits for network and for the person, and says which', () => {
		expect(decide([save], drafts(fresh), { ...now, isOnline: false })).toEqual({
			kind: 'blocked',
			by: 'offline'
		});
		expect(decide([save], drafts(fresh), { ...now, personId: null })).toEqual({
			kind: 'blocked',
			by: 'signed_out'
		});
	});

	it("never sends one person's words as another, nor those nobody has claimed", () => {
		const others = [drafts({ ...fresh, ownerId: 'ben@example.org' }), drafts({ ...fresh, ownerId: null })];
		for (const map of others)
			expect(decide([save], map, now)).toEqual({ kind: 'blocked', by: 'other_person' });
	});

	it('does not let one bad item hold up the others', () => {
		const other = { ...fresh, id: 'd2' };
		const good = newSave('d2', 9);
		expect(decide([parked(save, 'payload_invalid'), good], drafts(fresh, other), now)).toMatchObject({
			kind: 'save',
			item: good
		});
		expect(decide([{ ...save, nextAttemptAtMs: 999 }, good], drafts(fresh, other), now)).toMatchObject({
			item: good
		});
		expect(decide([save, good], drafts(other), now)).toEqual({
			kind: 'park',
			item: save,
			code: 'unreadable'
		});
	});

	describe('with files', () => {
		const upload = newUpload('d1', 'f1', 0);
		const later = newUpload('d1', 'f2', 1);
		const submitted = { ...ready, server: { state: 'submitted', revision: 2, receipt } };

		it('is words first, however long a file has been waiting', () => {
			expect(decide([upload, save, submit], drafts({ ...ready, fields: { need: 'xy' } }), now)).toMatchObject(
				{
					kind: 'save'
				}
			);
			expect(decide([upload, submit], drafts(ready), now)).toMatchObject({ kind: 'submit' });
			expect(decide([later, upload], drafts(saved), now)).toEqual({ kind: 'upload', item: upload });
		});

		it('is the first save of the application they belong to', () => {
			expect(decide([upload], drafts(fresh), now)).toEqual({ kind: 'queue_save', draftId: 'd1' });
			expect(decide([upload, save], drafts(fresh), now)).toMatchObject({ kind: 'save' });
			expect(decide([upload, parked(save, 'not_found')], drafts(fresh), now)).toEqual({ kind: 'idle' });
		});

		it('goes on after the words were received', () => {
			expect(decide([upload], drafts(submitted), now)).toEqual({ kind: 'upload', item: upload });
			expect(decide([upload], drafts({ ...submitted, base: null }), now)).toMatchObject({ kind: 'upload' });
		});

		it('is the next file when one was refused or has to wait', () => {
			expect(decide([parked(upload, 'file_damaged'), later], drafts(saved), now)).toMatchObject({
				item: later
			});
			expect(decide([{ ...upload, nextAttemptAtMs: 999 }, later], drafts(saved), now)).toMatchObject({
				item: later
			});
		});

		it('travels in the session of its owner alone', () => {
			const others = { ...saved, ownerId: 'ben@example.org' };
			expect(decide([upload], drafts(others), now)).toEqual({ kind: 'blocked', by: 'other_person' });
			expect(decide([upload], drafts(saved), { ...now, personId: null })).toMatchObject({ by: 'signed_out' });
		});

		it('takes away what was removed here, if it can have arrived at all', () => {
			const discard = newDiscard('d1', 'f1', 3);
			expect(decide([later, discard], drafts(saved), now)).toEqual({ kind: 'discard', item: discard });
			expect(decide([discard], drafts(fresh), now)).toEqual({ kind: 'finish', item: discard });
		});

		it('says nothing about the words', () => {
			expect(parkedCode([parked(upload, 'file_hostile')], 'd1')).toBeNull();
			expect(parkedCode([parked(upload, 'file_hostile'), parked(save, 'not_found')], 'd1')).toBe('not_found');
		});

		it('is read back whole, or not at all', () => {
			for (const item of [upload, newDiscard('d1', 'f1', 3)]) expect(readItem(item)).toEqual(item);
			expect(readItem({ ...upload, fileId: undefined })).toBeNull();
			expect(readItem({ ...upload, isAnnounced: 'yes' })).toBeNull();
			expect(readItem({ ...newDiscard('d1', 'f1', 3), key: 'k' })).toBeNull();
			expect(readItem({ ...upload, kind: 'teleport' })).toBeNull();
		});
	});

	it('takes out what has its receipt', () => {
		const received = { ...ready, server: { state: 'submitted', revision: 2, receipt } };
		expect(decide([submit], drafts(received), { ...now, isOnline: false })).toEqual({
			kind: 'finish',
			item: submit
		});
	});

	it('does not sleep for a day because the clock was wrong for a minute', () => {
		const distant = { ...save, nextAttemptAtMs: now.nowMs + 24 * 3_600_000 };
		expect(decide([distant], drafts(fresh), now)).toMatchObject({ kind: 'save' });
	});
});
