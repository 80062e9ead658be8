type Shown = { readonly name: string; readonly media_type: string; readonly size: number };

/**
 * Headers for a document of somebody else, shown inside our pages. The type is the one our server found in the bytes. The
 * sandbox gives the document an origin of its own and no scripts, whatever it may turn out to be; only our own pages may
 * frame it. (The attribute `sandbox` would keep browsers from showing a PDF at all; the header does not.)
 */
export function fileHeaders({ name, media_type, size }: Shown, isKept: boolean): Record<string, string> {
	return {
		'content-type': media_type,
		'content-length': String(size),
		'content-disposition': `${isKept ? 'attachment' : 'inline'}; filename*=UTF-8''${encoded(name)}`,
		'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'SAMEORIGIN',
		'cache-control': 'no-store'
	};
}

/** RFC 8187: everything but letters, digits and a few signs as bytes. */
function encoded(name: string): string {
	return encodeURIComponent(name.toWellFormed()).replace(
		/['()*!]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
}
