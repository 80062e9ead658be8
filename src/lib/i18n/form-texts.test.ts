import { describe, expect, it } from 'vitest';
import { placedText } from './form-texts';

describe('a sentence about one place of the form', () => {
	it.each([
		['Ausgabe 2: Betrag', 'Ausgabe 2: Betrag: Fehlt.'],
		['Warum braucht es das?', 'Warum braucht es das? Fehlt.'],
		['لماذا؟', 'لماذا؟ Fehlt.'],
		['', 'Fehlt.']
	])('says where it is: %s', (place, text) => {
		expect(placedText(place, 'Fehlt.')).toBe(text);
	});
});
