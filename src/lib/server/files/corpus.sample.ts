import { readFile } from 'node:fs/promises';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** Files as people and attackers send them, made here so that no hostile file lies in the repository. */

export const gradientHeic = () => readFile('src/lib/server/files/gradient.sample.heic');
/** As a phone takes it: with place and camera. */
export const placedHeic = () => readFile('src/lib/server/files/placed.sample.heic');

const place = {
	IFD0: { Make: 'Phonemaker', Model: 'Model of Amina' },
	IFD3: {
		GPSLatitudeRef: 'N',
		GPSLatitude: '51/1 26/1 4/1',
		GPSLongitudeRef: 'E',
		GPSLongitude: '6/1 45/1 9/1'
	}
};

const blue = { r: 20, g: 60, b: 160 };

/** A photo as a phone takes it: with place, camera and the hint to turn it. */
export function photo({ width = 60, height = 40, orientation = 1 } = {}): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 3, background: blue } })
		.jpeg()
		.withExif(place)
		.withMetadata({ orientation })
		.toBuffer();
}

export const picture = (format: 'png' | 'webp', side = 40) =>
	sharp({ create: { width: side, height: side, channels: 4, background: { ...blue, alpha: 0.5 } } })
		.toFormat(format)
		.withExif(place)
		.toBuffer();

/** A photo nobody can press small: noise. */
export const noise = (side: number) =>
	sharp({
		create: {
			width: side,
			height: side,
			channels: 3,
			background: blue,
			noise: { type: 'gaussian', mean: 128, sigma: 60 }
		}
	});

/** Neighbours differ by little: a PNG packs it well only with the filters its writer chose, and ours does not. */
export function grain(width: number, height: number) {
	const pixels = Buffer.alloc(width * height * 3);
	let chance = 1;
	for (let at = 3; at < pixels.length; at += 1) {
		chance = (chance * 48_271) % 2_147_483_647;
		pixels[at] = (pixels[at - 3] ?? 0) + (chance & 7);
	}
	return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A PNG of a few kilobytes that claims, and really has, more pixels than fit into memory. */
export function pixelBomb(side: number): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.set([1, 0, 0, 0, 0], 8);
	const rows = deflateSync(Buffer.alloc((1 + Math.ceil(side / 8)) * side));
	const chunks: [string, Buffer][] = [
		['IHDR', header],
		['IDAT', rows],
		['IEND', Buffer.alloc(0)]
	];
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
		...chunks.map(([type, data]) => chunk(type, data))
	]);
}

export function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const ends = Buffer.alloc(8);
	ends.writeUInt32BE(data.length, 0);
	ends.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** The smallest archive: what makes a JPEG also a JAR. */
export const emptyZip = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

/** A PDF of one page; `change` does to it what an attacker would. */
export async function pdf(
	change: (document: PDFDocument) => unknown = () => undefined,
	useObjectStreams = true
): Promise<Buffer> {
	const document = await PDFDocument.create();
	document.addPage([200, 200]).drawText('Satzung');
	await change(document);
	return Buffer.from(await document.save({ useObjectStreams }));
}

export function setAction(document: PDFDocument, action: Record<string, unknown>): void {
	const values = Object.entries(action).map(([key, value]): [string, unknown] => [
		key,
		typeof value === 'string' && value.startsWith('/')
			? PDFName.of(value.slice(1))
			: PDFString.of(String(value))
	]);
	document.catalog.set(PDFName.of('OpenAction'), document.context.obj(Object.fromEntries(values) as never));
}

/** A PDF by hand, for what no library writes. `objects` are the bodies of objects 3 and on. */
export function rawPdf(...objects: readonly (string | Buffer)[]): Buffer {
	const bodies = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>', ...objects];
	const parts = bodies.flatMap((body, index) => [
		Buffer.from(`${index + 1} 0 obj\n`, 'latin1'),
		typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
		Buffer.from('\nendobj\n', 'latin1')
	]);
	const end = 'trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n';
	return Buffer.concat([Buffer.from('%PDF-1.7\n', 'latin1'), ...parts, Buffer.from(end, 'latin1')]);
}

export function stream(dictionary: string, packed: Buffer): Buffer {
	return Buffer.concat([
		Buffer.from(`<< ${dictionary} /Length ${packed.length} >>\nstream\n`, 'latin1'),
		packed,
		Buffer.from('\nendstream', 'latin1')
	]);
}

/** Packed objects that act, with a checksum no reader minds. */
export const packedScript = Buffer.concat([
	Buffer.from([0x78, 0x9c]),
	deflateRawSync(Buffer.from(`9 0 ${' '.repeat(70_000)}<< /S /JavaScript /JS (app.alert(1)) >>`, 'latin1')),
	Buffer.from([1, 2, 3, 4])
]);
