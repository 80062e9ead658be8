/** What an attachment is made of; the office and the applicants get theirs through the same headers. */
export interface Attachment {
	readonly name: string;
	readonly mediaType: string;
	readonly bytes: Blob | Uint8Array<ArrayBuffer>;
}

/** The same where nobody knows yet how long it is. */
export interface StreamedAttachment {
	readonly name: string;
	readonly mediaType: string;
	readonly bytes: ReadableStream<Uint8Array>;
}

/**
 * The bytes as something to save, never to show: whatever they are, no browser runs them under our address, and no cache
 * keeps them.
 */
export function attachment({ name, mediaType, bytes }: Attachment | StreamedAttachment): Response {
	return new Response(bytes, {
		headers: {
			'content-type': mediaType,
			...lengthOf(bytes),
			'content-disposition': `attachment; filename="${plain(name)}"; filename*=UTF-8''${encoded(name)}`,
			'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
			'x-content-type-options': 'nosniff',
			'cache-control': 'no-store'
		}
	});
}

function lengthOf(bytes: (Attachment | StreamedAttachment)['bytes']): Record<string, string> {
	if (bytes instanceof ReadableStream) return {};
	return { 'content-length': String(bytes instanceof Blob ? bytes.size : bytes.length) };
}

/** For the few readers that do not know the other form (RFC 6266). */
function plain(name: string): string {
	return name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
}

function encoded(name: string): string {
	return encodeURIComponent(name.toWellFormed()).replace(
		/['()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
