import { describe, expect, it } from 'vitest';
import { tellingPurpose } from './purpose';

const change = {
	kind: 'purpose' as const,
	notified_at: '2027-05-10T09:00:00Z',
	purpose: 'Garten',
	words: 'Bahçe'
};
const ofAdmin = {
	subject: 'Änderung',
	blocks: [
		{ heading: '', text: 'Sehr geehrte Damen und Herren,' },
		{ heading: '', text: 'Sie haben mitgeteilt: {{ change }}.' },
		{ heading: 'Rechtsbehelf', text: 'Klage binnen eines Monats.' }
	],
	explanations: { de: 'Einverstanden.', tr: '' }
};
const part = { heading: 'Geänderter Zweck', text: '{{purpose}}' };

describe('a letter about another purpose', () => {
	it('says it behind what was told, whatever its template leaves out', () => {
		expect(tellingPurpose(ofAdmin, { change }, part.heading)).toEqual({
			...ofAdmin,
			blocks: [ofAdmin.blocks[0], ofAdmin.blocks[1], part, ofAdmin.blocks[2]],
			explanations: { de: 'Einverstanden.\n{{purpose}}', tr: '' }
		});
	});

	it('says it once', () => {
		const told = tellingPurpose(ofAdmin, { change }, part.heading);
		expect(tellingPurpose(told, { change }, part.heading)).toEqual(told);
	});

	it('is as its template where the purpose stays', () => {
		expect(tellingPurpose(ofAdmin, {}, part.heading)).toBe(ofAdmin);
		expect(
			tellingPurpose(ofAdmin, { change: { kind: 'plan', notified_at: change.notified_at } }, part.heading)
		).toBe(ofAdmin);
	});
});
