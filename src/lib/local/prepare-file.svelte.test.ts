import { afterEach, describe, expect, it, vi } from 'vitest';
import { maxFileBytes } from '../core/api/limits';
import { jpegSize } from '../core/file/jpeg-size';
import { mediaTypeOf } from '../core/file/media-type';
import { photo, withPlace } from './picture.sample';
import { prepareFile, preparePages, sha256Of, type Preparation } from './prepare-file';

afterEach(() => vi.restoreAllMocks());

const latin = (bytes: Uint8Array) => [...bytes].map((byte) => String.fromCharCode(byte)).join('');
const prepare = async (file: Blob, name = '') => whole(await prepareFile(file, name, 'Satzung'));

function whole(preparation: Preparation) {
	if ('refusal' in preparation) throw new Error(preparation.refusal);
	return preparation;
}

describe('a picture', () => {
	it('is written anew: upright, small enough, without its place', async () => {
		const taken = await withPlace(await photo({ width: 3000, height: 1500 }));
		expect(latin(new Uint8Array(await taken.arrayBuffer()))).toContain('GPS 51.4344');
		const { bytes, mediaType, name, pageCount } = await prepare(taken, 'IMG_1.JPG');
		expect([mediaType, name, pageCount]).toEqual(['image/jpeg', 'IMG_1.JPG', 1]);
		expect(jpegSize(bytes)).toEqual({ width: 1500, height: 3000 });
		expect(latin(bytes)).not.toMatch(/Exif|GPS/);
	});

	it.each(['image/png', 'image/jpeg'])(
		'that is a long screenshot of a chat stays as wide as it was: %s',
		{ timeout: 30_000 },
		async (type) => {
			const { bytes } = await prepare(await photo({ width: 1080, height: 8000, type }), 'Chat');
			expect(jpegSize(bytes)).toEqual({ width: 1080, height: 8000 });
			expect(bytes.length).toBeLessThan(maxFileBytes);
		}
	);

	it.each(['image/png', 'image/webp'])('becomes a JPEG from %s, and is not made larger', async (type) => {
		const { bytes, name } = await prepare(await photo({ type }), 'Bild.png');
		expect([mediaTypeOf(bytes), name]).toEqual(['image/jpeg', 'Bild.jpg']);
		expect(jpegSize(bytes)).toEqual({ width: 300, height: 200 });
	});

	it('that is broken is refused', async () => {
		const broken = (await photo()).slice(0, 40);
		expect(await prepareFile(broken, 'a.jpg', '')).toEqual({ refusal: 'file_damaged' });
	});

	it('of an iPhone goes as it is where this browser cannot read it', async () => {
		const heic = new Blob(['\0\0\0\x18ftypheic\0\0\0\0mif1heic and so on']);
		const { bytes, mediaType, name } = await prepare(heic, 'IMG_2.HEIC');
		expect([mediaType, name, bytes.length]).toEqual(['image/heic', 'IMG_2.HEIC', heic.size]);
	});
});

describe('a file', () => {
	it('that is a PDF stays as it is', async () => {
		const { bytes, name, pageCount } = await prepare(new Blob(['%PDF-1.7 x']), '');
		expect([latin(bytes), name, pageCount]).toEqual(['%PDF-1.7 x', 'Satzung.pdf', null]);
	});

	it.each([
		['file_empty', new Blob([]), 'a.pdf'],
		['file_type_refused', new Blob(['<svg onload="x">']), 'a.svg'],
		['file_type_refused', new Blob(['MZ is a program']), 'photo.jpg'],
		['file_mislabelled', new Blob(['%PDF-1.7']), 'photo.jpg'],
		['file_too_large', new Blob(['%PDF-1.7', new Uint8Array(maxFileBytes)]), 'a.pdf']
	] as const)('is refused at once: %s', async (refusal, file, name) => {
		expect(await prepareFile(file, name, '')).toEqual({ refusal });
	});

	it('that can no longer be read is refused', async () => {
		const file = new Blob(['%PDF-1.7']);
		vi.spyOn(file, 'slice').mockReturnValue(file);
		vi.spyOn(file, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
		expect(await prepareFile(file, 'a.pdf', '')).toEqual({ refusal: 'file_damaged' });
	});

	it('has the fingerprint everybody else computes', async () => {
		expect(await sha256Of(new Uint8Array([0x61, 0x62, 0x63]))).toBe(
			'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
		);
	});
});

describe('photographed pages', () => {
	const pages = async (count: number) => {
		const { bytes } = await prepare(await photo());
		return Array.from({ length: count }, () => bytes);
	};

	it('become one PDF, a single one stays a picture', async () => {
		const three = whole(await preparePages(await pages(3), 'Satzung (gültig)'));
		expect([three.name, three.mediaType, three.pageCount]).toEqual([
			'Satzung (gültig).pdf',
			'application/pdf',
			3
		]);
		expect(latin(three.bytes)).toContain('/Count 3');
		expect(whole(await preparePages(await pages(1), 'Satzung'))).toMatchObject({ name: 'Satzung.jpg' });
	});

	// Chromium writes a picture when it has nothing else to do, or after a second: on a busy machine each page takes one.
	it('are made smaller where together they would be too large', { timeout: 90_000 }, async () => {
		const [page = new Uint8Array()] = await pages(1);
		// Comments of 60 KB, sixteen in each: as large as a photo of a page, and gone when it is written anew.
		const comment = new Uint8Array(60_000);
		comment.set([0xff, 0xfe, 60_000 >> 8, (60_000 & 0xff) - 2]);
		const comments = Array.from({ length: 16 }, () => [...comment]).flat();
		const heavy = new Uint8Array([...page.slice(0, 2), ...comments, ...page.slice(2)]);
		const many = Array.from({ length: 12 }, () => heavy);
		expect(many.length * heavy.length).toBeGreaterThan(maxFileBytes);
		const { bytes, pageCount } = whole(await preparePages(many, 'Satzung'));
		expect(bytes.length).toBeLessThan(maxFileBytes);
		expect(pageCount).toBe(12);
	});

	it(
		'keep a long screenshot readable where they are made smaller, within the bounds of a phone’s memory',
		{ timeout: 90_000 },
		async () => {
			const { bytes: strip } = await prepare(await photo({ width: 1080, height: 8000 }));
			const { bytes: padding } = await prepare(await photo({ width: 900, height: 1200 }));
			const comment = new Uint8Array(60_000);
			comment.set([0xff, 0xfe, 60_000 >> 8, (60_000 & 0xff) - 2]);
			const comments = Array.from({ length: 180 }, () => [...comment]).flat();
			const heavy = new Uint8Array([...padding.slice(0, 2), ...comments, ...padding.slice(2)]);
			const { bytes } = whole(await preparePages([strip, heavy], 'Chat'));
			const [, width = '', height = ''] = latin(bytes).match(/\/Width (\d+) \/Height (\d+)/) ?? [];
			expect(Number(width)).toBeGreaterThan(500);
			expect(Number(width) * Number(height)).toBeLessThanOrEqual(5_000_000);
		}
	);

	it('are refused where one is none', async () => {
		expect(await preparePages([new Uint8Array([1]), new Uint8Array([2])], 'x')).toEqual({
			refusal: 'file_damaged'
		});
	});
});
