import type { Kind } from './kind';
import { Unfit } from './unfit';

const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');
const ZIP_END_BYTES = 22;
const LONGEST_ZIP_COMMENT = 65_535;
const HEAD_BYTES = 1024;

/** Markup a browser would run if it took the bytes for a page. Long enough never to turn up in pixels by chance. */
const markup = /<script|<!doctype html|<html[\s>]|<iframe|<\?php\s|<svg\s/i;

/**
 * Refuses bytes that are two things at once: an image that is also an archive, a page or a PDF, a PDF that is also an
 * archive or a page. Images are drawn anew anyway; whoever builds such a file means no good, and PDFs are kept as they are.
 */
export function refuseTwoFaced(bytes: Uint8Array, kind: Kind): void {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (endsAsArchive(buffer)) throw new Unfit('file_hostile');
	if (kind === 'pdf') {
		if (buffer.indexOf('%PDF-') !== 0 || markup.test(outsideOfPdf(buffer))) throw new Unfit('file_hostile');
	} else if (buffer.subarray(0, HEAD_BYTES).includes('%PDF-') || markup.test(buffer.toString('latin1'))) {
		throw new Unfit('file_hostile');
	}
}

/** Archives are read from their end: the last record and its comment reach exactly to the last byte. */
function endsAsArchive(buffer: Buffer): boolean {
	const first = Math.max(0, buffer.length - ZIP_END_BYTES - LONGEST_ZIP_COMMENT);
	for (let at = buffer.indexOf(ZIP_END, first); at !== -1; at = buffer.indexOf(ZIP_END, at + 1)) {
		if (at + ZIP_END_BYTES > buffer.length) return false;
		if (at + ZIP_END_BYTES + buffer.readUInt16LE(at + 20) === buffer.length) return true;
	}
	return false;
}

/** Before the first object and after the last end mark: there a page could hide without disturbing the document. */
function outsideOfPdf(buffer: Buffer): string {
	const head = buffer.subarray(0, HEAD_BYTES).toString('latin1');
	const end = buffer.lastIndexOf('%%EOF');
	return head + (end === -1 ? '' : buffer.subarray(end).toString('latin1'));
}
