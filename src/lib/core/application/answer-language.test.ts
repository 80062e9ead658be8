import { describe, expect, it } from 'vitest';
import { languageOfAnswer, withLanguage } from './answer-language';

describe('the language of an answer', () => {
	it('is German for whoever reads German and never said otherwise', () => {
		expect(languageOfAnswer('need', {}, true)).toBe('de');
		expect(languageOfAnswer('need', { need: 'Weil es fehlt.' }, true)).toBe('de');
	});

	it('is asked for once where another language is read', () => {
		expect(languageOfAnswer('need', {}, false)).toBeNull();
		expect(languageOfAnswer('need', { 'text_language.need': 'tr' }, false)).toBe('tr');
		expect(languageOfAnswer('need', { 'text_language.need': 'de' }, false)).toBe('de');
	});

	it('is remembered for the next answers of the draft, from the nearest one before', () => {
		const fields = { 'text_language.project_summary': 'ar', 'text_language.need': 'tr' };
		expect(languageOfAnswer('aims', fields, false)).toBe('tr');
		expect(languageOfAnswer('aims', fields, true)).toBe('tr');
		expect(languageOfAnswer('project_summary', { 'text_language.aims': 'ku' }, false)).toBe('ku');
	});

	it('is not laid over words that are there already', () => {
		const fields = { need: 'Weil es fehlt.', 'text_language.aims': 'tr' };
		expect(languageOfAnswer('need', fields, true)).toBe('de');
		expect(languageOfAnswer('need', fields, false)).toBeNull();
	});

	it('is kept with the first word of an answer it was remembered for, and never changed after', () => {
		const fields = { 'text_language.need': 'tr' };
		expect(withLanguage(fields, { aims: 'Ta' })).toEqual({ aims: 'Ta', 'text_language.aims': 'tr' });
		expect(withLanguage({ ...fields, aims: 'Ta' }, { aims: 'Tan' })).toEqual({ aims: 'Tan' });
		expect(withLanguage({ ...fields, 'text_language.aims': 'de' }, { aims: 'Da' })).toEqual({ aims: 'Da' });
		expect(withLanguage(fields, { aims: null, city: 'Duisburg' })).toEqual({ aims: null, city: 'Duisburg' });
		expect(withLanguage({}, { aims: 'Da' })).toEqual({ aims: 'Da' });
	});
});
