import { describe, expect, it } from 'vitest';
import type { Fields } from '../draft/fields';
import { sampleRound as round } from '../round/round.sample';
import { askedFields, askedLists } from './asked';
import { sections } from './fields';
import { isAnswered, stepOfPath, stepsOf } from './steps';

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
		const at = (fields: Fields) => isAnswered([...name, 'register_number'], 'organisation', fields, round);
		expect(at({})).toBe(false);
		expect(at({ organisation_name: 'Brücke' })).toBe(false);
		expect(at({ organisation_name: 'Brücke', legal_form: 'initiative' })).toBe(true);
		expect(at({ organisation_name: 'Brücke', legal_form: 'registered_association' })).toBe(false);
	});

	it('of free will count as answered with a word, not with the language alone', () => {
		const at = (fields: Fields) => isAnswered(['publicity'], 'quality', fields, round);
		expect(at({})).toBe(false);
		expect(at({ 'text_language.publicity': 'tr' })).toBe(false);
		expect(at({ publicity: 'Plakate' })).toBe(true);
		expect(isAnswered(['partners'], 'quality', { 'partners.aaaaaaaa.name': 'VHS' }, round)).toBe(true);
	});
});
