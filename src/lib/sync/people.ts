import * as z from 'zod/mini';
import { invitedSchema, peopleSchema, type InviteBody, type MemberRole } from '../core/api/people';
import { misread, type Reader } from '../core/api/reader';
import { codeAnswerSchema } from '../core/api/session';
import { exchange, type Answer } from './transport';

// zod would try `new Function` to be faster, which our content security policy forbids and reports.
z.config({ jitless: true });

/** The ways to the server for the people of one application. Nothing here waits in the outbox: it happens now or not. */
export function peopleOver(fetch: typeof globalThis.fetch, id: string) {
	const call = <T>(
		method: string,
		rest: string,
		schema: z.ZodMiniType<T>,
		body?: unknown
	): Promise<Answer<T>> =>
		exchange(
			fetch,
			{ method, path: `/applications/${encodeURIComponent(id)}/people${rest}`, body },
			readBy(schema)
		);
	const at = (person: string) => `/${encodeURIComponent(person)}`;
	return {
		list: () => call('GET', '', peopleSchema),
		invite: (body: InviteBody) => call('POST', '', invitedSchema, body),
		changeRole: (person: string, role: MemberRole) => call('PUT', at(person), codeAnswerSchema, { role }),
		remove: (person: string) => call('DELETE', at(person), codeAnswerSchema, {}),
		leave: () => call('POST', '/leave', codeAnswerSchema, {})
	};
}

/** One screen alone asks for these, online and seldom: it loads the schemas themselves. */
function readBy<T>(schema: z.ZodMiniType<T>): Reader<T> {
	return (value) => {
		const parsed = schema.safeParse(value);
		return parsed.success ? parsed.data : misread;
	};
}
