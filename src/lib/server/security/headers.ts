import { building } from '$app/environment';
import type { Handle } from '@sveltejs/kit';
import { headersFor } from './header-values';

/**
 * Adds what depends on the request: nothing personal may be kept by a cache, and HTTPS is kept where it is used. An answer
 * that says something itself keeps its word: a document may be framed by the case page, and by nobody else.
 */
export const protect: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	for (const [name, value] of Object.entries(headersFor(event.url.origin))) {
		if (!response.headers.has(name)) response.headers.set(name, value);
	}
	const type = response.headers.get('content-type');
	// Kit names no letters; a browser that has to guess them can be led to read words as markup. What is drawn while building
	// becomes a page for Kit by the bare type alone, and gets its letters from whoever serves the file.
	if (!building && type?.startsWith('text/') && !type.includes('charset'))
		response.headers.set('content-type', `${type}; charset=utf-8`);
	// What answers a form may repeat what was typed into it.
	const isRead = ['GET', 'HEAD'].includes(event.request.method);
	const isForAll = isRead && isPublic(event.url.pathname);
	if (!response.headers.has('cache-control'))
		response.headers.set('cache-control', isForAll ? 'no-cache' : 'no-store');
	return response;
};

/** Pages that are the same for everybody; all others must never be kept. */
export function isPublic(pathname: string): boolean {
	return (
		!/^\/(api|staff|dev)(\/|$)/.test(pathname) &&
		!/^\/[^/]+\/(apply|account|sign-in)(\/|$)/.test(pathname) &&
		// The office looks at a round nobody else sees yet.
		!/^\/[^/]+\/rounds\/[^/]+\/preview(\/|$)/.test(pathname)
	);
}
