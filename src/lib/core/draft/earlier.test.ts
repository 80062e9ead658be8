import { describe, expect, it } from 'vitest';
import { formSchemaVersion, isKnownPath } from '../application/fields';
import { readFile } from '../file/file';
import { readItem } from '../sync/outbox';
import { readDraft } from './draft';
import { earlierDrafts, earlierFiles, earlierItems } from './earlier.sample';
import { portableText, readPortable } from './portable';

describe('what an earlier version left on a phone', () => {
	it.each(Object.entries(earlierDrafts))('opens as it was, in the form of today: %s', (_, record) => {
		const stored: object = structuredClone(record);
		expect(readDraft(stored)).toEqual({ ...stored, schemaVersion: formSchemaVersion });
		expect(Object.keys(record.fields).filter((path) => !isKnownPath(path))).toEqual([]);
	});

	it.each(Object.entries(earlierDrafts))('is read back from a file: %s', (_, record) => {
		const whole = { round: record.round, fields: record.fields };
		expect(readPortable(JSON.stringify(record))).toMatchObject(whole);
		const today = readDraft(record);
		expect(today && readPortable(portableText(today))).toMatchObject(whole);
	});

	it.each(Object.entries(earlierItems))('still waits to travel: %s', (_, record) => {
		expect(readItem(record)).toEqual(record);
	});

	it.each(Object.entries(earlierFiles))('is still a document: %s', (_, record) => {
		expect(readFile(record)).toEqual(record);
	});

	it('is there for each form there ever was', () => {
		const kept = new Set<number>(Object.values(earlierDrafts).map(({ schemaVersion }) => schemaVersion));
		for (let version = 1; version <= formSchemaVersion; version += 1) expect(kept).toContain(version);
	});
});
