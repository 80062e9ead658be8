import { describe, expect, it } from 'vitest';
import { completeFields } from '$lib/core/application/application.sample';
import { longPaths } from '$lib/core/application/fields';
import { sampleRound } from '$lib/core/round/round.sample';
import { askables, templateText } from '$lib/ui/case/ask-form';
import { requestWords } from './ask-templates';

const languages = Object.fromEntries(longPaths.map((path) => [`text_language.${path}`, 'uk']));
const answers = Object.fromEntries(longPaths.map((path) => [path, 'Ми хочемо зустрічатися']));
const sent = {
	fields: { ...completeFields, ...answers, ...languages },
	schemaVersion: 2,
	round: { ...sampleRound, signature: 'signed_page' as const }
};
const all = askables(sent, 'de');

describe('the text of a request', () => {
	it('lists nothing: what is asked for stands above it already, and may be chosen anew', () => {
		const closing = 'Danke.';
		const opening = 'Danke für euren Antrag. Uns fehlt noch etwas. Bitte schickt uns:';
		expect(templateText({ opening, closing })).toBe(
			'Danke für euren Antrag. Uns fehlt noch etwas.\n\nDanke.'
		);
		expect(templateText({ opening: 'Будь ласка, надішліть:', closing })).toBe('Danke.');
		expect(templateText({ opening: 'هل يمكنكم المساعدة؟ أرسلوا إلينا:', closing: '' })).toBe(
			'هل يمكنكم المساعدة؟'
		);
		expect(templateText({ opening: 'Uns fehlt noch etwas.', closing })).toBe(
			'Uns fehlt noch etwas.\n\nDanke.'
		);
	});
});

describe('a request in the words of the group', () => {
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
