import { describe, expect, it } from 'vitest';
import { languageName } from './file-text';

describe('the language of a document', () => {
	it("is named in the reader's words", () => {
		expect(languageName('tr', 'de')).toBe('Türkisch');
		expect(languageName('uk', 'fr')).toBe('ukrainien');
	});

	it('has its own name in Kurdish, for which browsers know none', () => {
		expect(languageName('tr', 'ku')).toBe('Türkçe');
		expect(languageName('fa', 'ku')).toBe('فارسی');
	});
});
