import type { Handle } from '@sveltejs/kit';
import { isPublic } from './security/headers';

/**
 * Files are compressed by the build; this does it for what is rendered: a public page weighs a fifth of itself. Only
 * what is the same for everybody is compressed, so that no secret can be guessed from a length (BREACH).
 */
export const compress: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const encoding = accepted(event.request.headers.get('accept-encoding') ?? '');
	const isText = /^(text\/html|application\/((manifest\+)?json|xml))/.test(
		response.headers.get('content-type') ?? ''
	);
	if (!encoding || !isText || !response.body || !isPublic(event.url.pathname)) return response;
	const headers = new Headers(response.headers);
	headers.delete('content-length');
	headers.set('content-encoding', encoding);
	headers.append('vary', 'accept-encoding');
	const stream = new CompressionStream((encoding === 'br' ? 'brotli' : 'gzip') as CompressionFormat);
	return new Response(response.body.pipeThrough(stream), { status: response.status, headers });
};

function accepted(header: string): 'br' | 'gzip' | null {
	const offered = header.split(',').map((part) => part.trim().split(';')[0]);
	if (offered.includes('br')) return 'br';
	return offered.includes('gzip') ? 'gzip' : null;
}
