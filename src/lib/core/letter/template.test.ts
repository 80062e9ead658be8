import { describe, expect, it } from 'vitest';
import { explainedIn, filledBlocks, filledText, templateProblems, type LetterTemplate } from './template';

const explanations = Object.fromEntries(explainedIn.map((locale) => [locale, 'Ihr bekommt {{amount}}.']));
const good: LetterTemplate = {
	subject: 'Bescheid {{reference_number}}',
	blocks: [
		{ heading: '', text: 'Wir bewilligen {{ amount }}.' },
		{ heading: 'Auflagen', text: '{{conditions}}\n{{cuts}}' },
		{ heading: 'Begründung', text: '{{reason}}' },
		{ heading: 'Früher', text: 'Ersetzt {{replaced}}, weniger {{withdrawn}}.' },
		{ heading: 'Rechtsbehelfsbelehrung', text: 'Innerhalb eines Monats Klage beim Verwaltungsgericht.' }
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
			{ code: 'text_missing', block: 5 }
		]);
	});
});

describe('the instruction on remedies', () => {
	const remedies = good.blocks.slice(0, -1);
	const missing = [{ code: 'remedies_missing' }];

	it('is in every letter that decides, with what can be done and until when', () => {
		for (const [heading, text] of [
			['Fragen', 'Innerhalb eines Monats Klage beim Verwaltungsgericht.'],
			['Rechtsbehelfsbelehrung', 'Rufen Sie uns innerhalb eines Monats an.'],
			['Rechtsbehelfsbelehrung', 'Sie können Klage erheben.']
		] as const)
			expect(problems({ blocks: [...remedies, { heading, text }] }), heading + text).toEqual(missing);
		expect(problems({ blocks: remedies })).toEqual(missing);
		const widerspruch = { heading: 'Ihr Rechtsbehelf', text: 'Widerspruch: ein Monat, hier im Haus.' };
		expect(problems({ blocks: [...remedies, widerspruch] })).toEqual([]);
	});

	it('is not that there is none', () => {
		for (const [heading, text] of [
			['Rechtsbehelf', 'Ein Rechtsbehelf ist nicht gegeben. Innerhalb eines Monats ist keine Klage möglich.'],
			['Rechtsbehelf', 'Widerspruch und Klage sind ausgeschlossen. Die Frist von einem Monat entfällt.'],
			['Kein Rechtsbehelf', 'Klage innerhalb eines Monats beim Verwaltungsgericht.']
		] as const)
			expect(problems({ blocks: [...remedies, { heading, text }] }), text).toEqual(missing);
		const text = 'Innerhalb eines Monats kann Klage erhoben werden. Eine E-Mail genügt dafür nicht.';
		expect(problems({ blocks: [...remedies, { heading: 'Rechtsbehelf', text }] })).toEqual([]);
	});

	it('does not stand for a fact, which might not be there', () => {
		const text = '{{conditions}} Innerhalb eines Monats Klage beim Verwaltungsgericht.';
		expect(problems({ blocks: [...remedies, { heading: 'Rechtsbehelfsbelehrung', text }] })).toEqual(missing);
	});

	it('is not asked for where nothing is decided', () => {
		const blocks = [{ heading: '', text: '{{reference_number}} {{received_at}}' }];
		expect(templateProblems('receipt', { ...good, blocks, explanations: { de: 'Angekommen.' } })).toEqual([]);
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
