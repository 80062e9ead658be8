import { readCodeAnswer } from '../core/api/answers';
import { exchange } from './transport';

/** A draft in the account, everywhere. Nothing here waits in the outbox: it happens now or not. Safe to repeat. */
export function deleteDraft(fetch: typeof globalThis.fetch, id: string) {
	return exchange(
		fetch,
		{ method: 'DELETE', path: `/applications/${encodeURIComponent(id)}` },
		readCodeAnswer
	);
}
