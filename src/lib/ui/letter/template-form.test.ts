import { describe, expect, it } from 'vitest';
import { explainedIn } from '../../core/letter/template';
import { formOf, templateOf } from './template-form';

const template = {
	subject: 'Betreff {{reference_number}}',
	blocks: [
		{ heading: '', text: 'Guten Tag' },
		{ heading: 'Grund', text: '{{reason}}\nZeile' }
	],
	explanations: Object.fromEntries(explainedIn.map((locale) => [locale, `in ${locale}`]))
};

describe('the form of a template', () => {
	it('gives back what it was made from, without the empty part it offers', () => {
		const form = formOf('rejected', 3, template);
		expect(form.text).toHaveLength(3);
		expect(templateOf(form)).toEqual(template);
	});

	it('keeps a heading without text, so that it is said and not lost, and takes line ends of browsers', () => {
		const form = formOf('rejected', 1, template);
		const posted = { ...form, heading: ['', 'Leer'], text: ['a\r\nb', ''] };
		expect(templateOf(posted).blocks).toEqual([
			{ heading: '', text: 'a\nb' },
			{ heading: 'Leer', text: '' }
		]);
	});
});
