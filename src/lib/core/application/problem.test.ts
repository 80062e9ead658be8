import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeProblem, encodeProblem, finding, problemCodes } from './problem';

describe('problems as messages of a schema', () => {
	it('writes them readably', () => {
		expect(encodeProblem(finding('required'))).toBe('required');
		expect(encodeProblem(finding('too_long', { max: 120 }))).toBe('too_long?max=120');
	});

	it('reads back every problem with its parameters', () => {
		const params = fc.dictionary(
			fc.stringMatching(/^[a-z_]{1,12}$/),
			fc.oneof(fc.integer(), fc.stringMatching(/^\d{4}-\d\d-\d\d$/), fc.constantFrom('a&b=c?d', 'ü %', ''))
		);
		fc.assert(
			fc.property(fc.constantFrom(...problemCodes), params, (code, values) => {
				expect(decodeProblem(encodeProblem({ code, params: values }))).toEqual({
					code,
					params: { ...values }
				});
			})
		);
	});

	it('does not take foreign messages for its own, and survives damaged ones', () => {
		expect(decodeProblem('Invalid input')).toBeNull();
		expect(decodeProblem('')).toBeNull();
		expect(decodeProblem('too_long?max=%E0%A4%A')).toEqual({ code: 'too_long', params: { max: '%E0%A4%A' } });
		expect(decodeProblem('too_long?max=%FF')).toEqual({ code: 'too_long', params: { max: '%FF' } });
	});
});
