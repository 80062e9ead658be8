import { formSchemaVersion } from '../application/fields';
import { describe, expect, it } from 'vitest';
import { completeFields } from '../application/application.sample';
import {
	type Draft,
	hasLockedWords,
	hasUnsavedChanges,
	titleOf,
	newDraft,
	readDraft,
	unsavedChanges
} from './draft';
import { draftStanding, type Surroundings } from './standing';

const fresh = newDraft({ id: 'd1', round: 'kofei-2027', ownerId: null, nowMs: 1000 });
const receipt = {
	application_id: 'd1',
	reference_number: 'KOFEI-2027-0001',
	received_at: '2027-01-05T10:00:00Z',
	sha256: 'ab',
	is_late: false,
	state: 'submitted',
	round: 'kofei-2027'
};
const full: Draft = {
	...fresh,
	fields: completeFields,
	base: { revision: 3, fields: completeFields },
	unacknowledged: [{ need: null, aims: 'x' }],
	conflicts: [{ path: 'need', base: null, mine: 'a', theirs: ['b'] }],
	ownerId: 'a@example.org',
	server: { state: 'submitted', revision: 3, receipt },
	submission: { key: 'k', preparedAtMs: 5, isApproved: true }
};

describe('a stored draft', () => {
	it('comes back as it was stored', () => {
		for (const draft of [fresh, full]) expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
	});

	it('of the first form opens in the current one, with every word at its place', () => {
		const first = { ...full, schemaVersion: 1, fields: { need: 'Wir brauchen Raum.', non_profit: 'no' } };
		expect(readDraft(first)).toEqual({ ...first, schemaVersion: formSchemaVersion });
	});

	it('is set aside when it is damaged or from a newer app', () => {
		for (const record of [
			null,
			undefined,
			'',
			7,
			[],
			{},
			{ ...full, schemaVersion: 99 },
			{ ...full, fields: null },
			{ ...full, fields: { a: { deep: 1 } } },
			{ ...full, base: { revision: 1.5, fields: {} } },
			{ ...full, id: 7 },
			{ ...full, conflicts: undefined },
			{ ...full, createdAtMs: NaN }
		]) {
			expect(readDraft(record)).toBeNull();
		}
	});

	it('brings no prototype along', () => {
		const record = JSON.parse(
			JSON.stringify(fresh).replace('"fields":{}', '"fields":{"__proto__":{"polluted":true},"need":"x"}')
		);
		expect(Object.getPrototypeOf(readDraft(record)?.fields ?? {})).toBe(Object.prototype);
	});

	it('knows what the server has not', () => {
		const unsent = { ...full, server: null };
		expect(unsavedChanges({ ...unsent, fields: { ...completeFields, need: 'new' } })).toEqual({
			need: 'new'
		});
		expect(hasUnsavedChanges(full)).toBe(false);
	});

	it('knows by its sent words what was sent, and what was written too late to go with it', () => {
		const sentWords = { project_title: 'Kreis' };
		const late: Draft = {
			...fresh,
			fields: { project_title: 'Kreis im Juli' },
			base: { revision: 1, fields: sentWords },
			server: { state: 'draft', revision: 1, receipt: null }
		};
		expect([titleOf(late), hasLockedWords(late)]).toEqual(['Kreis im Juli', false]);
		const sent = { ...late, server: { state: 'submitted', revision: 1, receipt } };
		expect([titleOf(sent), hasLockedWords(sent)]).toEqual(['Kreis', true]);
		expect(titleOf(fresh)).toBeNull();
	});
});

describe('where the words are', () => {
	const around: Surroundings = {
		isOnline: true,
		isSignedIn: true,
		isSaving: false,
		isSending: false,
		isUnanswered: false,
		parkedBy: null
	};
	const written: Draft = { ...fresh, fields: { need: 'x' } };
	const saved: Draft = {
		...written,
		base: { revision: 1, fields: written.fields },
		ownerId: 'a@example.org'
	};
	const toSend: Draft = { ...saved, submission: { key: 'k', preparedAtMs: 5, isApproved: true } };

	it('is this device until the server has every one of them', () => {
		expect(draftStanding(written, around)).toBe('on_device');
		expect(draftStanding(written, { ...around, isSaving: true })).toBe('saving');
		expect(draftStanding(saved, around)).toBe('saved_on_server');
		expect(draftStanding({ ...saved, fields: { need: 'xy' } }, around)).toBe('on_device');
	});

	it('asks to sign in only where that would help', () => {
		const changed = { ...saved, fields: { need: 'xy' } };
		expect(draftStanding(changed, { ...around, isSignedIn: false })).toBe('needs_sign_in');
		expect(draftStanding(changed, { ...around, isSignedIn: false, isOnline: false })).toBe('on_device');
		expect(draftStanding(toSend, { ...around, isSignedIn: false, isOnline: false })).toBe('needs_sign_in');
	});

	it('is "not sent" while a submission waits, and never "received" without a receipt', () => {
		expect(draftStanding(toSend, { ...around, isOnline: false })).toBe('queued_not_sent');
		expect(draftStanding(toSend, around)).toBe('queued_not_sent');
		expect(draftStanding(toSend, { ...around, isSending: true })).toBe('sending');
		expect(
			draftStanding({ ...toSend, server: { state: 'submitted', revision: 1, receipt: null } }, around)
		).not.toBe('received');
		expect(draftStanding({ ...toSend, server: { state: 'submitted', revision: 1, receipt } }, around)).toBe(
			'received'
		);
	});

	it('leaves open what became of an attempt without an answer', () => {
		expect(draftStanding(toSend, { ...around, isUnanswered: true })).toBe('unanswered');
		expect(draftStanding(toSend, { ...around, isUnanswered: true, isOnline: false })).toBe('unanswered');
		expect(draftStanding(toSend, { ...around, isUnanswered: true, isSending: true })).toBe('sending');
	});

	it.each(['clarification', 'report_clarification'])(
		'needs the person while the office asks: %s',
		(state) => {
			expect(draftStanding({ ...toSend, server: { state, revision: 1, receipt } }, around)).toBe('needs_you');
		}
	);

	it('needs the person for a conflict or a refusal', () => {
		expect(draftStanding({ ...toSend, conflicts: full.conflicts }, around)).toBe('needs_you');
		expect(draftStanding(toSend, { ...around, parkedBy: 'round_closed' })).toBe('needs_you');
	});
});
