import { describe, expect, it } from 'vitest';
import { completeFields } from './application.sample';
import { entryOf } from './entry';
import { fieldAt, form, isKnownPath, sectionOf, sections } from './fields';

describe('the paths of a form', () => {
	it('knows the fields, the rows with their columns and the declarations', () => {
		for (const path of Object.keys(completeFields)) expect(isKnownPath(path)).toBe(true);
		for (const path of ['iban', 'cost_lines.0a1b2c3d.position', 'declared.not_begun', 'answers.a1b2c3d4'])
			expect(isKnownPath(path)).toBe(true);
	});

	it('knows nothing else, however it is spelt', () => {
		for (const path of [
			'',
			'__proto__',
			'constructor',
			'state',
			'owner_id',
			'cost_lines',
			'cost_lines.short.label',
			'cost_lines.AAAAAAAA.label',
			'cost_lines.aaaaaaaa.__proto__',
			'cost_lines.aaaaaaaa.kind',
			'cost_lines.aaaaaaaa.label.more',
			'income_lines.aaaaaaaa.category',
			'declared.',
			'declared.A',
			`declared.${'a'.repeat(41)}`,
			'declared.__proto__',
			'answers.a1b2c3d',
			'answers.A1B2C3D4',
			'answers.a1b2c3d4.x'
		]) {
			expect(isKnownPath(path)).toBe(false);
		}
		expect(fieldAt('__proto__')).toBeUndefined();
	});

	it('gives every path its section, in the order of the form', () => {
		for (const section of sections) {
			for (const path of Object.keys(form[section])) expect(sectionOf(path)).toBe(section);
		}
		expect(sectionOf('income_lines.aaaaaaaa.kind')).toBe('costs');
		expect(sectionOf('declared.not_begun')).toBe('declarations');
		expect(sectionOf('answers.a1b2c3d4')).toBeNull();
		expect(sectionOf('toString')).toBeNull();
	});
});

describe('what a draft keeps of a typed text', () => {
	it('keeps cents and counts where they were understood, else the text as it was typed', () => {
		expect(entryOf('money', '1.234,50 €')).toBe(123_450);
		expect(entryOf('money', ' ungefähr 100')).toBe(' ungefähr 100');
		expect(entryOf('count', '٨٠')).toBe(80);
		expect(entryOf('count', '12,5')).toBe('12,5');
		expect(entryOf('long', ' Liebe Leute \n')).toBe(' Liebe Leute \n');
	});

	it('cleans what people copy: numbers in other scripts, marks and spaces', () => {
		expect(entryOf('text', 'VR ١٢٣٤')).toBe('VR 1234');
		expect(entryOf('text', '۱۰۷/۵۷۴۰/۱۲۳۴')).toBe('107/5740/1234');
		// Numbers among words stay as they are written.
		expect(entryOf('text', 'شارع ٥')).toBe('شارع ٥');
		expect(entryOf('long', 'VR ١٢٣٤')).toBe('VR ١٢٣٤');
		expect(entryOf('postal_code', '٤٧٠٥١\u200f ')).toBe('47051');
		expect(entryOf('phone', '\u202a+49 203 283-1\u202c')).toBe('+49 203 283-1');
		expect(entryOf('iban', 'de89 3704')).toBe('DE893704');
		expect(entryOf('email', ' a@b.de\u200e')).toBe('a@b.de');
	});
});
