import { describe, expect, it } from 'vitest';
import { mayTakeOff, mayUndoSignature } from './undoing';

const clerk = { id: 'clerk', isDecider: false };
const decider = { id: 'decider', isDecider: true };

describe('undoing a first signature', () => {
	it('is for whoever signed, and for deciders', () => {
		expect(mayUndoSignature(clerk, { ...clerk, isPartial: false })).toBe(true);
		expect(mayUndoSignature({ id: 'other', isDecider: true }, { ...decider, isPartial: false })).toBe(true);
		expect(mayUndoSignature({ id: 'other', isDecider: false }, { ...clerk, isPartial: false })).toBe(true);
	});

	it('is not for a clerk where a decider signed, unless that person should not have', () => {
		expect(mayUndoSignature(clerk, { ...decider, isPartial: false })).toBe(false);
		expect(mayUndoSignature(clerk, { ...decider, isPartial: true })).toBe(true);
	});
});

describe('taking a reviewer off a case', () => {
	const open = { isSubmitted: false, isPartial: false, isRead: true };
	const submitted = { ...open, isSubmitted: true };

	it('is for everybody who acts, as long as nothing was handed in', () => {
		expect(mayTakeOff({ roles: ['clerk'] }, open)).toBe(true);
	});

	it('is for deciders and admins afterwards, before anybody compared, or where the reviewer is partial', () => {
		expect(mayTakeOff({ roles: ['clerk'] }, { ...submitted, isRead: false })).toBe(false);
		expect(mayTakeOff({ roles: ['decider'] }, { ...submitted, isRead: false })).toBe(true);
		expect(mayTakeOff({ roles: ['decider'] }, submitted)).toBe(false);
		expect(mayTakeOff({ roles: ['clerk', 'admin'] }, { ...submitted, isPartial: true })).toBe(true);
	});
});
