import { describe, expect, it } from 'vitest';
import { languageOfAnswer, withLanguage, withoutLanguage } from './answer-language';

describe('the language of an answer', () => {
	it('is German for whoever reads German and begins to write', () => {
		expect(languageOfAnswer('need', {}, 'de')).toBe('de');
		expect(withLanguage({}, { need: 'D' }, 'de')).toEqual({ need: 'D', 'text_language.need': 'de' });
	});

	it('is asked for where another language is read and the letters could be German', () => {
		expect(languageOfAnswer('need', {}, 'tr')).toBeNull();
		expect(withLanguage({}, { need: 'Wir' }, 'tr')).toEqual({ need: 'Wir' });
		expect(withLanguage({}, { need: 'We' }, 'en')).toEqual({ need: 'We' });
		expect(languageOfAnswer('need', { need: 'We', 'text_language.need': 'en' }, 'tr')).toBe('en');
	});

	it('is that of the reader once letters are there that German does not have', () => {
		const arabic = { need: 'نريد', 'text_language.need': 'ar' };
		expect(withLanguage({}, { need: 'نريد' }, 'ar')).toEqual(arabic);
		expect(withLanguage({ 'text_language.aims': 'de' }, { need: 'نريد' }, 'ar')).toEqual(arabic);
		expect(withLanguage({ need: 'Yer' }, { need: 'Yer yoktı' }, 'tr')).toMatchObject({
			'text_language.need': 'tr'
		});
		expect(withLanguage({}, { need: 'Straße für Ämter, Özgür' }, 'tr')).not.toHaveProperty(
			'text_language.need'
		);
	});

	it('is not noted against the letters it is written in', () => {
		expect(withLanguage({}, { need: 'نريد' }, 'de')).toEqual({ need: 'نريد' });
		expect(withLanguage({ 'text_language.aims': 'tr' }, { need: 'Ми' }, 'en')).toEqual({ need: 'Ми' });
		expect(withLanguage({ 'text_language.aims': 'uk' }, { need: 'Ми' }, 'en')).toMatchObject({
			'text_language.need': 'uk'
		});
		expect(withLanguage({ 'text_language.aims': 'ku' }, { need: 'ئێمە' }, 'de')).toMatchObject({
			'text_language.need': 'ku'
		});
		for (const [language, foreign, own] of [
			['ar', 'Akşamları', 'نريد'],
			['fa', 'Wir', 'ما'],
			['uk', 'Wir', 'Ми'],
			['pl', 'Ми', 'My']
		] as const) {
			const said = { 'text_language.need': language };
			expect(withLanguage(said, { aims: foreign }, 'en'), language).toEqual({ aims: foreign });
			expect(withLanguage(said, { aims: own }, 'en')).toEqual({ aims: own, 'text_language.aims': language });
		}
		expect(withLanguage({}, { need: '20 ' }, 'de')).toMatchObject({ 'text_language.need': 'de' });
	});

	it('is remembered for the next answers of the draft, from the nearest one before', () => {
		const fields = { 'text_language.project_summary': 'ar', 'text_language.need': 'tr' };
		expect(languageOfAnswer('aims', fields, 'en')).toBe('tr');
		expect(languageOfAnswer('aims', fields, 'de')).toBe('tr');
		expect(languageOfAnswer('project_summary', { 'text_language.aims': 'ku' }, 'en')).toBe('ku');
	});

	it('is not laid over words that are there already, also not for whoever reads German', () => {
		const fields = { need: 'Weil es fehlt.', 'text_language.aims': 'tr' };
		expect(languageOfAnswer('need', fields, 'de')).toBeNull();
		expect(languageOfAnswer('need', fields, 'en')).toBeNull();
		expect(withLanguage(fields, { need: 'Weil es fehlt. Hier.' }, 'de')).toEqual({
			need: 'Weil es fehlt. Hier.'
		});
	});

	it('is kept with the first word of an answer it was remembered for, and never changed after', () => {
		const fields = { 'text_language.need': 'tr' };
		expect(withLanguage(fields, { aims: 'Ta' }, 'de')).toEqual({ aims: 'Ta', 'text_language.aims': 'tr' });
		expect(withLanguage({ ...fields, 'text_language.aims': 'de' }, { aims: 'Da' }, 'tr')).toEqual({
			aims: 'Da'
		});
		expect(withLanguage(fields, { aims: null, city: 'Duisburg' }, 'de')).toEqual({
			aims: null,
			city: 'Duisburg'
		});
		expect(withLanguage({}, { need: 'Da', 'text_language.need': 'fr' }, 'de')).toEqual({
			need: 'Da',
			'text_language.need': 'fr'
		});
	});

	it('stays where words in other letters only stand among its own', () => {
		const said = { aims: 'Wir rufen', 'text_language.aims': 'de' };
		const quoted = 'Wir rufen: «أهلا وسهلا بكم في بيتنا الجديد» jeden Tag.';
		expect(withLanguage(said, { aims: quoted }, 'ar')).toEqual({ aims: quoted });
	});

	it('is judged anew where the whole answer was replaced by one in other letters', () => {
		const noted = { need: 'Weil es fehlt.', 'text_language.need': 'de' };
		expect(withLanguage(noted, { need: 'لأننا نحتاج إليه' }, 'ar')).toEqual({
			need: 'لأننا نحتاج إليه',
			'text_language.need': 'ar'
		});
		// Nobody knows which of several it is: it is asked for.
		expect(withLanguage(noted, { need: 'لأننا نحتاج إليه' }, 'de')).toEqual({
			need: 'لأننا نحتاج إليه',
			'text_language.need': null
		});
		expect(
			withLanguage({ ...noted, 'text_language.aims': 'fa' }, { need: 'چون لازم است' }, 'de')
		).toMatchObject({ 'text_language.need': 'fa' });
		const arabic = { need: 'نريد', 'text_language.need': 'ar' };
		expect(withLanguage(arabic, { need: 'Weil es fehlt.' }, 'de')).toMatchObject({
			'text_language.need': 'de'
		});
		expect(
			withLanguage({ ...arabic, 'german.need': 'Wir wollen' }, { need: 'Weil es fehlt.' }, 'de')
		).toMatchObject({ 'text_language.need': null });
		// A name in other letters replaces nothing, and Kurdish is written in several.
		expect(withLanguage(noted, { need: 'Wir lesen «كليلة ودمنة» mit Kindern.' }, 'de')).toEqual({
			need: 'Wir lesen «كليلة ودمنة» mit Kindern.'
		});
		expect(withLanguage({ ...noted, 'text_language.need': 'ku' }, { need: 'ئێمە' }, 'de')).toEqual({
			need: 'ئێمە'
		});
	});

	it('is not given where nobody said it, of answers that are there', () => {
		const fields = { need: 'Weil', aims: 'Damit', 'text_language.aims': 'de', organisation_name: 'Verein' };
		expect(withoutLanguage(fields)).toEqual(['need']);
		expect(withoutLanguage({ need: '' })).toEqual([]);
	});
});
