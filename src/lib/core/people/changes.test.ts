import { describe, expect, it } from 'vitest';
import { sectionChanges } from './changes';

const amina = 'amina@example.org';
const yusuf = 'yusuf@example.org';

describe('what was changed last', () => {
	it('is one line for each person and section, with the newest moment', () => {
		expect(
			sectionChanges([
				{ at: '2027-01-20T12:00:00Z', email: yusuf, paths: ['cost_lines.aaaaaaa1.label', 'requested_cents'] },
				{ at: '2027-01-20T11:00:00Z', email: amina, paths: ['need', 'german.need', 'aims'] },
				{ at: '2027-01-20T10:00:00Z', email: yusuf, paths: ['cost_lines.aaaaaaa1.label', 'need'] }
			])
		).toEqual([
			{ section: 'costs', email: yusuf, at: '2027-01-20T12:00:00Z' },
			{ section: 'goals', email: amina, at: '2027-01-20T11:00:00Z' },
			{ section: 'goals', email: yusuf, at: '2027-01-20T10:00:00Z' }
		]);
	});

	it('leaves out what belongs to no section, and keeps people whose account is gone', () => {
		expect(
			sectionChanges([{ at: '2027-01-20T12:00:00Z', email: null, paths: ['from_a_later_app', 'iban'] }])
		).toEqual([{ section: 'bank', email: null, at: '2027-01-20T12:00:00Z' }]);
	});

	it('is short enough to be read', () => {
		const many = Array.from({ length: 30 }, (_, at) => ({
			at: '2027-01-20T12:00:00Z',
			email: `${at}@example.org`,
			paths: ['need']
		}));
		expect(sectionChanges(many)).toHaveLength(20);
	});
});
