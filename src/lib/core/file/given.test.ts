import { describe, expect, it } from 'vitest';
import { sampleFile } from './file.sample';
import { givenOf } from './given';

const asked = ['statutes', 'register_extract', 'self_presentation'];
const file = (document: string, state: 'kept' | 'uploaded' | 'refused', page: number | null = null) =>
	sampleFile({ id: `${document} ${state}`, document, state, page });

describe('how many of the documents asked for are there', () => {
	it('tells what the office has from what is on this device only', () => {
		expect(givenOf(asked, [file('statutes', 'uploaded'), file('register_extract', 'kept')])).toEqual({
			arrived: 1,
			here: 1
		});
		expect(givenOf(asked, [])).toEqual({ arrived: 0, here: 0 });
	});

	it('counts a document with the office once, whatever else is on its way for it', () => {
		expect(givenOf(asked, [file('statutes', 'kept'), file('statutes', 'uploaded')])).toEqual({
			arrived: 1,
			here: 0
		});
	});

	it('counts nothing that was refused, photographed half or not asked for', () => {
		const files = [
			file('statutes', 'refused'),
			file('register_extract', 'kept', 1),
			file('other', 'uploaded')
		];
		expect(givenOf(asked, files)).toEqual({ arrived: 0, here: 0 });
	});

	it('counts what another device handed in', () => {
		const elsewhere = { ...file('statutes', 'uploaded'), isHere: false };
		expect(givenOf(asked, [elsewhere])).toEqual({ arrived: 1, here: 0 });
	});
});
