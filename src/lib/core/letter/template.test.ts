import { describe, expect, it } from 'vitest';
import { explainedIn, filledBlocks, filledText, templateProblems, type LetterTemplate } from './template';

const explanations = Object.fromEntries(explainedIn.map((locale) => [locale, 'Ihr bekommt {{amount}}.']));
const good: LetterTemplate = {
	subject: 'Bescheid {{reference_number}}',
	blocks: [
		{ heading: '', text: 'Wir bewilligen {{ amount }}.' },
		{ heading: 'Auflagen', text: '{{conditions}}\n{{cuts}}' },
		{ heading: 'Begründung', text: '{{reason}}' },
		{ heading: 'Früher', text: 'Ersetzt {{replaced}}, weniger {{withdrawn}}.' }
	],
	explanations
};
const problems = (changes: Partial<LetterTemplate>) => templateProblems('approved', { ...good, ...changes });

describe('a template', () => {
	it('may be saved when it names what it must and nothing it cannot know', () => {
		expect(problems({})).toEqual([]);
	});

	it('is refused without a placeholder the letter cannot do without, also when only the explanation has it', () => {
		expect(problems({ blocks: good.blocks.slice(1) })).toEqual([
			{ code: 'placeholder_missing', name: 'amount' }
		]);
	});

	it('is refused with a placeholder of another letter, a misspelt or a half one', () => {
		for (const [text, name] of [
			['{{due_date}}', 'due_date'],
			['{{amonut}}', 'amonut'],
			['{{Amount}}', '{{Amount}}'],
			['{{amount}', '{{amount}'],
			['amount}}', '}}'],
			['{amount}', '{amount}'],
			['{ amount }', '{ amount }'],
			['Ihr bekommt {amount in zwei Raten.', '{amount'],
			['Ihr bekommt amount} in zwei Raten.', '}'],
			['{{{amount}}}', '{}'],
			['{{}}', '']
		] as const)
			expect(problems({ blocks: [...good.blocks, { heading: '', text }] }), text).toEqual([
				{ code: 'placeholder_unknown', name }
			]);
	});

	it('is refused with an empty part, and without a German explanation; another language may wait', () => {
		expect(problems({ explanations: { ...explanations, ar: ' ' } })).toEqual([]);
		expect(problems({ subject: ' ', explanations: { ...explanations, de: ' ' } })).toEqual([
			{ code: 'subject_missing' },
			{ code: 'explanation_missing', locale: 'de' },
			{ code: 'placeholder_missing', name: 'reference_number' }
		]);
		expect(problems({ blocks: [...good.blocks, { heading: 'Leer', text: '' }] })).toEqual([
			{ code: 'text_missing', block: 4 }
		]);
	});
});

describe('a filled letter', () => {
	it('leaves out blocks and lines that have nothing to say, and keeps those without placeholders', () => {
		const blocks = [
			{ heading: 'Auflagen', text: 'Es gilt:\n{{conditions}}' },
			{ heading: 'Gruß', text: 'Im Auftrag\n{{contact_person}}\n{{contact_name}}' },
			{ heading: 'Fest', text: 'Immer.' }
		];
		expect(filledBlocks(blocks, { contact_name: 'KOFEI' })).toEqual([
			{ heading: 'Gruß', text: 'Im Auftrag\nKOFEI' },
			{ heading: 'Fest', text: 'Immer.' }
		]);
	});

	it('takes what people wrote as it is', () => {
		expect(filledText('{{project_title}} $&', { project_title: '{{amount}} $1', amount: '1 €' })).toBe(
			'{{amount}} $1 $&'
		);
	});
});
