import type { OwnSessions } from '../core/api/session';
import { readOwnSessions } from '../core/api/session-answers';
import { exchange, type Answer } from './transport';

/** The ways to the server for where this person is signed in. Nothing here waits in the outbox: it happens now or not. */
export function sessionsOver(fetch: typeof globalThis.fetch) {
	const ask = (method: 'GET' | 'DELETE', path = ''): Promise<Answer<OwnSessions>> =>
		exchange(fetch, { method, path: `/account/sessions${path}` }, readOwnSessions);
	return {
		read: () => ask('GET'),
		end: (id: string) => ask('DELETE', `/${id}`),
		endOthers: () => ask('DELETE')
	};
}
