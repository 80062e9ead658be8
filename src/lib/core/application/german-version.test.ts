import { describe, expect, it } from 'vitest';
import { mergeDrafts } from '../draft/merge';
import { isKnownPath } from './fields';
import { fingerprintOf, isGermanOlder, withGermanOf, withOlderGerman } from './german-version';

const need = 'Tanışacak yer yok.';
const fields = {
	need,
	'text_language.need': 'tr',
	'german.need': 'Es fehlt ein Ort.',
	'german_of.need': fingerprintOf(need)
};

describe('the German version of an answer', () => {
	it('is older than an answer that was changed since, and is not for blanks that nobody sees', () => {
		expect(isGermanOlder('need', fields)).toBe(false);
		expect(isGermanOlder('need', { ...fields, need: ` Tanışacak  yer yok.\n` })).toBe(false);
		expect(isGermanOlder('need', { ...fields, need: `${need} Yeni.` })).toBe(true);
		expect(withOlderGerman({ ...fields, need: `${need} Yeni.` })).toEqual(['need']);
	});

	it('is not called older where there is none, none is needed, or nobody knows', () => {
		const changed = { ...fields, need: 'Başka.' };
		const { 'german.need': _, ...without } = changed;
		expect(isGermanOlder('need', without)).toBe(false);
		expect(isGermanOlder('need', { ...changed, 'text_language.need': 'de' })).toBe(false);
		const { 'german_of.need': __, ...unknown } = changed;
		expect(isGermanOlder('need', unknown)).toBe(false);
	});

	it('from before there were fingerprints belongs to the answer as it was', () => {
		const { 'german_of.need': _, ...before } = fields;
		const changes = withGermanOf(before, { need: 'Başka.' });
		expect(changes).toEqual({ need: 'Başka.', 'german_of.need': fingerprintOf(need) });
		expect(isGermanOlder('need', { ...before, need: 'Başka.', ...changes })).toBe(true);
		expect(withGermanOf(fields, { need: 'Başka.' })).toEqual({ need: 'Başka.' });
		expect(withGermanOf(before, { aims: 'x' })).toEqual({ aims: 'x' });
	});

	it('has a fingerprint a form may hold, which tells nothing of the words', () => {
		expect(isKnownPath('german_of.need')).toBe(true);
		for (const text of ['', need, 'x'.repeat(4000)]) expect(fingerprintOf(text)).toMatch(/^[0-9a-f]{8}$/);
	});

	it('asks nobody to choose between two fingerprints when two people wrote: it is older, or it is not', () => {
		const mine = { ...fields, need: 'Benim.', 'german_of.need': fingerprintOf('Benim.') };
		const theirs = { ...fields, 'german.need': 'Neu.', 'german_of.need': '00000000' };
		const { fields: merged, conflicts } = mergeDrafts(fields, mine, theirs);
		expect(conflicts).toEqual([]);
		expect(merged).toMatchObject({ need: 'Benim.', 'german.need': 'Neu.' });
	});
});
