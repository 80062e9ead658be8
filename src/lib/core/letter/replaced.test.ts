import { describe, expect, it } from 'vitest';
import { replacedAt } from './replaced';

const first = { kind: 'approved', written_at: '2027-03-01T10:00:00Z' } as const;
const request = { kind: 'request', written_at: '2027-02-01T10:00:00Z' } as const;
const changed = { kind: 'changed', written_at: '2027-03-05T10:00:00Z' } as const;
const second = { kind: 'approved', written_at: '2027-03-10T10:00:00+01:00' } as const;
const third = { kind: 'rejected', written_at: '2027-03-11T10:00:00Z' } as const;
const all = [third, second, changed, first, request];

describe('a letter about a decision', () => {
	it('is replaced by the next one, whatever that says', () => {
		expect(replacedAt(first, all)).toBe(second.written_at);
		expect(replacedAt(second, all)).toBe(third.written_at);
		expect(replacedAt(third, all)).toBeNull();
	});

	it('is not replaced by the letter of a change, nor are other letters', () => {
		expect(replacedAt(first, [changed, first])).toBeNull();
		expect(replacedAt(changed, all)).toBeNull();
		expect(replacedAt(request, all)).toBeNull();
	});
});
