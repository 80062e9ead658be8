import type { PgliteConnection } from '@supabase/lite/pglite';
import * as z from 'zod/mini';

const verified = z.object({ access_token: z.string(), user: z.object({ id: z.uuid() }) });
const claims = z.object({ session_id: z.uuid() });

/** Longer than the two sessions lie apart. */
const APART_MS = 2_000;

/**
 * The first sign-in of an address makes two sessions in Supabase Lite, milliseconds apart: one for the confirmed account, which is
 * given to nobody, and the one that is answered. The first would stand among a person's devices for ever. One that was answered a
 * moment ago belongs to somebody: the same person may sign in twice within these seconds.
 */
export class TwinSessions {
	readonly #connection: PgliteConnection;
	/** Sessions that were given to somebody, with the time of the answer; only the latest matter. */
	readonly #given = new Map<string, number>();

	constructor(connection: PgliteConnection) {
		this.#connection = connection;
	}

	async end(request: Request, response: Response): Promise<void> {
		if (!response.ok || new URL(request.url).pathname !== '/auth/v1/verify') return;
		const answer = z.safeParse(verified, await response.clone().json());
		if (!answer.success) return;
		const { access_token, user } = answer.data;
		const [, payload = ''] = access_token.split('.');
		const { session_id } = z.parse(claims, JSON.parse(Buffer.from(payload, 'base64url').toString()));
		this.#note(session_id);
		// All ids are checked to be ids, so they can stand in the text.
		await this.#connection.exec(`
			delete from auth.sessions a using auth.sessions here
			where here.id = '${session_id}' and a.user_id = '${user.id}' and a.id <> all ('{${[...this.#given.keys()].join()}}')
				and a.created_at between here.created_at - interval '${APART_MS} milliseconds' and here.created_at
				and not exists (select from private.sessions s where s.id = a.id)`);
	}

	#note(session: string): void {
		const now = Date.now();
		for (const [id, at] of this.#given) if (at < now - 2 * APART_MS) this.#given.delete(id);
		this.#given.set(session, now);
	}
}
