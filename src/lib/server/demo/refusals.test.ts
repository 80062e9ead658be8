import { describe, expect, it } from 'vitest';
import { tooManyRefused } from './refusals';

describe('steps of the examples that were refused', () => {
	it('may be a few', () => {
		expect(tooManyRefused({ refused: {}, steps: 300 })).toBeNull();
		expect(tooManyRefused({ refused: { budget_exceeded: 2 }, steps: 4 })).toBeNull();
		expect(tooManyRefused({ refused: { budget_exceeded: 10, not_in_state: 5 }, steps: 300 })).toBeNull();
	});

	it('are told where nearly nothing went on', () => {
		expect(tooManyRefused({ refused: { not_allowed: 129 }, steps: 240 })).toContain('129 of 240');
		expect(tooManyRefused({ refused: { not_allowed: 10, not_found: 3 }, steps: 20 })).toContain('13 of 20');
	});
});
