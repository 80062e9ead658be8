import { describe, expect, it } from 'vitest';
import { explainedIn } from '../../core/letter/template';
import { formOf } from './template-form';
import { placedProblems } from './template-problems';

const form = formOf('receipt', 1, {
	subject: 'Eingang {{reference_number}}',
	blocks: [{ heading: '', text: 'Am {{received_at}} eingegangen.' }],
	explanations: Object.fromEntries(explainedIn.map((locale) => [locale, `in ${locale}`]))
});
const placesOf = (changes: Partial<typeof form>) =>
	placedProblems({ ...form, ...changes }, 'de').map(({ place, isOfField }) => [place, isOfField]);

describe('what is wrong in a template', () => {
	it('is nothing where nothing is', () => {
		expect(placesOf({})).toEqual([]);
	});

	it('is said at its field, with parts counted as they stand there, empty ones too', () => {
		expect(placesOf({ subject: '' })).toEqual([
			['subject', true],
			['text-0', false]
		]);
		const [first = ''] = form.text;
		const gap = { heading: ['', '', 'Leer'], text: [first, '', ''] };
		expect(placesOf(gap)).toEqual([['text-2', true]]);
		expect(placedProblems({ ...form, ...gap }, 'de')[0]?.text).toMatch(/3/);
		expect(placesOf({ explanation: form.explanation.with(0, '') })).toEqual([['explanation-0', true]]);
	});

	it('is too long where it is, and unknown where it was typed', () => {
		expect(placesOf({ explanation: form.explanation.with(4, 'x'.repeat(5000)) })).toEqual([
			['explanation-4', true]
		]);
		expect(placesOf({ text: [`${form.text[0] ?? ''} {{ nichts }}`, ''] })).toEqual([['text-0', true]]);
		expect(placesOf({ explanation: form.explanation.with(2, 'halb {name') })).toEqual([
			['explanation-2', true]
		]);
	});

	it('is of the letter as a whole where something is missing anywhere', () => {
		expect(placesOf({ text: ['Eingegangen.', ''] })).toEqual([['text-0', false]]);
	});
});
