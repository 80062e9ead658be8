import { describe, expect, it } from 'vitest';
import { newDraft } from './draft';
import { isEvidently, isOfAnother } from './whose';

const draft = (fields = {}) => ({ ...newDraft({ id: 'a1', round: 'r', ownerId: null, nowMs: 1 }), fields });

const at = (from: string) => ({ from, hasFiles: false });

describe('whose a draft without an account is', () => {
	it('is asked about, whoever signs in on that phone', () => {
		expect(isEvidently('yusuf@example.org', draft({ need: 'x' }), at('/de/apply'))).toBe(false);
		expect(isEvidently('yusuf@example.org', draft({ contact_email: 'amina@example.org' }), at(''))).toBe(
			false
		);
		expect(isEvidently('yusuf@example.org', draft(), { from: '', hasFiles: true })).toBe(false);
	});

	it('is clear where they come from it, gave their address in it, or nothing is in it', () => {
		expect(isEvidently('a@example.org', draft({ need: 'x' }), at('/de/apply/a1/review'))).toBe(true);
		expect(isEvidently('a@example.org', draft({ contact_email: ' A@Example.org ' }), at(''))).toBe(true);
		expect(isEvidently('a@example.org', draft(), at(''))).toBe(true);
	});

	it('is somebody else’s only where both are known', () => {
		expect(isOfAnother({ ownerId: 'a' }, 'b')).toBe(true);
		for (const [ownerId, person] of [
			['a', 'a'],
			['a', null],
			['a', undefined],
			[null, 'b']
		] as const)
			expect(isOfAnother({ ownerId }, person)).toBe(false);
	});
});
