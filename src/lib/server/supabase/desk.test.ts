import { describe, expect, it } from 'vitest';
import { states } from '../../core/application/states';
import { viewStates } from './desk';

describe('the views of the desk', () => {
	it('hold every sent state exactly once, besides "all"', () => {
		const { all, ...parts } = viewStates;
		expect(Object.values(parts).flat().sort()).toEqual(states.filter((state) => state !== 'draft').sort());
		expect([...all].sort()).toEqual(Object.values(parts).flat().sort());
	});
});
