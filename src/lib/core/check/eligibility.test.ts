import { describe, expect, it } from 'vitest';
import { checkEligibility, type EligibilityAnswers } from './eligibility';

const good: EligibilityAnswers = {
	takes_place_here: 'yes',
	is_a_group: 'yes',
	has_begun: 'no',
	fits_the_period: 'yes',
	fits_the_purpose: 'yes'
};

describe('the check before the form', () => {
	it('finds a project eligible when all five answers are the wanted ones', () => {
		expect(checkEligibility(good)).toEqual({ outcome: 'eligible', findings: [] });
	});

	it('is unfinished until every question is answered', () => {
		expect(checkEligibility({}).outcome).toBe('unfinished');
		expect(checkEligibility({ ...good, is_a_group: undefined }).outcome).toBe('unfinished');
	});

	it('tells a stop at once, before the other questions are answered', () => {
		expect(checkEligibility({ takes_place_here: 'no' })).toEqual({
			outcome: 'not_eligible',
			findings: [{ code: 'elsewhere', weight: 'stop' }]
		});
	});

	it('sends people who have begun or come alone to talk first', () => {
		expect(checkEligibility({ ...good, has_begun: 'yes', is_a_group: 'no' })).toEqual({
			outcome: 'ask_first',
			findings: [
				{ code: 'single_person', weight: 'advice' },
				{ code: 'begun_too_early', weight: 'ask_first' }
			]
		});
	});
});
