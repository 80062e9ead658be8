import { beforeAll, describe, expect, it } from 'vitest';
import { askedFields, askedLists } from '../core/application/asked';
import { columnsOf, sections } from '../core/application/fields';
import { adviceCodes } from '../core/application/advice';
import { rowPath } from '../core/draft/rows';
import { sampleRound as round } from '../core/round/round.sample';
import { adviceText } from './advice-text';
import { explainedPaths, explanationOf } from './explanations';
import { fieldMessage, loadFieldTexts } from './field-catalogues.svelte';
import { choicesOf, fieldTexts, listTexts, placedText, placeText, valueText } from './form-texts';
import { m as words } from './generated/shell/messages';
import { languageName, languages } from './locales';

const fields = {
	legal_form: 'registered_association',
	non_profit: 'yes',
	has_minors: 'yes',
	'cost_lines.aaaaaaaa.position': 1,
	'cost_lines.bbbbbbbb.position': 2
};

describe('the words of the form', () => {
	it('come when they are asked for, and nothing is shown in their place until then', async () => {
		expect(fieldMessage('what', 'field_need_label')).toBeUndefined();
		expect(fieldTexts('need', round, 'de').label).toBe('');
		await loadFieldTexts();
		expect(fieldTexts('need', round, 'de').label).toBe('Warum braucht es das?');
	});
});

describe('once they are here', () => {
	beforeAll(() => loadFieldTexts());

	it('name every question and every column', () => {
		const nameless = sections.flatMap((section) => [
			...askedFields(section, fields, round).map(([path]) => path),
			...askedLists(section, round).flatMap((list) =>
				Object.keys(columnsOf(list)).map((column) => rowPath(list, 'aaaaaaaa', column))
			)
		]);
		expect(nameless.filter((path) => fieldTexts(path, round, 'de').label === '')).toEqual([]);
	});

	it('name every list, its rows and the button that adds one', () => {
		for (const list of sections.flatMap((section) => askedLists(section, round))) {
			const { title, add, row } = listTexts(list);
			expect(
				[title, add, row(3)].every((text) => text !== ''),
				list
			).toBe(true);
			expect(row(3)).toContain('3');
		}
	});

	it('say where a problem is, down to the line of a list', () => {
		expect(placeText('need', fields)).toBe('Warum braucht es das?');
		expect(placeText('cost_lines.bbbbbbbb.amount_cents', fields)).toBe('Ausgabe 2: Betrag');
		expect(placeText('responsible_persons', fields)).toBe('Verantwortliche Personen');
		expect(placeText('german.need', fields)).toBe('Warum braucht es das?');
		expect(placeText('nothing', fields)).toBe('');
	});

	it('give every choice its words, and languages their own name', () => {
		const raw = sections.flatMap((section) =>
			askedFields(section, fields, round).flatMap(([path, field]) =>
				choicesOf(path, field, round)
					.filter(({ value, label }) => label === value && typeof field.options !== 'string')
					.map(({ value }) => `${path}: ${value}`)
			)
		);
		expect(raw).toEqual([]);
		const languages = { kind: 'choice', options: ['tr', 'de-simple'] } as const;
		expect(choicesOf('contact_language', languages, round)).toEqual([
			{ value: 'tr', label: 'Türkçe', lang: 'tr' },
			{ value: 'de-simple', label: 'Deutsch (einfach)', lang: 'de' }
		]);
		expect(languageName('other')).toBeUndefined();
	});

	it('read values as people write them, and what was not understood as it was typed', () => {
		const amount = 'cost_lines.aaaaaaaa.amount_cents';
		expect(valueText(amount, { kind: 'money' }, 6_150, round, 'de')).toBe('61,50\u00a0€');
		expect(valueText(amount, { kind: 'money' }, 'viel', round, 'de')).toBe('viel');
		expect(valueText('contact_language', { kind: 'choice', options: ['ku'] }, 'ku', round, 'tr')).toBe(
			'Kurdî'
		);
	});

	it('explain what says that it is explained, and nothing else', async () => {
		for (const path of explainedPaths) expect(await explanationOf(path), path).not.toBe('');
		expect(await explanationOf('city')).toBe('');
	});

	it('have a sentence for every advice, with its numbers in it', () => {
		const params = { years: 5, closes: '2027-02-15', offers_cents: 100_000, cap_cents: 50_000 };
		for (const code of adviceCodes)
			expect(adviceText({ code, params }, 'de')).not.toMatch(/undefined|NaN|\{/);
		expect(adviceText({ code: 'category_capped', params }, 'de')).toContain('500');
		expect(adviceText({ code: 'starts_early', params }, 'de')).toContain('15.02.2027');
	});
});

describe('a sentence about one place of the form', () => {
	it.each([
		['Ausgabe 2: Betrag', 'Ausgabe 2: Betrag: Fehlt.'],
		['Warum braucht es das?', 'Warum braucht es das? Fehlt.'],
		['لماذا؟', 'لماذا؟ Fehlt.'],
		['', 'Fehlt.']
	])('says where it is: %s', (place, text) => {
		expect(placedText(place, 'Fehlt.')).toBe(text);
	});

	it('has the sign its language wants: French alone keeps a space before it, which never breaks', () => {
		for (const { code } of languages)
			expect(words.colon({}, { locale: code }), code).toBe(code === 'fr' ? '\u00a0: ' : ': ');
	});
});
