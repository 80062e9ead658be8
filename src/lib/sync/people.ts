import { readCodeAnswer } from '../core/api/answers';
import type { InviteBody, MemberRole } from '../core/api/people';
import { readInvited, readPeople } from '../core/api/people-answers';
import type { Reader } from '../core/api/reader';
import { exchange, type Answer } from './transport';

/** The ways to the server for the people of one application. Nothing here waits in the outbox: it happens now or not. */
export function peopleOver(fetch: typeof globalThis.fetch, id: string) {
	const call = <T>(method: string, rest: string, read: Reader<T>, body?: unknown): Promise<Answer<T>> =>
		exchange(fetch, { method, path: `/applications/${encodeURIComponent(id)}/people${rest}`, body }, read);
	const at = (person: string) => `/${encodeURIComponent(person)}`;
	return {
		list: () => call('GET', '', readPeople),
		invite: (body: InviteBody) => call('POST', '', readInvited, body),
		changeRole: (person: string, role: MemberRole) => call('PUT', at(person), readCodeAnswer, { role }),
		remove: (person: string) => call('DELETE', at(person), readCodeAnswer, {}),
		leave: () => call('POST', '/leave', readCodeAnswer, {})
	};
}
