import { describe, expect, it } from 'vitest';
import { maxPartBytes } from '../api/limits';
import { isHandedIn, readFile } from './file';
import { sampleFile } from './file.sample';
import { isMislabelled, mediaTypeOf, withEnding } from './media-type';
import { fileName } from './name';
import { fileStanding, type Travel } from './standing';
import { afterReceived, afterRefused, nextOffset, offeredAgain, partOffsets } from './upload';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('a record of a file', () => {
	it('is read when it is whole', () => {
		expect(readFile(sampleFile())).toEqual(sampleFile());
		expect(readFile(sampleFile({ language: 'tr', page: 2, failure: 'file_damaged' }))).not.toBeNull();
	});

	it('counts as handed in unless it was refused, or is a page that waits for the others', () => {
		expect(isHandedIn(sampleFile({ state: 'kept' }))).toBe(true);
		expect(isHandedIn(sampleFile({ state: 'uploaded' }))).toBe(true);
		expect(isHandedIn(sampleFile({ state: 'refused', failure: 'file_damaged' }))).toBe(false);
		expect(isHandedIn(sampleFile({ page: 1 }))).toBe(false);
	});

	it.each([
		null,
		'x',
		[],
		{ ...sampleFile(), version: 2 },
		{ ...sampleFile(), id: 1 },
		{ ...sampleFile(), draftId: undefined },
		{ ...sampleFile(), size: '3' },
		{ ...sampleFile(), uploadedBytes: NaN },
		{ ...sampleFile(), arrivedAtMs: undefined },
		{ ...sampleFile(), language: 3 },
		{ ...sampleFile(), state: 'lost' },
		{ ...sampleFile(), failure: 'bad luck' },
		{ ...sampleFile(), isHere: 1 }
	])('is not half read: %j', (record) => {
		expect(readFile(record)).toBeNull();
	});
});

