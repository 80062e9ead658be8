import { describe, expect, it } from 'vitest';
import { helpDays } from './days';

describe('the days help may end on', () => {
	it('are counted in Duisburg, also when it is still yesterday in Greenwich', () => {
		expect(helpDays(Date.parse('2027-01-19T23:30:00Z'))).toEqual({
			first: '2027-01-20',
			usual: '2027-02-03',
			last: '2027-03-21'
		});
	});
});
