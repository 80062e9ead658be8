import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { maxFileBytes } from '../../core/api/limits';
import {
	emptyZip,
	gradientHeic,
	grain,
	noise,
	packedScript,
	pdf,
	photo,
	picture,
	pixelBomb,
	placedHeic,
	rawPdf,
	setAction,
	stream
} from './corpus.sample';
import { judge } from './judge';

async function kept(bytes: Uint8Array, name: string) {
	const verdict = await judge(bytes, name);
	if (verdict.fault) throw new Error(`refused: ${verdict.fault}`);
	return verdict;
}
const faultOf = async (bytes: Uint8Array, name: string) => (await judge(bytes, name)).fault;
const after = async (bytes: Promise<Buffer>, ...more: (Buffer | string)[]) =>
	Buffer.concat([await bytes, ...more.map((part) => Buffer.from(part))]);

describe('a photo that is sent', () => {
	it('is kept without place, camera or anything else beside its pixels, and upright', async () => {
		const original = await photo({ width: 60, height: 40, orientation: 6 });
		expect((await sharp(original).metadata()).exif?.includes('Phonemaker')).toBe(true);
		const { bytes, mediaType } = await kept(original, 'IMG_1.jpg');
		const { exif, xmp, iptc, icc, orientation, width, height } = await sharp(bytes).metadata();
		expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
		expect([width, height]).toEqual([40, 60]);
		expect(mediaType).toBe('image/jpeg');
		expect(Buffer.from(bytes).includes('Phonemaker')).toBe(false);
	});

	it('is made small enough to read and no smaller', async () => {
		const large = await kept(await photo({ width: 4000, height: 1000 }), 'x.jpg');
		expect(await sharp(large.bytes).metadata()).toMatchObject({ width: 4000, height: 1000 });
		const photographed = await kept(await photo({ width: 4000, height: 3000 }), 'x.jpg');
		expect(await sharp(photographed.bytes).metadata()).toMatchObject({ width: 2400, height: 1800 });
		const small = await kept(await photo({ width: 100, height: 50 }), 'x.jpg');
		expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 100, height: 50 });
	});

	it.each([
		['upright', { width: 1080, height: 8000 }],
		['lying on its side in the file', { width: 8000, height: 1080, orientation: 6 }]
	])('that is a long screenshot stays as wide as it was: %s', async (_, screenshot) => {
		const { bytes } = await kept(await photo(screenshot), 'Chat.jpg');
		expect(await sharp(bytes).metadata()).toMatchObject({ width: 1080, height: 8000 });
	});

	it('that is longer than there is room for loses no more than it must', async () => {
		const { bytes } = await kept(await photo({ width: 1440, height: 14_000 }), 'Chat.jpg');
		const { width, height } = await sharp(bytes).metadata();
		expect(width).toBeGreaterThan(900);
		expect(width * height).toBeLessThanOrEqual(9_000_000);
	});

	it.each(['png', 'webp'] as const)('stays a %s, transparent as it was', async (format) => {
		const { bytes, mediaType, name } = await kept(await picture(format), `plan.${format}`);
		expect(await sharp(bytes).metadata()).toMatchObject({ format, hasAlpha: true });
		expect([mediaType, name]).toEqual([`image/${format}`, `plan.${format}`]);
	});

	it.each([
		['x.jpg', () => photo()],
		['x.png', () => picture('png')],
		['x.webp', () => picture('webp')],
		['x.heic', placedHeic]
	])('says nothing of place or camera in what is kept of it: %s', async (name, make) => {
		const original = await make();
		expect(original.includes('Phonemaker')).toBe(true);
		const { bytes } = await kept(original, name);
		const { exif, xmp, iptc } = await sharp(bytes).metadata();
		expect({ exif, xmp, iptc }).toEqual({});
		expect(Buffer.from(bytes).includes('Phonemaker')).toBe(false);
	});

	it('becomes a JPEG when it is HEIC', async () => {
		const { bytes, mediaType, name } = await kept(await gradientHeic(), 'IMG_0001.HEIC');
		expect([mediaType, name]).toEqual(['image/jpeg', 'IMG_0001.jpg']);
		expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 48 });
		const { channels } = await sharp(bytes).stats();
		expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(20);
	});

	it('becomes a JPEG when it would weigh too much otherwise', async () => {
		const wellPacked = await grain(1800, 3200)
			.png({ adaptiveFiltering: true, compressionLevel: 3 })
			.toBuffer();
		expect(wellPacked.length).toBeLessThan(maxFileBytes);
		const { bytes, mediaType, name } = await kept(wellPacked, 'scan.png');
		expect([mediaType, name]).toEqual(['image/jpeg', 'scan.jpg']);
		expect(bytes.length).toBeLessThan(maxFileBytes);
	}, 60_000);

	it('may have the name of another kind of photo, and gets its own', async () => {
		expect((await kept(await picture('webp'), 'IMG-20270101-WA0001.jpg')).name).toBe(
			'IMG-20270101-WA0001.webp'
		);
		expect((await kept(await photo(), 'IMG_2.HEIC')).name).toBe('IMG_2.jpg');
	});
});

