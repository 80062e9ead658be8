import { describe, expect, it } from 'vitest';
import type { ApiFile } from '../api/files';
import { newDiscard, newUpload } from '../sync/outbox';
import { sampleFile } from './file.sample';
import { offeredAnew } from './offer';
import { knownHere, withServerFiles } from './on-server';

const look = { draftId: 'd1', known: new Set<string>(), askedAtMs: 100 };
const sent = (id: string, changes: Partial<ApiFile> = {}): ApiFile => ({
	id,
	document: 'statutes',
	name: 'Satzung.jpg',
	size: 3,
	sha256: '00',
	media_type: 'image/jpeg',
	language: 'tr',
	received_bytes: 3,
	is_complete: true,
	at: '2026-11-25T10:00:00Z',
	...changes
});
const arrived = sampleFile({ state: 'uploaded', uploadedBytes: 3, arrivedAtMs: 50 });

describe('the documents of an application after a look at the server', () => {
	it('are also those of other devices, which lie on the server alone', () => {
		const [file] = withServerFiles([], [sent('f9')], look);
		expect(file).toMatchObject({ id: 'f9', draftId: 'd1', state: 'uploaded', isHere: false, language: 'tr' });
		expect(file?.createdAtMs).toBe(Date.parse('2026-11-25T10:00:00Z'));
	});

	it('have arrived although the answer to the last part was lost', () => {
		expect(withServerFiles([sampleFile()], [sent('f1')], look)).toMatchObject([
			{ state: 'uploaded', isHere: true }
		]);
	});

	it('are not half there: what still travels is left to its device', () => {
		expect(withServerFiles([sampleFile()], [sent('f1', { is_complete: false })], look)).toEqual([
			sampleFile()
		]);
		expect(withServerFiles([], [sent('f9', { is_complete: false })], look)).toEqual([]);
	});

	it('are missing where the server has lost them, and stay here', () => {
		expect(withServerFiles([arrived], [], look)).toMatchObject([
			{ id: 'f1', state: 'refused', failure: 'not_found', isHere: true }
		]);
		expect(withServerFiles([{ ...arrived, isHere: false }], [], look)).toEqual([]);
	});

	it('are said to be missing where a restored server has lost what another device had handed in', () => {
		const elsewhere = { ...arrived, isHere: false };
		const [missing] = withServerFiles([elsewhere], [], { ...look, wasBefore: () => true });
		expect(missing).toMatchObject({ state: 'refused', failure: 'not_found', isHere: false });
		expect(withServerFiles(missing ? [missing] : [], [sent('f1')], look)).toMatchObject([
			{ state: 'uploaded', failure: null }
		]);
	});

	it('are not missing because they arrived after the server was asked', () => {
		const justNow = { ...arrived, arrivedAtMs: 101 };
		expect(withServerFiles([justNow], [], look)).toEqual([justNow]);
	});

	it('do not come back when they were removed while the server answered, or are about to be', () => {
		const known = knownHere([sampleFile()], [newDiscard('d1', 'f9', 1), newUpload('d1', 'f8', 1)]);
		expect(withServerFiles([], [sent('f1'), sent('f9')], { ...look, known })).toEqual([]);
		expect(withServerFiles([], [sent('f8')], { ...look, known })).toHaveLength(1);
	});

	it('are the very same objects where nothing is new', () => {
		const files = [arrived, sampleFile({ id: 'f2' })];
		const after = withServerFiles(files, [sent('f1')], look);
		expect(after.every((file, index) => file === files[index])).toBe(true);
	});
});

describe('a server that has lost an application', () => {
	it('is offered the files that had arrived from here, from the beginning', () => {
		const waiting = { ...newUpload('d1', 'f2', 1), isAnnounced: true };
		const elsewhere = { ...arrived, id: 'f3', isHere: false };
		const { items, files } = offeredAnew(
			{ items: [waiting], files: [arrived, sampleFile({ id: 'f2' }), elsewhere] },
			9
		);
		expect(items).toEqual([{ ...waiting, isAnnounced: false }, newUpload('d1', 'f1', 9)]);
		expect(files).toMatchObject([
			{ state: 'kept', uploadedBytes: 0 },
			{ state: 'kept' },
			{ state: 'uploaded' }
		]);
	});
});
