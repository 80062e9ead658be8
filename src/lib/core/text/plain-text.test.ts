import { describe, expect, it } from 'vitest';
import { textBlocks } from './plain-text';

describe('the blocks of a plain text', () => {
	it('are one paragraph for each part between blank lines', () => {
		expect(textBlocks('One.\n\nTwo.\r\n\r\nThree.')).toEqual([
			{ kind: 'paragraph', text: 'One.' },
			{ kind: 'paragraph', text: 'Two.' },
			{ kind: 'paragraph', text: 'Three.' }
		]);
	});

	it('keep single line breaks, as an address needs them', () => {
		expect(textBlocks('Burgplatz 19\n47051 Duisburg')).toEqual([
			{ kind: 'paragraph', text: 'Burgplatz 19\n47051 Duisburg' }
		]);
	});

	it('make a list of the lines that begin with a dash, with or without a blank line before it', () => {
		const list = { kind: 'list', items: ['a club', 'a group'] };
		const introduction = { kind: 'paragraph', text: 'You are' };
		expect(textBlocks('You are\n\n- a club\n- a group')).toEqual([introduction, list]);
		expect(textBlocks('You are\n- a club\n- a group')).toEqual([introduction, list]);
	});

	it('go on with a paragraph after a list', () => {
		expect(textBlocks('- one\nand more').map(({ kind }) => kind)).toEqual(['list', 'paragraph']);
	});

	it('are none for an empty text', () => {
		expect(textBlocks('')).toEqual([]);
		expect(textBlocks('  \n\n ')).toEqual([]);
	});
});
