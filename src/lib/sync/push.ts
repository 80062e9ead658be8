import { readCodeAnswer } from '../core/api/answers';
import type { PushKey } from '../core/api/push';
import { nullable, object, text } from '../core/api/reader';
import { exchange } from './transport';

const readKey = object<PushKey>({ key: nullable(text) });

/** The ways to the server for quiet notices on this device. */
export function pushOver(fetch: typeof globalThis.fetch) {
	return {
		key: () => exchange(fetch, { method: 'GET', path: '/account/push' }, readKey),
		want: (endpoint: string, isWanted: boolean) =>
			exchange(
				fetch,
				{ method: 'POST', path: '/account/push', body: { endpoint, is_wanted: isWanted } },
				readCodeAnswer
			)
	};
}
