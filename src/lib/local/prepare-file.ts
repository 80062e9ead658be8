import { maxFileBytes } from '../core/api/limits';
import { isImage, isMislabelled, mediaTypeOf, type MediaType } from '../core/file/media-type';
import { fileName } from '../core/file/name';
import { pagesToPdf } from '../core/file/pages-pdf';
import type { FileRefusal } from '../core/file/refusal';
import { writtenAnew, type Sharpness } from './prepare-picture';

/** A file as it will be kept and sent. */
export interface Prepared {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly mediaType: MediaType;
	readonly name: string;
	readonly pageCount: number | null;
}

export type Preparation = Prepared | { readonly refusal: FileRefusal };

/** A picture may be larger than what is sent, since it is written anew; beyond this it is no photo of a document. */
const maxPictureBytes = 60 * 1024 * 1024;
/** Enough for every signature of core/file/media-type. */
const signatureBytes = 16;
/** Many pages in one file: each a little smaller, until together they are small enough. */
const sharpnesses: readonly Sharpness[] = [
	{ shorterPixels: 1350, mostPixels: 5_000_000, quality: 0.7 },
	{ shorterPixels: 1050, mostPixels: 3_000_000, quality: 0.6 }
];

/** Judges a file by its bytes, and makes it small and free of what it says about its maker where this device can. */
export async function prepareFile(file: Blob, name: string, otherwise: string): Promise<Preparation> {
	if (file.size === 0) return { refusal: 'file_empty' };
	const start = await bytesOf(file.slice(0, signatureBytes));
	const mediaType = start && mediaTypeOf(start);
	if (!mediaType) return { refusal: start ? 'file_type_refused' : 'file_damaged' };
	if (isMislabelled(name, mediaType)) return { refusal: 'file_mislabelled' };
	if (file.size > (isImage(mediaType) ? maxPictureBytes : maxFileBytes)) return { refusal: 'file_too_large' };
	if (!isImage(mediaType)) return asItIs(file, mediaType, fileName(name, mediaType, otherwise));
	const jpeg = await writtenAnew(file);
	if (jpeg) return picture(jpeg, fileName(name, 'image/jpeg', otherwise));
	// Few browsers read what iPhones write; the server does.
	if (mediaType === 'image/heic') return asItIs(file, mediaType, fileName(name, mediaType, otherwise));
	return { refusal: 'file_damaged' };
}

/** Photographed pages, in their order, as one file: a picture alone stays a picture. */
export async function preparePages(
	pages: readonly Uint8Array<ArrayBuffer>[],
	name: string
): Promise<Preparation> {
	const [first] = pages;
	if (first && pages.length === 1) return picture(first, fileName(name, 'image/jpeg', name));
	const pdf = await smallEnough(pages, sharpnesses);
	if (!pdf) return { refusal: 'file_damaged' };
	if (pdf.length > maxFileBytes) return { refusal: 'file_too_large' };
	const mediaType = 'application/pdf';
	return { bytes: pdf, mediaType, name: fileName(name, mediaType, name), pageCount: pages.length };
}

/** In hexadecimal, as `sha256sum` writes it. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function smallEnough(
	pages: readonly Uint8Array<ArrayBuffer>[],
	[next, ...rest]: readonly Sharpness[]
): Promise<Uint8Array<ArrayBuffer> | null> {
	const pdf = pagesToPdf(pages);
	if (!pdf || pdf.length <= maxFileBytes || !next) return pdf;
	const smaller: Uint8Array<ArrayBuffer>[] = [];
	// One after the other: ten photos at once are more than a phone's memory.
	for (const page of pages) smaller.push((await writtenAnew(new Blob([page]), next)) ?? page);
	return smallEnough(smaller, rest);
}

function picture(bytes: Uint8Array<ArrayBuffer>, name: string): Preparation {
	if (bytes.length > maxFileBytes) return { refusal: 'file_too_large' };
	return { bytes, mediaType: 'image/jpeg', name, pageCount: 1 };
}

async function asItIs(file: Blob, mediaType: MediaType, name: string): Promise<Preparation> {
	if (file.size > maxFileBytes) return { refusal: 'file_too_large' };
	const bytes = await bytesOf(file);
	return bytes ? { bytes, mediaType, name, pageCount: null } : { refusal: 'file_damaged' };
}

/** Null where the file is gone or may not be read: removed from the card, or in a cloud that cannot be reached. */
async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
	return file.arrayBuffer().then(
		(buffer) => new Uint8Array(buffer),
		() => null
	);
}
