import { describe, expect, it } from 'vitest';
import { newDraft, type Draft } from '../core/draft/draft';
import { newUpload, parked, type QueueItem } from '../core/sync/outbox';
import { standingOf } from './standing';

const fields = { need: 'x' };
const saved: Draft = {
	...newDraft({ id: 'a', round: 'r', ownerId: 'ada', nowMs: 0 }),
	fields,
	base: { revision: 1, fields }
};
const signedOut = {
	isOnline: true,
	isSignedIn: false,
	isOfAnother: false,
	isBorrowed: false,
	activity: null
};

describe('where an application is whose words are all saved', () => {
	it('asks to sign in while a document waits for that, instead of saying that all is in the account', () => {
		const waiting = newUpload('a', 'f', 0);
		const standing = (items: readonly QueueItem[], more = {}) =>
			standingOf(saved, { ...signedOut, ...more, items });
		expect(standing([waiting])).toBe('needs_sign_in');
		expect(standing([])).toBe('saved_on_server');
		expect(standing([waiting], { isSignedIn: true })).toBe('saved_on_server');
		expect(standing([waiting], { isOnline: false })).toBe('saved_on_server');
		expect(standing([newUpload('another', 'f', 0)])).toBe('saved_on_server');
		// What was refused does not go by signing in.
		expect(standing([parked(waiting, 'file_hostile')])).toBe('saved_on_server');
	});
});
