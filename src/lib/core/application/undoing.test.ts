import { describe, expect, it } from 'vitest';
import { mayUndoSignature } from './undoing';

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
