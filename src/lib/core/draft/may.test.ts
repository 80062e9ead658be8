import { describe, expect, it } from 'vitest';
import { completeFields } from '../application/application.sample';
import { newDraft, readDraft, type Draft } from './draft';
import { afterReceipt, afterSaved } from './exchange';
import { maySend, mayWrite, type May } from './may';

const receipt = {
	application_id: 'a',
	reference_number: 'KOFEI-2027-0001',
	received_at: '2027-01-20T10:00:00Z',
	sha256: 'ab',
	is_late: false,
	state: 'submitted' as const,
	round: 'kofei-2027'
};

function draftOf(may?: May): Draft {
	const draft = newDraft({ id: 'a', round: 'kofei-2027', ownerId: 'yusuf@example.org', nowMs: 1 });
	return { ...draft, fields: completeFields, server: { state: 'draft', revision: 1, receipt: null, may } };
}

describe('what somebody may do with an application', () => {
	it('is everything with a draft of one’s own, which no server has spoken about', () => {
		for (const draft of [draftOf(), { ...draftOf(), server: null }])
			expect([maySend(draft), mayWrite(draft)]).toEqual([true, true]);
	});

	it('is everything for owners and editors, writing for helpers, nothing but reading for readers', () => {
		expect(
			(['send', 'write', 'read'] as const).map((may) => [maySend(draftOf(may)), mayWrite(draftOf(may))])
		).toEqual([
			[true, true],
			[false, true],
			[false, false]
		]);
	});

	it('is kept through saving and receipt, and on the disk', () => {
		const saved = afterSaved(draftOf('write'), { need: 'x' }, { revision: 2, state: 'draft' });
		expect(maySend(saved)).toBe(false);
		expect(afterReceipt(saved, receipt).server).toMatchObject({ state: 'submitted', receipt, may: 'write' });
		expect(readDraft(JSON.parse(JSON.stringify(saved)))?.server?.may).toBe('write');
	});

	it('is not believed when a record says something else', () => {
		const odd = { ...draftOf(), server: { state: 'draft', revision: 1, receipt: null, may: 'everything' } };
		expect(readDraft(odd)).toBeNull();
	});
});
