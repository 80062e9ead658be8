import type { Handle } from '@sveltejs/kit';
import { log, newRequestId, withRequestId } from './log';
import { noteAnswer } from './metrics';

const SLOW_S = 5;
/** Not allowed, and too often: rare for people who use our pages, frequent for whoever tries doors. */
const REFUSED: ReadonlySet<number> = new Set([403, 429]);

/**
 * Gives each request an id of ours (never one from outside: it would be words in our log), counts it, and tells of what
 * failed, was refused or was slow; with `LOG_REQUESTS=true` of every one. The line names the route, not the address.
 */
export const observe: Handle = ({ event, resolve }) => {
	const id = newRequestId();
	return withRequestId(id, async () => {
		const began = performance.now();
		const response = await resolve(event);
		const seconds = (performance.now() - began) / 1000;
		const answer = {
			route: event.route.id ?? 'none',
			method: event.request.method,
			status: response.status
		};
		noteAnswer({ ...answer, seconds });
		const isFailed = response.status >= 500;
		const isTold = isFailed || REFUSED.has(response.status) || seconds > SLOW_S;
		if (isTold || process.env['LOG_REQUESTS'] === 'true')
			log(isFailed ? 'error' : 'info', 'request', { ...answer, ms: Math.round(seconds * 1000) });
		response.headers.set('x-request-id', id);
		return response;
	});
};
