import { describe, expect, it } from 'vitest';
import { applyChanges, type Changes } from '../draft/fields';
import { sampleRound } from '../round/round.sample';
import { completeFields } from './application.sample';
import { isKnownPath, isRowList, sectionOf } from './fields';
import { type Problem, problemsOf, sectionProblems, sectionStatus } from './problems';

const round = sampleRound;

function problemsWith(changes: Changes): readonly Pick<Problem, 'path' | 'code' | 'params'>[] {
	return problemsOf(applyChanges(completeFields, changes), round).map(({ path, code, params }) => ({
		path,
		code,
		params
	}));
}

function codesAt(path: string, value: Changes[string]): readonly string[] {
	return problemsWith({ [path]: value })
		.filter((problem) => problem.path === path)
		.map(({ code }) => code);
}

describe('what keeps an application from being sent', () => {
	it('finds nothing in a complete one', () => {
		expect(problemsOf(completeFields, round)).toEqual([]);
	});

	it('asks an empty one for everything required, each at its place', () => {
		const problems = problemsOf({}, round);
		const required = problems.filter(({ code }) => code === 'required').map(({ path }) => path);
		expect(required).toEqual([
			'organisation_name',
			'legal_form',
			'street',
			'postal_code',
			'city',
			'non_profit',
			'org_volunteers',
			'contact_first_name',
			'contact_last_name',
			'contact_authorised',
			'project_title',
			'project_summary',
			'project_areas',
			'project_is_new',
			'need',
			'aims',
			'empowerment',
			'prevention',
			'format',
			'period_start',
			'period_end',
			'district',
			'target_groups',
			'participants',
			'volunteers',
			'has_minors',
			'requested_cents',
			'input_tax',
			'signed_name'
		]);
		expect(problems.filter(({ code }) => code !== 'required').map(({ path, code }) => [path, code])).toEqual([
			['contact_email', 'email_or_phone'],
			['responsible_persons', 'too_few_people'],
			['cost_lines', 'no_cost_lines'],
			['declared.true_and_complete', 'declaration_missing']
		]);
		for (const { path, section } of problems) expect(sectionOf(path)).toBe(section);
	});

	it('takes a required field filled with blanks for empty', () => {
		for (const blank of ['   ', '\u200b', '\u202e \n'])
			expect(codesAt('project_title', blank)).toEqual(['required']);
	});

	it('counts characters and says the limit', () => {
		expect(problemsWith({ project_title: 'a'.repeat(120) })).toEqual([]);
		expect(problemsWith({ project_title: '😀'.repeat(120) })).toEqual([]);
		expect(problemsWith({ project_title: 'a'.repeat(100_000) })).toEqual([
			{ path: 'project_title', code: 'too_long', params: { max: 120 } }
		]);
	});

	it('accepts short names, apostrophes, every script, HTML and SQL as the plain texts they are', () => {
		for (const text of [
			'Ö',
			"O'Neill",
			'王',
			'مريم',
			'<img src=x onerror=alert(1)>',
			"'; drop table x;--",
			'{{7*7}}',
			'A\u0308'
		]) {
			expect(codesAt('contact_last_name', text)).toEqual([]);
		}
		expect(codesAt('contact_last_name', 'a\u0007')).toEqual(['control_characters']);
	});

	it('reads e-mail, phone, post code and IBAN with tolerance and refuses what cannot be one', () => {
		for (const email of ['a@b.de', "o'neill+x@mail.example.org", 'ü@münchen.de'])
			expect(codesAt('contact_email', email)).toEqual([]);
		for (const email of ['a', 'a@b', 'a@@b.de', 'a b@c.de', 'a@b..de', `${'a'.repeat(65)}@b.de`]) {
			expect(codesAt('contact_email', email)).toEqual(['not_an_email']);
		}
		for (const phone of ['0203 283-983181', '+49 (203) 28.39', '004920328'])
			expect(codesAt('contact_phone', phone)).toEqual([]);
		for (const phone of ['12', 'call me', '1'.repeat(16), '++49203'])
			expect(codesAt('contact_phone', phone)).toEqual(['not_a_phone']);
		expect(codesAt('postal_code', '01067')).toEqual([]);
		expect(codesAt('postal_code', '4705')).toEqual(['not_a_postal_code']);
		expect(codesAt('iban', 'DE89 3704 0044 0532 0130 00')).toEqual([]);
		expect(codesAt('iban', 'DE88 3704 0044 0532 0130 00')).toEqual(['not_an_iban']);
	});

	it('is content with a phone number where there is no e-mail', () => {
		expect(problemsWith({ contact_email: null, contact_phone: '0203 2831' })).toEqual([]);
		expect(problemsWith({ contact_email: null })).toEqual([
			{ path: 'contact_email', code: 'email_or_phone', params: {} }
		]);
	});

	it('knows the choices of the form and of the round, and no others', () => {
		for (const path of ['legal_form', 'district', 'input_tax', 'contact_language']) {
			expect(codesAt(path, 'toString')).toEqual(['unknown_choice']);
		}
		expect(codesAt('project_areas', ['encounter', 'elsewhere'])).toEqual(['unknown_choice']);
		expect(codesAt('project_areas', [])).toEqual(['required']);
		expect(codesAt('cost_lines.aaaaaaaa.category', 'alcohol')).toEqual(['category_not_eligible']);
	});

	it('says what is wrong with a number of people', () => {
		expect(codesAt('participants', 'viele')).toEqual(['not_a_number']);
		expect(codesAt('participants', '12,5')).toEqual(['not_whole']);
		expect(codesAt('participants', 1.5)).toEqual(['not_whole']);
		expect(codesAt('volunteers', 0)).toEqual(['below_one']);
		expect(codesAt('volunteers', -0)).toEqual(['below_one']);
	});

	it('holds dates against the calendar, the round and each other', () => {
		expect(codesAt('period_start', '2027-02-31')).toEqual(['not_a_date']);
		const outside = { code: 'outside_period', params: { from: '2027-03-01', until: '2027-12-31' } };
		expect(problemsWith({ period_start: '0001-01-01', period_end: '9999-12-31' })).toEqual([
			{ path: 'period_start', ...outside },
			{ path: 'period_end', ...outside }
		]);
		expect(problemsWith({ period_end: '2027-04-30' })).toEqual([
			{ path: 'period_end', code: 'ends_before_start', params: {} }
		]);
		expect(problemsWith({ period_start: '2027-03-01', period_end: '2027-03-01' })).toEqual([]);
	});
});

