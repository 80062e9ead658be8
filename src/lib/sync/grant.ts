import { readCodeAnswer } from '../core/api/answers';
import type { Grant, GrantDeed } from '../core/api/grant';
import { readGrant } from '../core/api/grant-answers';
import { exchange, type Answer } from './transport';

/** The ways to the server for the grant of one application. Nothing here waits in the outbox: it happens now or not. */
export function grantOver(fetch: typeof globalThis.fetch, id: string) {
	const path = `/applications/${encodeURIComponent(id)}/grant`;
	return {
		read: (): Promise<Answer<Grant>> => exchange(fetch, { method: 'GET', path }, readGrant),
		act: (deed: GrantDeed) => exchange(fetch, { method: 'POST', path, body: deed }, readCodeAnswer)
	};
}
