import { describe, expect, it } from 'vitest';
import { answersFrom, queryOf } from './answers';

describe('the answers of the check in the address', () => {
	it('are read back as they were written', () => {
		const answers = { takes_place_here: 'yes', has_begun: 'no' } as const;
		expect(answersFrom(new URLSearchParams(queryOf(answers)))).toEqual(answers);
	});

	it('leave out what is no answer and no question', () => {
		expect(answersFrom(new URLSearchParams('takes_place_here=maybe&has_begun=&other=yes'))).toEqual({});
	});

	it('can be added to, and one can be taken back', () => {
		expect(queryOf({ takes_place_here: 'yes' }, { is_a_group: 'no' })).toBe(
			'?takes_place_here=yes&is_a_group=no'
		);
		expect(queryOf({ takes_place_here: 'yes', is_a_group: 'no' }, { is_a_group: null })).toBe(
			'?takes_place_here=yes'
		);
	});

	it('leave the address without a query when there are none', () => {
		expect(queryOf({})).toBe('');
		expect(queryOf({ has_begun: 'no' }, { has_begun: null })).toBe('');
	});
});
