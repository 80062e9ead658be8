import { expect, it } from 'vitest';
import { settledFrom } from './payment-run';

it('can have been paid five days before its day, not earlier', () => {
	expect(settledFrom('2027-03-03')).toBe('2027-02-26');
});
