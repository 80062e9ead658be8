import type { Retention } from '../core/api/retention';
import { readRetention } from '../core/api/retention-answers';
import { exchange, type Answer } from './transport';

/** The ways to the server for what is kept of this person. Nothing here waits in the outbox: it happens now or not. */
export function retentionOver(fetch: typeof globalThis.fetch) {
	return {
		read: (): Promise<Answer<Retention>> =>
			exchange(fetch, { method: 'GET', path: '/account/retention' }, readRetention),
		wantErasure: (isWanted: boolean): Promise<Answer<Retention>> =>
			exchange(
				fetch,
				{ method: 'POST', path: '/account/erasure', body: { is_wanted: isWanted } },
				readRetention
			)
	};
}
