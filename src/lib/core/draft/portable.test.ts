import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formSchemaVersion } from '../application/fields';
import { completeFields } from '../application/application.sample';
import { sampleRound } from '../round/round.sample';
import { newDraft } from './draft';
import { isFrom, isTwin, maxPortableLength, portableText, readPortable } from './portable';
import { intoRound, roundsInstead } from './portable-round';

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

	it('makes two drafts that know each other, and a copy of a year before is none', () => {
		const origin = readPortable(portableText(draft))?.origin ?? '';
		const opened = { ...draft, id: 'elsewhere', openedFrom: origin };
		const again = { ...opened, id: 'again' };
		for (const [one, other] of [
			[draft, opened],
			[opened, draft],
			[opened, again]
		] as const)
			expect(isTwin(one, other)).toBe(true);
		expect(isTwin(draft, { ...opened, round: 'kofei-2028' })).toBe(false);
		expect(isTwin(opened, opened)).toBe(false);
		expect(isTwin(draft, { ...draft, id: 'e' })).toBe(false);
	});

	it('says no to every other file, without choking on it', () => {
		const newer = JSON.stringify({ ...JSON.parse(portableText(draft)), schemaVersion: 99 });
		for (const text of ['', '{', 'null', '[]', '7', '"x"', '{}', newer, ' '.repeat(maxPortableLength + 1)])
			expect(readPortable(text)).toBeNull();
		fc.assert(fc.property(fc.jsonValue(), (value) => void readPortable(JSON.stringify(value))));
	});
});

describe('a file of a round that is over', () => {
	const nowMs = Date.parse('2026-12-01T12:00:00Z');
	const over = {
		...sampleRound,
		slug: 'kofei-2026',
		opens_at: '2025-11-01T00:00:00+01:00',
		closes_at: '2026-02-15T23:59:59+01:00'
	};

	it('may go into those that are open; others need none, or are unknown here', () => {
		const rounds = [over, sampleRound];
		expect(roundsInstead('kofei-2026', rounds, nowMs)).toEqual([sampleRound]);
		expect(roundsInstead('kofei-2020', rounds, nowMs)).toEqual([]);
		expect(roundsInstead('kofei-2027', rounds, nowMs)).toEqual([]);
		expect(roundsInstead('kofei-2026', [over], nowMs)).toEqual([]);
		const ahead = { ...over, opens_at: '2027-01-01T00:00:00Z', closes_at: '2027-02-01T00:00:00Z' };
		expect(roundsInstead('kofei-2026', [ahead, sampleRound], nowMs)).toEqual([]);
	});

	it('takes its words along as a copy does, and is still known by where it came from', () => {
		const file = { round: 'kofei-2026', fields: { ...completeFields, areas: ['gone'] }, origin: 'o' };
		const { round, fields, origin } = intoRound(file, sampleRound);
		expect([round, origin]).toEqual(['kofei-2027', 'o']);
		expect(fields).toMatchObject({ organisation_name: completeFields.organisation_name });
		expect(fields).not.toHaveProperty('signed_name');
		expect(fields['areas'] ?? []).toEqual([]);
	});
});
