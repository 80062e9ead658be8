import type { Attachment } from './attachment';

/** What our server keeps, and browsers show without running anything. */
const shown: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'];

/**
 * A document shown inside a page of ours; null for a type that is not to be shown. The type is the one our server found in
 * the bytes. The sandbox gives the document an origin of its own and no scripts, whatever it may turn out to be; only our
 * own pages may frame it. (The attribute `sandbox` on the frame would keep browsers from showing a PDF at all, this
 * header does not.)
 */
export function inPlace({ mediaType, bytes }: Attachment): Response | null {
	if (!shown.includes(mediaType)) return null;
	return new Response(bytes, {
		headers: {
			'content-type': mediaType,
			'content-length': String(bytes instanceof Blob ? bytes.size : bytes.length),
			'content-disposition': 'inline',
			'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'SAMEORIGIN',
			'cache-control': 'no-store'
		}
	});
}
