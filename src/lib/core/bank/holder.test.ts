import { describe, expect, it } from 'vitest';
import { isNamedLikePerson } from './holder';

const fields = {
	organisation_name: 'Nachbarschaft Hochfeld e.V.',
	contact_first_name: 'Ayşe',
	contact_last_name: 'Öztürk',
	'responsible_persons.aaaaaaaa.position': 1,
	'responsible_persons.aaaaaaaa.first_name': 'Cem',
	'responsible_persons.aaaaaaaa.last_name': 'Kaya'
};

describe('whose account it seems to be', () => {
	it.each([
		['Ayşe Öztürk', true],
		['ÖZTÜRK, AYŞE', true],
		['Dr. Cem  Kaya', true],
		['Nachbarschaft Hochfeld e.V.', false],
		['Ayşe Kaya', false],
		['Öztürk', false],
		['', false]
	])('%s: that of one of its people, %s', (holder, expected) => {
		expect(isNamedLikePerson(holder, fields)).toBe(expected);
	});

	it('is the group’s where the group is called like one of its people', () => {
		const named = { ...fields, organisation_name: 'Cem Kaya Stiftung' };
		expect(isNamedLikePerson('Cem Kaya Stiftung', named)).toBe(false);
	});
});
