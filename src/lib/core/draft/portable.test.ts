import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formSchemaVersion } from '../application/fields';
import { completeFields } from '../application/application.sample';
import { newDraft } from './draft';
import { isFrom, maxPortableLength, portableText, readPortable } from './portable';

const draft = {
	...newDraft({ id: 'd', round: 'kofei-2027', ownerId: 'ayse@example.org', nowMs: 1 }),
	fields: completeFields
};

describe('a draft as a file', () => {
	it('brings every word to another device, and nothing of the account', () => {
		const text = portableText(draft);
		expect(readPortable(text)).toMatchObject({ round: 'kofei-2027', fields: completeFields });
		expect(JSON.parse(text)).not.toHaveProperty('ownerId');
		expect(JSON.parse(text)).not.toHaveProperty('id');
	});

	it('opens what an earlier version exported: the whole record, of the first form too', () => {
		for (const schemaVersion of [1, formSchemaVersion]) {
			const earlier = JSON.stringify({ ...draft, schemaVersion });
			expect(readPortable(earlier)?.fields).toEqual(completeFields);
		}
	});

	it('takes over only what the form knows', () => {
		const text = JSON.stringify({
			format: 'kofei-draft',
			version: 1,
			schemaVersion: formSchemaVersion,
			round: 'kofei-2027',
			fields: { need: 'x', state: 'approved', __proto__: 'y', 'cost_lines.__proto__.label': 'z' }
		});
		expect(readPortable(text)).toEqual({ round: 'kofei-2027', fields: { need: 'x' }, origin: null });
	});

	it('says which draft it came from, however often it is saved and opened, and nothing that names it', () => {
		const later = { ...draft, fields: { ...completeFields, need: 'Neu.' } };
		const origin = readPortable(portableText(draft))?.origin ?? '';
		expect(origin).toMatch(/^[0-9a-z]{8,}$/);
		expect(readPortable(portableText(later))?.origin).toBe(origin);
		expect(readPortable(portableText({ ...draft, id: 'e' }))?.origin).not.toBe(origin);
		const opened = { ...later, id: 'elsewhere', openedFrom: origin };
		expect(readPortable(portableText(opened))?.origin).toBe(origin);
		for (const one of [draft, later, opened]) expect(isFrom(one, origin)).toBe(true);
		expect(isFrom({ ...draft, id: 'e' }, origin)).toBe(false);
		expect(readPortable(portableText(draft).replace(origin, '<script>'))?.origin).toBeNull();
	});

	it('says no to every other file, without choking on it', () => {
		const newer = JSON.stringify({ ...JSON.parse(portableText(draft)), schemaVersion: 99 });
		for (const text of ['', '{', 'null', '[]', '7', '"x"', '{}', newer, ' '.repeat(maxPortableLength + 1)])
			expect(readPortable(text)).toBeNull();
		fc.assert(fc.property(fc.jsonValue(), (value) => void readPortable(JSON.stringify(value))));
	});
});
