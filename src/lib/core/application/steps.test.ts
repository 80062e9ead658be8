import { describe, expect, it } from 'vitest';
import type { Fields } from '../draft/fields';
import { sampleRound as round } from '../round/round.sample';
import { askedFields, askedLists } from './asked';
import { type Section, sections } from './fields';
import { sectionProblems } from './problems';
import { isAnswered, type Step, stepOfPath, stepsOf } from './steps';

const answered = (step: Step, section: Section, fields: Fields) =>
	isAnswered(step, fields, sectionProblems(section, fields, round));
const everything = { legal_form: 'registered_association', non_profit: 'yes', has_minors: 'yes' };

describe('the screens of a section', () => {
	it.each(sections)('ask everything that is asked, each once: %s', (section) => {
		const asked = [
			...askedFields(section, everything, round).map(([path]) => path),
			...askedLists(section, round)
		];
		expect(stepsOf(section, everything, round).flat().sort()).toEqual(asked.sort());
	});

	it('give an answer of several sentences a screen without another one', () => {
		for (const section of sections) {
			for (const step of stepsOf(section, everything, round)) {
				const long = step.filter((path) =>
					askedFields(section, everything, round).some(([own, { kind }]) => own === path && kind === 'long')
				);
				expect(long.length, step.join()).toBeLessThanOrEqual(1);
			}
		}
	});

	it('follow the answers, and leave out a screen without a question', () => {
		expect(stepsOf('organisation', {}, round)[0]).not.toContain('register_court');
		expect(stepsOf('organisation', everything, round)[0]).toContain('register_court');
		const short = { ...round, not_asked: ['publicity', 'accessibility'] };
		expect(stepsOf('quality', {}, short)).toEqual([['sustainability'], ['partners']]);
		expect(stepsOf('documents', {}, round)).toEqual([[]]);
	});

	it('are found by the path of a field, of a row and of a German version', () => {
		const steps = stepsOf('activities', {}, round);
		expect(stepOfPath(steps, 'period_end')).toBe(1);
		expect(stepOfPath(steps, 'events.aaaaaaaa.time')).toBe(1);
		expect(stepOfPath(steps, 'german.format')).toBe(0);
		expect(stepOfPath(steps, 'venue')).toBe(2);
		expect(stepOfPath(steps, 'nothing')).toBe(-1);
	});

	it('count as answered once nothing that has to be there is missing, not with the first word', () => {
		const [name = []] = stepsOf('organisation', {}, round);
		const at = (fields: Fields) => answered([...name, 'register_number'], 'organisation', fields);
		expect(at({})).toBe(false);
		expect(at({ organisation_name: 'Brücke' })).toBe(false);
		expect(at({ organisation_name: 'Brücke', legal_form: 'initiative' })).toBe(true);
		expect(at({ organisation_name: 'Brücke', legal_form: 'registered_association' })).toBe(false);
	});

	it('are not answered by something wrong: in a field, in a row, or beside another answer', () => {
		const address = { street: 'Gasse 1', city: 'Duisburg' };
		const step = ['street', 'postal_code', 'city'];
		expect(answered(step, 'organisation', { ...address, postal_code: '47053' })).toBe(true);
		expect(answered(step, 'organisation', { ...address, postal_code: '4705' })).toBe(false);
		const period = { period_start: '2027-05-02', period_end: '2027-05-03' };
		const days = ['period_start', 'period_end', 'events'];
		expect(answered(days, 'activities', period)).toBe(true);
		expect(answered(days, 'activities', { ...period, period_end: '2027-05-01' })).toBe(false);
		expect(answered(days, 'activities', { ...period, 'events.aaaaaaaa.date': '2027-02-31' })).toBe(false);
		// What is wrong on another screen of the section is not wrong here.
		expect(answered(['format'], 'activities', { format: 'Ein Fest', period_start: 'x' })).toBe(true);
		expect(answered(['format'], 'activities', { format: 'Ein Fest', 'text_language.format': 'xx' })).toBe(
			false
		);
	});

	it('of free will count as answered with a word, not with the language alone', () => {
		const at = (fields: Fields) => answered(['publicity'], 'quality', fields);
		expect(at({})).toBe(false);
		expect(at({ 'text_language.publicity': 'tr' })).toBe(false);
		expect(at({ publicity: 'Plakate' })).toBe(true);
		expect(answered(['partners'], 'quality', { 'partners.aaaaaaaa.name': 'VHS' })).toBe(true);
	});
});