describe('the plan of costs and funding', () => {
	it('must balance, and the difference is told with its sign', () => {
		expect(problemsWith({ requested_cents: 140_000 })).toEqual([
			{ path: 'requested_cents', code: 'plan_unbalanced', params: { difference_cents: 10_000 } }
		]);
		expect(problemsWith({ requested_cents: 150_001 })).toEqual([
			{ path: 'requested_cents', code: 'plan_unbalanced', params: { difference_cents: -1 } }
		]);
	});

	it('says nothing about balance while an amount is missing, zero or not understood', () => {
		expect(problemsWith({ 'cost_lines.bbbbbbbb.amount_cents': 'etwa 400' })).toEqual([
			{ path: 'cost_lines.bbbbbbbb.amount_cents', code: 'not_an_amount', params: {} }
		]);
		expect(problemsWith({ 'income_lines.cccccccc.amount_cents': 0 })).toEqual([
			{ path: 'income_lines.cccccccc.amount_cents', code: 'amount_zero', params: {} }
		]);
		expect(problemsWith({ 'cost_lines.dddddddd.position': 3 })).toEqual([
			{ path: 'cost_lines.dddddddd.category', code: 'required', params: {} },
			{ path: 'cost_lines.dddddddd.amount_cents', code: 'required', params: {} }
		]);
	});

	it('keeps the request between minimum and cap of the round', () => {
		const ask = (cents: number) =>
			problemsWith({ requested_cents: cents, 'cost_lines.aaaaaaaa.amount_cents': cents - 30_000 });
		expect(ask(250_000)).toEqual([]);
		expect(ask(250_001)).toEqual([
			{ path: 'requested_cents', code: 'above_cap', params: { cap_cents: 250_000 } }
		]);
		expect(problemsWith({ requested_cents: 9_999 }).map(({ code }) => code)).toEqual([
			'below_minimum',
			'plan_unbalanced'
		]);
		for (const [value, code] of [
			[-1, 'not_an_amount'],
			[0.5, 'not_an_amount'],
			[0, 'amount_zero'],
			[1e9, 'amount_too_large']
		] as const) {
			expect(codesAt('requested_cents', value)).toEqual([code]);
		}
	});
});

describe('declarations', () => {
	it('must be given for the text as it stands today', () => {
		expect(problemsWith({ 'declared.true_and_complete': '2026-9' })).toEqual([
			{ path: 'declared.true_and_complete', code: 'declaration_missing', params: {} }
		]);
		expect(problemsWith({ 'declared.publication_consent': '2027-1' })).toEqual([]);
	});
});

describe('the standing of a section', () => {
	it('is empty, started or complete', () => {
		expect(sectionStatus('goals', {}, round)).toBe('empty');
		expect(sectionStatus('goals', { need: ' ' }, round)).toBe('empty');
		expect(sectionStatus('goals', { need: 'x' }, round)).toBe('started');
		expect(sectionStatus('goals', completeFields, round)).toBe('complete');
		expect(sectionStatus('costs', { 'cost_lines.aaaaaaaa.position': 1 }, round)).toBe('started');
		expect(sectionStatus('bank', completeFields, round)).toBe('empty');
		expect(sectionStatus('bank', { iban: 'DE1' }, round)).toBe('started');
		expect(sectionProblems('bank', {}, round)).toEqual([]);
	});
});

describe('hostile maps', () => {
	it('never throws and names only paths of the form, whatever stands in it', () => {
		const values = [true, 7, 'x', ['y'], -1, '', [] as string[]];
		for (const value of values) {
			const fields = Object.fromEntries(Object.keys(completeFields).map((path) => [path, value]));
			for (const { path } of problemsOf(fields, round))
				expect(isRowList(path) || isKnownPath(path)).toBe(true);
		}
		const polluted = Object.fromEntries([
			['__proto__', 'x'],
			['constructor', 'y'],
			['cost_lines.__proto__.label', 'z']
		]);
		expect(problemsOf(polluted, round).length).toBeGreaterThan(20);
	});
});
