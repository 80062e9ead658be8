import type { Handle } from '@sveltejs/kit';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * What changes something comes from a page of ours, whatever the content type, and in development too. Kit asks this only
 * of the types a form can have, and not while developing; browsers name the page that sends with every such request.
 */
export const sameOrigin: Handle = ({ event, resolve }) => {
	const { method, headers } = event.request;
	if (SAFE.includes(method) || headers.get('origin') === event.url.origin) return resolve(event);
	return new Response(JSON.stringify({ code: 'not_allowed' }), {
		status: 403,
		headers: { 'content-type': 'application/json' }
	});
};
