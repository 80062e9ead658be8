import * as z from 'zod/mini';
import { backend } from '../backend';
import { isPushEndpoint } from '../push/services';
import { secretClient } from '../supabase/clients';
import { dataOf } from '../supabase/failure';

const AT_ONCE = 10;
const PATIENCE_MS = 10_000;
/** A push service keeps it so long for a phone that is off. */
const KEPT_S = 24 * 60 * 60;

const queued = z.array(z.object({ id: z.string(), attempt: z.number(), endpoint: z.string() }));
type Push = z.infer<typeof queued>[number];
type Outcome = 'sent' | 'gone' | 'failed';

/** Tells devices that there is something new, and nothing else; true where there may be more to tell. */
export async function sendPushes(): Promise<boolean> {
	const { push } = await backend();
	if (push === null) return false;
	const client = await secretClient();
	const pushes = queued.parse(dataOf(await client.rpc('claim_pushes', { p_limit: AT_ONCE })));
	for (const one of pushes) {
		const { error } = await client.rpc('settle_push', {
			p_id: one.id,
			p_attempt: one.attempt,
			p_outcome: await send(one, push)
		});
		if (error) throw error;
	}
	return pushes.length === AT_ONCE;
}

type Sender = NonNullable<Awaited<ReturnType<typeof backend>>['push']>;

async function send({ endpoint }: Push, { key, services }: Sender): Promise<Outcome> {
	if (!isPushEndpoint(endpoint, services)) return 'gone';
	try {
		const { status } = await fetch(endpoint, {
			method: 'POST',
			redirect: 'error',
			signal: AbortSignal.timeout(PATIENCE_MS),
			// Without a body there is nothing to encrypt and nothing to read. The topic lets a newer one take its place.
			headers: {
				authorization: key.authorization(endpoint, Date.now()),
				ttl: String(KEPT_S),
				urgency: 'normal',
				topic: 'news'
			}
		});
		if (status === 404 || status === 410) return 'gone';
		return status >= 200 && status < 300 ? 'sent' : 'failed';
	} catch {
		return 'failed';
	}
}
