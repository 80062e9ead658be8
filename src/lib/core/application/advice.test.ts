import { describe, expect, it } from 'vitest';
import { applyChanges, type Changes } from '../draft/fields';
import { type Round } from '../round/round';
import { sampleRound } from '../round/round.sample';
import { adviceOf } from './advice';
import { completeFields } from './application.sample';

const today = '2027-01-20';
const advised = (changes: Changes, terms: Partial<Round> = {}) =>
	adviceOf(applyChanges(completeFields, changes), { ...sampleRound, ...terms }, today).map(
		({ code, path }) => [code, path]
	);

describe('what is good to know', () => {
	it('is nothing for an ordinary application', () => {
		expect(advised({ 'cost_lines.aaaaaaaa.amount_cents': 90_000 })).toEqual([]);
	});

	it('is a seat outside the city, an old notice, a start before anybody has decided', () => {
		const few = { 'cost_lines.aaaaaaaa.amount_cents': 90_000 };
		expect(advised({ ...few, postal_code: '45127' })).toEqual([['outside_city', 'postal_code']]);
		expect(advised({ ...few, postal_code: '47051' })).toEqual([]);
		expect(advised({ ...few, exemption_date: '2022-02-28' })).toEqual([['exemption_old', 'exemption_date']]);
		expect(advised({ ...few, exemption_date: '2022-03-01' })).toEqual([]);
		expect(advised({ ...few, period_start: '2027-02-15' })).toEqual([['starts_early', 'period_start']]);
		expect(advised({ ...few, period_start: '2027-02-16' })).toEqual([]);
	});

	it('is a finding under § 60a AO sooner than an exemption', () => {
		const of = (exemption_kind: string, exemption_date: string) =>
			advised({ 'cost_lines.aaaaaaaa.amount_cents': 90_000, exemption_kind, exemption_date });
		const old = [['exemption_old', 'exemption_date']];
		expect(of('finding', '2024-02-29')).toEqual(old);
		expect(of('finding', '2024-03-01')).toEqual([]);
		expect(of('exemption', '2024-02-29')).toEqual([]);
		expect(of('exemption', '2022-02-28')).toEqual(old);
	});

	it('is a notice of a day that has not come yet, but not one of today', () => {
		const of = (exemption_date: string) =>
			advised({ 'cost_lines.aaaaaaaa.amount_cents': 90_000, exemption_date });
		expect(of('2027-01-21')).toEqual([['exemption_ahead', 'exemption_date']]);
		expect(of('2207-01-14')).toEqual([['exemption_ahead', 'exemption_date']]);
		expect(of(today)).toEqual([]);
		expect(of('2207-02-30')).toEqual([]);
	});

	it('is few volunteers for many people, and amounts without the tax that comes back', () => {
		const few = { 'cost_lines.aaaaaaaa.amount_cents': 90_000 };
		const five = { participants_per_volunteer: 5 };
		const many = { ...few, participants: 51, volunteers: 10 };
		expect(advised(many, five)).toEqual([['few_volunteers', 'volunteers']]);
		expect(advised({ ...many, participants: 50 }, five)).toEqual([]);
		expect(advised(many)).toEqual([]);
		expect(advised({ ...few, input_tax: 'entitled' })).toEqual([['net_amounts', 'input_tax']]);
	});

	it('is three offers for a large order, and the account of somebody else', () => {
		expect(advised({ 'cost_lines.aaaaaaaa.amount_cents': 100_000 })).toEqual([
			['needs_offers', 'cost_lines.aaaaaaaa.amount_cents']
		]);
		const few = { 'cost_lines.aaaaaaaa.amount_cents': 90_000 };
		expect(advised({ ...few, account_holder: 'Ayşe Ö' })).toEqual([['account_of_another', 'account_holder']]);
		expect(advised({ ...few, account_holder: 'nachbarschaft hochfeld e.V.' })).toEqual([]);
	});

	it('is a name that no bank can read, whoever it belongs to', () => {
		const few = { 'cost_lines.aaaaaaaa.amount_cents': 90_000 };
		const unread = [['holder_not_latin', 'account_holder']];
		for (const account_holder of ['جمعية الجسر', 'Сусідство Гохфельд', '中文学校', 'የሀበሻ ማኅበር'])
			expect(advised({ ...few, account_holder }), account_holder).toEqual(unread);
	});
});
