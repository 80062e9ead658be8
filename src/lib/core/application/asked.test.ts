import { describe, expect, it } from 'vitest';
import { applyChanges, type Changes } from '../draft/fields';
import { sampleRound } from '../round/round.sample';
import { completeFields } from './application.sample';
import { askedColumns, askedDocuments, askedFields, askedSections, isAsked, prunedFields } from './asked';
import { problemsOf } from './problems';

const round = sampleRound;
const paths = (changes: Changes, section: 'organisation' | 'recognition' | 'people') =>
	askedFields(section, applyChanges({}, changes), round).map(([path]) => path);

describe('what is asked', () => {
	it('follows the legal form: the register only of who stands in one', () => {
		for (const legal_form of ['registered_association', 'non_profit_company'])
			expect(paths({ legal_form }, 'organisation')).toContain('register_number');
		for (const legal_form of ['initiative', 'foundation', null])
			expect(paths({ legal_form }, 'organisation')).not.toContain('register_number');
	});

	it('asks for the notice only of those who are recognised, and for protection only where minors take part', () => {
		expect(paths({ non_profit: 'yes' }, 'recognition')).toContain('exemption_date');
		expect(paths({ non_profit: 'applied' }, 'recognition')).not.toContain('exemption_date');
		expect(paths({ has_minors: 'yes' }, 'people')).toContain('child_protection');
		expect(paths({ has_minors: 'no' }, 'people')).not.toContain('child_protection');
	});

	it('asks state and reference of another public grant alone', () => {
		const columns = (kind: string) => askedColumns('income_lines', { kind }).map(([column]) => column);
		expect(columns('public_grant')).toContain('grant_status');
		expect(columns('own_money')).not.toContain('grant_status');
	});

	it('names the papers that belong to the legal form', () => {
		const codes = (legal_form: string) => askedDocuments({ legal_form }, round).map(({ code }) => code);
		expect(codes('registered_association')).toEqual(['statutes', 'cooperation']);
		expect(codes('initiative')).toEqual(['cooperation']);
	});

	it('leaves to the round what it does not want to know, and lets it insist', () => {
		const lean = { ...round, not_asked: ['bank', 'website', 'events'], also_required: ['tax_number'] };
		expect(askedSections(lean)).not.toContain('bank');
		expect(isAsked('iban', {}, lean)).toBe(false);
		expect(isAsked('website', {}, lean)).toBe(false);
		expect(isAsked('events.aaaaaaaa.date', {}, lean)).toBe(false);
		expect(isAsked('street', {}, lean)).toBe(true);
		expect(problemsOf(completeFields, lean).map(({ path, code }) => [path, code])).toEqual([
			['tax_number', 'required']
		]);
	});

	it('wants no typed name where a signed page is handed in', () => {
		const onPaper = { ...round, signature: 'signed_page' as const };
		expect(isAsked('signed_name', {}, onPaper)).toBe(false);
		expect(problemsOf(applyChanges(completeFields, { signed_name: null }), onPaper)).toEqual([]);
	});

	it('asks for a German version of an answer in another language, and never insists on it', () => {
		expect(isAsked('german.need', {}, round)).toBe(false);
		expect(isAsked('german.need', { 'text_language.need': 'de' }, round)).toBe(false);
		expect(isAsked('german.need', { 'text_language.need': 'tr' }, round)).toBe(true);
		expect(problemsOf(applyChanges(completeFields, { 'text_language.need': 'tr' }), round)).toEqual([]);
	});
});

describe('what is sent', () => {
	it('is without what the last answers made superfluous; the draft keeps it', () => {
		const changed = applyChanges(completeFields, { legal_form: 'initiative' });
		expect(prunedFields(changed, round)).not.toHaveProperty('register_number');
		expect(changed).toHaveProperty('register_number');
	});

	it('is everything where everything is asked', () => {
		expect(prunedFields(completeFields, round)).toEqual(completeFields);
	});
});

describe('a group that is no legal person', () => {
	it('names two people who answer for it', () => {
		const one = applyChanges(completeFields, { legal_form: 'initiative' });
		expect(problemsOf(one, round).map(({ path, code, params }) => ({ path, code, params }))).toEqual([
			{ path: 'responsible_persons', code: 'too_few_people', params: { min: 2 } }
		]);
		const two = applyChanges(one, {
			'responsible_persons.eeeeeeee.first_name': 'Ali',
			'responsible_persons.eeeeeeee.last_name': 'K'
		});
		expect(problemsOf(two, round)).toEqual([]);
	});
});
