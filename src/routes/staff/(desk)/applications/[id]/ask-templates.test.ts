import { describe, expect, it } from 'vitest';
import { completeFields } from '$lib/core/application/application.sample';
import { longPaths } from '$lib/core/application/fields';
import { sampleRound } from '$lib/core/round/round.sample';
import { askables, templateText } from '$lib/ui/case/ask-form';
import { askTemplate, requestWords } from './ask-templates';

const languages = Object.fromEntries(longPaths.map((path) => [`text_language.${path}`, 'uk']));
const answers = Object.fromEntries(longPaths.map((path) => [path, 'Ми хочемо зустрічатися']));
const sent = {
	fields: { ...completeFields, ...answers, ...languages },
	schemaVersion: 2,
	round: { ...sampleRound, signature: 'signed_page' as const }
};
const all = askables(sent, 'de');
const texts = {
	de: { opening: 'Bitte schickt uns:', closing: 'Danke.' },
	uk: { opening: 'Будь ласка, надішліть:', closing: 'Дякуємо.' }
};
const translations = all.filter(({ kind }) => kind === 'translation').map(({ key }) => key);

describe('a request in the words of the group', () => {
	it('lists every translation it asks for', () => {
		expect(translations).toHaveLength(longPaths.length);
		for (const locale of ['de', 'uk'] as const) {
			const template = askTemplate(texts, all, { round: sent.round, locale });
			if (template === null) throw new Error('no template');
			const lines = templateText(template, translations)
				.split('\n')
				.filter((line) => line.startsWith('–'));
			expect(new Set(lines).size).toBe(longPaths.length);
		}
		const german = askTemplate(texts, all, { round: sent.round, locale: 'de' });
		expect(german?.items['translation:need']).toBe('Auf Deutsch übersetzen: Warum braucht es das?');
	});

	it('says of everything that can be asked for what the group will read', () => {
		const german = requestWords(all, { round: sent.round, locale: 'de' });
		const own = requestWords(all, { round: sent.round, locale: 'uk' });
		expect(Object.keys(own.items)).toEqual(all.map(({ key }) => key));
		expect(german.items['document:signed_page']).toBe('Unterlage nachreichen: Unterschriebene Seite');
		for (const key of ['section:goals', 'document:other', 'translation:need'])
			expect(own.items[key]).toMatch(/^\p{Script=Cyrillic}/u);
		expect(own.due).toContain('{date}');
		expect(own.translationNotice).toContain('{date}');
	});
});
