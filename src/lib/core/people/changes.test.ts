import { describe, expect, it } from 'vitest';
import { recentChanges } from './changes';
import type { People } from '../api/people';

const amina = 'amina@example.org';
const yusuf = 'yusuf@example.org';

const sectionChanges = (changes: People['changes']) => recentChanges({ changes, removed: [] });

describe('what was changed last', () => {
	it('is one line for each person and section, with the newest moment', () => {
		expect(
			sectionChanges([
				{ at: '2027-01-20T12:00:00Z', email: yusuf, paths: ['cost_lines.aaaaaaa1.label', 'requested_cents'] },
				{ at: '2027-01-20T11:00:00Z', email: amina, paths: ['need', 'german.need', 'aims'] },
				{ at: '2027-01-20T10:00:00Z', email: yusuf, paths: ['cost_lines.aaaaaaa1.label', 'need'] }
			])
		).toEqual([
			{ kind: 'section', section: 'costs', email: yusuf, at: '2027-01-20T12:00:00Z' },
			{ kind: 'section', section: 'goals', email: amina, at: '2027-01-20T11:00:00Z' },
			{ kind: 'section', section: 'goals', email: yusuf, at: '2027-01-20T10:00:00Z' }
		]);
	});

	it('leaves out what belongs to no section, and keeps people whose account is gone', () => {
		expect(
			sectionChanges([{ at: '2027-01-20T12:00:00Z', email: null, paths: ['from_a_later_app', 'iban'] }])
		).toEqual([{ kind: 'section', section: 'bank', email: null, at: '2027-01-20T12:00:00Z' }]);
	});

	it('names documents that were taken out, among the rest by their time', () => {
		const shown = recentChanges({
			changes: [
				{ at: '2027-01-20T12:00:00.000001Z', email: yusuf, paths: ['need'] },
				{ at: '2027-01-20T10:00:00Z', email: amina, paths: ['aims'] }
			],
			removed: [
				{ at: '2027-01-20T13:00:00Z', email: null, document: 'other' },
				{ at: '2027-01-20T11:00:00Z', email: yusuf, document: 'statutes' }
			]
		});
		expect(shown.map((one) => (one.kind === 'removed' ? one.document : one.section))).toEqual([
			'other',
			'goals',
			'statutes',
			'goals'
		]);
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
