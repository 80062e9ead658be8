import { describe, expect, it } from 'vitest';
import { keptForm, readKept } from './kept-form';

const to = '/staff/applications/1?/note&view=mine';
function posted(): FormData {
	const form = new FormData();
	form.append('text', 'Zwei\nZeilen <b>');
	form.append('code', 'a');
	form.append('code', 'b');
	form.append('files', new File(['x'], 'x.pdf'));
	return form;
}

describe('a form whose session had ended', () => {
	it('comes back field by field, without its files', () => {
		expect(readKept(keptForm(posted(), to))).toEqual({
			to,
			fields: [
				['text', 'Zwei\nZeilen <b>'],
				['code', 'a'],
				['code', 'b']
			]
		});
	});

	it.each(['https://evil.example/', '//evil.example', '/de', null])('never leads to %s', (next) => {
		expect(readKept(keptForm(posted(), next))?.to).toBe('/staff');
		expect(readKept(JSON.stringify({ to: next, fields: [] }))).toBeNull();
	});

	it('is nothing where nothing was kept, or too much', () => {
		for (const text of ['', 'x', '{}', 'null']) expect(readKept(text)).toBeNull();
		const endless = new FormData();
		endless.append('text', 'x'.repeat(300_001));
		expect(keptForm(endless, to)).toBe('');
	});
});