describe('a PDF that is sent', () => {
	it.each([true, false])('is kept byte for byte, objects packed: %s', async (useObjectStreams) => {
		const bytes = await pdf(undefined, useObjectStreams);
		expect(await kept(bytes, 'Satzung.pdf')).toEqual({
			fault: null,
			bytes,
			mediaType: 'application/pdf',
			name: 'Satzung.pdf'
		});
	});

	it('may open at a page, link to the web and carry a form that does nothing', async () => {
		const bytes = await pdf((document) => {
			const field = document.getForm().createTextField('Name des Vereins');
			field.addToPage(document.getPage(0));
			setAction(document, { S: '/GoTo', D: 'anfang' });
		});
		expect(await faultOf(bytes, 'x.pdf')).toBeNull();
	});
});

describe('bytes that are refused', () => {
	const script = { S: '/JavaScript', JS: 'app.alert(1)' };
	const cases: [string, string, string, () => Promise<Buffer> | Buffer][] = [
		['nothing', 'x.jpg', 'file_empty', () => Buffer.alloc(0)],
		['one byte too many', 'x.pdf', 'file_too_large', () => Buffer.alloc(maxFileBytes + 1)],
		[
			'a page that calls itself a photo',
			'x.jpg',
			'file_type_refused',
			() => Buffer.from('<!doctype html><p>x')
		],
		[
			'a drawing with a script that calls itself a photo',
			'x.png',
			'file_type_refused',
			() => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
		],
		['plain words', 'x.pdf', 'file_type_refused', () => Buffer.from('Satzung')],
		['an archive', 'x.pdf', 'file_type_refused', () => emptyZip],
		[
			'a moving picture',
			'x.jpg',
			'file_type_refused',
			() =>
				sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
					.gif()
					.toBuffer()
		],
		['a photo that calls itself a PDF', 'Satzung.pdf', 'file_type_refused', () => photo()],
		['a PDF that calls itself a photo', 'Satzung.JPG', 'file_type_refused', () => pdf()],
		[
			'half a photo',
			'x.jpg',
			'file_damaged',
			async () => (await noise(200).jpeg().toBuffer()).subarray(0, 9000)
		],
		[
			'half a PNG',
			'x.png',
			'file_damaged',
			async () => (await noise(100).png().toBuffer()).subarray(0, 9000)
		],
		[
			'half a WebP',
			'x.webp',
			'file_damaged',
			async () => (await noise(200).webp().toBuffer()).subarray(0, 4000)
		],
		['half a HEIC', 'x.heic', 'file_damaged', async () => (await gradientHeic()).subarray(0, 600)],
		['half a PDF', 'x.pdf', 'file_damaged', async () => (await pdf()).subarray(0, 500)],
		['the first bytes of a photo', 'x.jpg', 'file_damaged', async () => (await photo()).subarray(0, 20)],
		['a PNG of 81 megapixels in 10 KB', 'x.png', 'file_hostile', () => pixelBomb(9000)],
		['a photo that is also an archive', 'x.jpg', 'file_hostile', () => after(photo(), emptyZip)],
		[
			'a photo that is also a page',
			'x.jpg',
			'file_hostile',
			() => after(photo(), '<HTML><Script>1</script>')
		],
		['a photo that is also a program', 'x.jpg', 'file_hostile', () => after(photo(), '<?php system($x); ?>')],
		['a PDF that is also an archive', 'x.pdf', 'file_hostile', () => after(pdf(), emptyZip)],
		['a PDF that is also a page', 'x.pdf', 'file_hostile', () => after(pdf(), '<script>1</script>')],
		[
			'a photo that is also a PDF',
			'x.jpg',
			'file_hostile',
			async () => {
				const bytes = await photo();
				return Buffer.concat([
					bytes.subarray(0, 2),
					Buffer.from([0xff, 0xfe, 0, 10]),
					Buffer.from('%PDF-1.7'),
					bytes.subarray(2)
				]);
			}
		],
		['a PDF with a script', 'x.pdf', 'file_hostile', () => pdf((d) => setAction(d, script), false)],
		['a PDF with a packed script', 'x.pdf', 'file_hostile', () => pdf((d) => setAction(d, script))],
		[
			'a PDF with a script for later',
			'x.pdf',
			'file_hostile',
			() => pdf((d) => d.addJavaScript('x', 'app.alert(1)'))
		],
		[
			'a PDF that starts a program',
			'x.pdf',
			'file_hostile',
			() => pdf((d) => setAction(d, { S: '/Launch', F: 'cmd.exe' }))
		],
		[
			'a PDF that carries a file',
			'x.pdf',
			'file_hostile',
			() => pdf((d) => d.attach(Buffer.from('x'), 'x.exe', { mimeType: 'application/x-msdownload' }))
		],
		[
			'a PDF that sends its form away',
			'x.pdf',
			'file_hostile',
			() => rawPdf('<< /S /SubmitForm /F (http://x) >>')
		],
		[
			'a PDF with a form of another language',
			'x.pdf',
			'file_hostile',
			() => rawPdf('<< /AcroForm << /XFA [ (x) 4 0 R ] >> >>')
		],
		[
			'a PDF with a script in other letters',
			'x.pdf',
			'file_hostile',
			() => rawPdf('<< /S /#4aavaS#63ript /JS (1) >>')
		],
		[
			'a PDF whose script is overwritten for whoever reads to the end',
			'x.pdf',
			'file_hostile',
			async () =>
				Buffer.concat([
					rawPdf('<< /S /JavaScript /JS (1) >>'),
					Buffer.from('3 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF')
				])
		],
		[
			'a PDF with a script behind a wrong checksum',
			'x.pdf',
			'file_hostile',
			() => rawPdf(stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', packedScript))
		],
		[
			'a PDF with packed objects in disguise',
			'x.pdf',
			'file_hostile',
			() =>
				rawPdf(
					stream(
						'/Type /Obj#53tm /N 1 /First 4 /Filter [ /ASCIIHexDecode /FlateDecode ]',
						Buffer.from(packedScript.toString('hex'))
					)
				)
		],
		[
			'a PDF with packed objects that break off',
			'x.pdf',
			'file_damaged',
			() =>
				rawPdf(
					stream(
						'/Type /ObjStm /Filter /FlateDecode',
						Buffer.concat([deflateSync(Buffer.alloc(40)).subarray(0, 6), Buffer.alloc(50, 0xff)])
					)
				)
		],
		[
			'a PDF of 200 KB that unpacks to 210 MB',
			'x.pdf',
			'file_hostile',
			() => rawPdf(stream('/Filter /FlateDecode', deflateSync(Buffer.alloc(210_000_000), { level: 1 })))
		],
		[
			'a PDF with a million beginnings',
			'x.pdf',
			'file_hostile',
			() => rawPdf(Buffer.from('stream\nxA'.repeat(1_000_000)))
		],
		[
			'a locked PDF',
			'x.pdf',
			'file_encrypted',
			() => pdf((d) => d.encrypt({ userPassword: 'geheim', ownerPassword: 'geheim' }), false)
		],
		['a PDF without pages', 'x.pdf', 'file_damaged', () => Buffer.from('%PDF-1.7\nstartxref\n3\n%%EOF')]
	];

	it.each(cases)(
		'%s (%s → %s)',
		async (_, name, fault, bytes) => {
			expect(await faultOf(await bytes(), name)).toBe(fault);
		},
		60_000
	);

	it('a HEIC that claims more pixels than there is memory, before it is opened', async () => {
		const bomb = Buffer.from(await gradientHeic());
		for (let at = bomb.indexOf('ispe'); at !== -1; at = bomb.indexOf('ispe', at + 4)) {
			bomb.writeUInt32BE(60_000, at + 8);
			bomb.writeUInt32BE(60_000, at + 12);
		}
		expect(await faultOf(bomb, 'x.heic')).toBe('file_hostile');
	});
});

describe('many files at once', () => {
	it('are all judged, and each for itself', async () => {
		const good = await photo();
		const files = Array.from({ length: 9 }, (_, index) => (index % 3 === 1 ? Buffer.from('x') : good));
		const verdicts = await Promise.all(files.map((bytes) => faultOf(bytes, 'x.jpg')));
		expect(verdicts).toEqual(files.map((_, index) => (index % 3 === 1 ? 'file_type_refused' : null)));
	});
});
