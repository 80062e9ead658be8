import { describe, expect, it } from 'vitest';
import { states } from '../../core/application/states';
import { viewStates } from './desk';

describe('the views of the desk', () => {
	it('hold every sent state exactly once', () => {
		expect(Object.values(viewStates).flat().sort()).toEqual(
			states.filter((state) => state !== 'draft').sort()
		);
	});
});
