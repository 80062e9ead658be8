import { describe, expect, it } from 'vitest';
import type { EditableRound } from '../../core/round/editing';
import { filledTerms, readTerms, type TermsForm } from './terms-form';

const round = (closes_at: string | null): EditableRound => ({
	id: 'r1',
	slug: 'kofei-2027',
	status: 'published',
	revision: 3,
	reference_prefix: 'KOFEI',
	opens_at: '2027-01-10T08:00:00Z',
	closes_at,
	project_from: '2027-03-01',
	project_until: '2027-12-31',
	total_budget_cents: 5_800_000,
	min_cents: 25_000,
	cap_cents: 250_000,
	areas: [],
	districts: [],
	target_groups: [],
	cost_categories: [],
	income_kinds: [],
	criteria: [],
	documents: [],
	declarations: [],
	assumptions: {},
	texts: {},
	contact: {},
	settings: {}
});
const shown = {
	berlin: (instant: string) => new Date(instant).toISOString().slice(0, 16).replace('T', ' '),
	amount: (cents: number) => `${cents / 100}`
};
const filled = (closes_at: string | null) => filledTerms(round(closes_at), shown);
const read = (closes_at: string | null, typed: Partial<TermsForm>) =>
	readTerms({ ...filled(closes_at), ...typed }, round(closes_at));
const deadline = '2027-02-15T22:59:00Z';

describe('the terms of a round', () => {
	it('keep their deadline when nothing is changed', () => {
		expect(read(deadline, {})).toMatchObject({
			changes: { closes_at: '2027-02-15 22:59:00 Europe/Berlin' }
		});
		expect(read(null, {})).toMatchObject({ changes: { closes_at: null } });
	});

	it('leave the contact as it is when nothing of it is changed: letters that wait for a signature say it', () => {
		for (const contact of [
			{},
			{ name: { de: 'KOFEI' }, person: 'Tanja', email: 'k@stadt.example' },
			{ phone: '', address: null }
		]) {
			const terms = { ...round(deadline), contact };
			const read = readTerms(filledTerms(terms, shown), terms);
			expect('changes' in read && read.changes.contact).toStrictEqual(contact);
		}
	});

	it('lose their deadline only where that is said, since an impossible day arrives as none', () => {
		const undecided = { problems: [{ field: 'closes_day', code: 'deadline_or_none' }] };
		expect(read(deadline, { closes_day: '' })).toEqual(undecided);
		expect(read(null, { is_open_ended: false })).toEqual(undecided);
		expect(read(deadline, { is_open_ended: true })).toEqual(undecided);
		expect(read(deadline, { closes_day: '', is_open_ended: true })).toMatchObject({
			changes: { closes_at: null }
		});
	});

	it('take no time for granted that was removed or cannot be', () => {
		for (const time of ['', '25:99', '9:00']) {
			expect(read(deadline, { closes_time: time })).toEqual({
				problems: [{ field: 'closes_time', code: 'not_a_time' }]
			});
			expect(read(deadline, { opens_time: time })).toEqual({
				problems: [{ field: 'opens_time', code: 'not_a_time' }]
			});
		}
	});

	it('propose the last minute of the day for a first deadline', () => {
		expect(read(null, { is_open_ended: false, closes_day: '2027-02-15' })).toMatchObject({
			changes: { closes_at: '2027-02-15 23:59:59 Europe/Berlin' }
		});
	});

	it('have no day the calendar does not have', () => {
		expect(read(deadline, { closes_day: '2027-02-31', project_from: '2027-13-01' })).toEqual({
			problems: [
				{ field: 'project_from', code: 'not_a_date' },
				{ field: 'closes_day', code: 'not_a_date' }
			]
		});
	});
});
