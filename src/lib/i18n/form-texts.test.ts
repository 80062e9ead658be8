import { describe, expect, it } from 'vitest';
import { placedText } from './form-texts';

const fields = {
	'cost_lines.aaaaaaaa.position': 1,
	'cost_lines.bbbbbbbb.position': 2,
	'income_lines.cccccccc.position': 1
};

describe('a sentence about one place of the form', () => {
	it.each([
		['cost_lines.bbbbbbbb.amount_cents', 'Ausgabe 2, Betrag: Fehlt.'],
		['cost_lines.aaaaaaaa.label', 'Ausgabe 1, Was genau? Fehlt.'],
		['income_lines.cccccccc.amount_cents', 'Geldquelle 1, Betrag: Fehlt.'],
		['need', 'Warum braucht es das? Fehlt.'],
		['postal_code', 'Postleitzahl: Fehlt.'],
		['cost_lines', 'Fehlt.'],
		['declared.not_begun', 'Fehlt.']
	])('says where it is: %s', (path, text) => {
		expect(placedText(path, fields, 'Fehlt.')).toBe(text);
	});
});
