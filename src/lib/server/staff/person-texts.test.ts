import { describe, expect, it } from 'vitest';
import { givenName, nameOf } from './person-texts';

const me = { id: 'me', email: 'me@stadt.example' };
const people = {
	ruth: {
		email: 'ruth@stadt.example',
		name: 'Ruth Lang',
		namedBy: 'ruth',
		former: [
			{ name: 'Ruth Becker', until: '2027-01-10T09:00:00+00:00' },
			{ name: 'Ruth Becker-Lang', until: '2027-02-10T09:00:00+00:00' }
		]
	},
	me: { email: me.email, name: 'Ilse Kern', namedBy: 'ruth', former: [] }
};

describe('the name of a colleague', () => {
	it('is the one of the day something was signed, and today the one of today', () => {
		const at = (day: string | null) => nameOf('ruth', people, me, day);
		expect(at('2027-01-01T12:00:00Z')).toBe('Ruth Becker');
		expect(at('2027-01-10T10:00:00+01:00')).toBe('Ruth Becker-Lang');
		expect(at('2027-03-01T12:00:00Z')).toBe('Ruth Lang');
		expect(at(null)).toBe('Ruth Lang');
	});

	it('is told to whoever bears it as long as only somebody else has said it', () => {
		expect(givenName(people, me)).toEqual({ name: 'Ilse Kern', person: 'Ruth Lang' });
		expect(givenName(people, { ...me, id: 'ruth' })).toBeNull();
		expect(givenName({}, me)).toBeNull();
	});
});