describe('the type of a file', () => {
	it.each([
		['%PDF-1.7\n', 'application/pdf'],
		['\xff\xd8\xff\xe1', 'image/jpeg'],
		['\x89PNG\r\n\x1a\n\0\0', 'image/png'],
		['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
		['\0\0\0\x18ftypheic\0\0\0\0', 'image/heic'],
		['\0\0\0\x18ftypmif1\0\0\0\0', 'image/heic'],
		['<html>%PDF-1.7', null],
		['<svg xmlns="http://www.w3.org/2000/svg">', null],
		['MZ\x90\0', null],
		['RIFF\x10\0\0\0WAVEfmt ', null],
		['\0\0\0\x18ftypisom\0\0\0\0', null],
		['GIF89a', null],
		['', null]
	])('is found in its bytes: %j', (start, type) => {
		expect(mediaTypeOf(bytes(start))).toBe(type);
	});

	it('may not be another kind than the name says', () => {
		expect(isMislabelled('statutes.pdf', 'image/jpeg')).toBe(true);
		expect(isMislabelled('photo.JPG', 'application/pdf')).toBe(true);
		expect(isMislabelled('photo.jpg', 'image/heic')).toBe(false);
		expect(isMislabelled('scan', 'application/pdf')).toBe(false);
		expect(isMislabelled('scan.2027', 'application/pdf')).toBe(false);
	});

	it('gives the name its ending', () => {
		expect(withEnding('photo.HEIC', 'image/jpeg')).toBe('photo.jpg');
		expect(withEnding('photo.JPEG', 'image/jpeg')).toBe('photo.JPEG');
		expect(withEnding('Satzung v1.2', 'application/pdf')).toBe('Satzung v1.2.pdf');
	});
});

describe('the name of a file', () => {
	it.each([
		['../../etc/passwd', 'etc passwd.pdf'],
		['C:\\Users\\Ada\\Satzung.pdf', 'C: Users Ada Satzung.pdf'],
		['a\u0000b\r\nc.pdf', 'a b c.pdf'],
		['\u202efdp.exe.pdf', 'fdp.exe.pdf'],
		['النظام الأساسي.pdf', 'النظام الأساسي.pdf'],
		['', 'Satzung.pdf'],
		['...', 'Satzung.pdf'],
		['.htaccess', 'htaccess.pdf']
	])('is made safe: %j', (name, clean) => {
		expect(fileName(name, 'application/pdf', 'Satzung')).toBe(clean);
	});

	it('keeps its ending when it is too long', () => {
		const name = fileName(`${'ü'.repeat(300)}.pdf`, 'application/pdf', 'x');
		expect([...name]).toHaveLength(200);
		expect(name.endsWith('ü.pdf')).toBe(true);
	});
});

describe('the way of a file', () => {
	const size = 2 * maxPartBytes + 5;
	const file = sampleFile({ size });

	it('goes in parts, from where the server has it', () => {
		expect(partOffsets(size)).toEqual([0, maxPartBytes, 2 * maxPartBytes]);
		expect(partOffsets(maxPartBytes)).toEqual([0]);
		expect(nextOffset(file)).toBe(0);
		expect(nextOffset({ ...file, uploadedBytes: maxPartBytes })).toBe(maxPartBytes);
		expect(nextOffset({ ...file, uploadedBytes: maxPartBytes + 65_536 })).toBe(maxPartBytes);
	});

	it('offers the last part again where the server has all and says nothing', () => {
		expect(nextOffset({ ...file, uploadedBytes: size })).toBe(2 * maxPartBytes);
		expect(nextOffset({ ...file, size: maxPartBytes, uploadedBytes: maxPartBytes })).toBe(0);
	});

	it('believes the server what it has, within the file', () => {
		expect(afterReceived(file, { received_bytes: 9, is_complete: false }, 5)).toEqual({
			...file,
			uploadedBytes: 9
		});
		expect(afterReceived(file, { received_bytes: 1e9, is_complete: false }, 5).uploadedBytes).toBe(size);
		expect(afterReceived(file, { received_bytes: -1, is_complete: false }, 5).uploadedBytes).toBe(0);
		expect(afterReceived(file, { received_bytes: 0, is_complete: true }, 5)).toMatchObject({
			state: 'uploaded',
			uploadedBytes: size,
			arrivedAtMs: 5
		});
	});

	it('begins anew when a person says so', () => {
		const refused = afterRefused({ ...file, uploadedBytes: 9 }, 'file_damaged');
		expect(refused).toMatchObject({ state: 'refused', failure: 'file_damaged' });
		expect(offeredAgain(refused)).toEqual(file);
	});
});

describe('where a file is', () => {
	const calm: Travel = { isOnline: true, isSignedIn: true, isTravelling: false, lastFailure: null };

	it('is never said to be better than it is', () => {
		const begun = sampleFile({ uploadedBytes: 1 });
		expect(fileStanding(sampleFile(), calm)).toBe('on_device');
		expect(fileStanding(sampleFile(), { ...calm, isTravelling: true })).toBe('on_its_way');
		expect(fileStanding(begun, calm)).toBe('on_its_way');
		expect(fileStanding(begun, { ...calm, lastFailure: 'not_reachable' })).toBe('on_device');
		expect(fileStanding(begun, { ...calm, isOnline: false })).toBe('on_device');
		expect(fileStanding(begun, { ...calm, isSignedIn: false })).toBe('needs_sign_in');
		expect(fileStanding(begun, { ...calm, isSignedIn: false, isOnline: false })).toBe('on_device');
	});

	it('has arrived with the word of the server alone', () => {
		const away = { ...calm, isOnline: false, isSignedIn: false };
		expect(fileStanding(sampleFile({ state: 'uploaded' }), away)).toBe('arrived');
		expect(fileStanding(sampleFile({ uploadedBytes: 3 }), calm)).not.toBe('arrived');
		expect(fileStanding(sampleFile({ state: 'refused' }), away)).toBe('refused');
		expect(fileStanding(sampleFile({ page: 1 }), calm)).toBe('page');
	});
});
